import { IConstruct } from 'constructs';
import { DEFAULT_VERSION, unknownVersion } from '../../kubernetes/version';

const TARGET = Symbol.for('cdk8s-pod-patterns.KubernetesVersion');

/**
 * The Kubernetes version of the cluster that the manifests are for.
 *
 * It decides how patterns render (a sidecar is native from 1.29 on) and which fields may be used. It is 1.27 unless it is set, on
 * the app, a chart or a single object; the setting nearest to an object wins. It is read when the app is synthesized.
 *
 * @example
 * KubernetesVersion.set(chart, '1.37');
 *
 * @see https://kubernetes.io/releases/version-skew-policy/
 */
export class KubernetesVersion {
  /**
   * Sets the version for all that is in a scope.
   *
   * @param scope an app, a chart, or an object
   * @param version such as `'1.37'`
   * @throws when the version is not one of those that this library knows
   */
  public static set(scope: IConstruct, version: string): void {
    const reason = unknownVersion(version);
    if (reason !== undefined) {
      throw new Error(`[${scope.node.path}] ${reason}`);
    }
    Object.defineProperty(scope, TARGET, { value: version, configurable: true });
  }

  /**
   * The version that holds for a scope.
   *
   * @param scope an app, a chart, or an object
   */
  public static of(scope: IConstruct): string {
    for (let at: IConstruct | undefined = scope; at !== undefined; at = at.node.scope) {
      const version = (at as any)[TARGET];
      if (version !== undefined) {
        return version;
      }
    }
    return DEFAULT_VERSION;
  }

  private constructor() {}
}
