import { IConstruct } from 'constructs';
import { DEFAULT_VERSION, helmFlags, unknownVersion } from '../../kubernetes/version';
import { readSettings } from '../../rules/check/settings';
import { errorAt } from '../error-at';
import { ConstructProperty } from './construct-property';

const VERSION = new ConstructProperty<string>('KubernetesVersion');

/**
 * The Kubernetes version of the cluster that the manifests are for.
 *
 * It decides the form of sidecars (native from 1.29 on) and which fields exist. The first of these settings applies:
 * 1. `KubernetesVersion.set` on the object, or on the nearest scope around it. The prop `kubernetesVersion` of `PodApp` sets it on the app.
 * 2. `target` in the file `.cdk8s-pods.yaml` of the working folder, which `cdk8s-pods lint` and `PodValidation` read too.
 * 3. The default, 1.35.
 *
 * It is read when the app is synthesized.
 * @example
 * KubernetesVersion.set(chart, '1.37');
 * @see https://kubernetes.io/releases/version-skew-policy/
 */
export class KubernetesVersion {
  /**
   * Sets the version for a scope and everything in it.
   * @param scope an app, a chart, or an object
   * @param version such as `'1.37'`
   * @throws if this library does not know the version
   */
  public static set(scope: IConstruct, version: string): void {
    const reason = unknownVersion(version);
    if (reason !== undefined) {
      throw errorAt(scope, reason);
    }
    VERSION.set(scope, version);
  }

  /** The version that applies to a scope: an app, a chart, or an object. */
  public static of(scope: IConstruct): string {
    return VERSION.nearest(scope) ?? ofApp(scope.node.root);
  }

  /**
   * The version as a flag of `helm template`, for `helmFlags` of the `Helm` construct of cdk8s: a chart can write other manifests for other
   * versions. Set the version before you call this: `new Helm(chart, 'redis', { …, helmFlags: KubernetesVersion.helmFlags(chart) })`.
   * @see https://helm.sh/docs/chart_template_guide/builtin_objects/
   */
  public static helmFlags(scope: IConstruct): string[] {
    return helmFlags(KubernetesVersion.of(scope));
  }

  private constructor() {}
}

/** The version of an app without a setting in the code. It is set on the app, so that the file is read once. */
function ofApp(root: IConstruct): string {
  const version = readSettings().target ?? DEFAULT_VERSION;
  VERSION.set(root, version);
  return version;
}
