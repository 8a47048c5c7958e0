import { IConstruct } from 'constructs';
import { DEFAULT_VERSION, unknownVersion } from '../../kubernetes/version';
import { ConstructProperty } from './construct-property';

const VERSION = new ConstructProperty<string>('KubernetesVersion');

/**
 * The Kubernetes version of the cluster that the manifests are for.
 *
 * It decides the form of sidecars (native from 1.29 on) and which fields exist. Set it on the app, a chart or an object: the nearest
 * setting applies. The default is 1.27. It is read when the app is synthesized.
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
      throw new Error(`[${scope.node.path}] ${reason}`);
    }
    VERSION.set(scope, version);
  }

  /** The version that applies to a scope: an app, a chart, or an object. */
  public static of(scope: IConstruct): string {
    return VERSION.nearest(scope) ?? DEFAULT_VERSION;
  }

  private constructor() {}
}
