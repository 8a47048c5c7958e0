import { IConstruct } from 'constructs';
import { POD_SECURITY_LEVELS, PodSecurityLevel, PodSecurityPolicy } from '../../rules/pod-security';
import { KubernetesVersion } from './kubernetes-version';

const LEVEL = Symbol.for('cdk8s-pod-patterns.PodSecurity');

/**
 * The Pod Security level that pods have to meet, as the namespaces enforce it that they go into.
 *
 * Containers that patterns add get what the level demands and the pattern does not say, such as `allowPrivilegeEscalation: false`.
 * What the author wrote is not changed: what the level refuses in it is an error, with the place and the fix. The standard is that of
 * the target version.
 *
 * @example
 * PodSecurity.set(chart, 'restricted');
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class PodSecurity {
  /**
   * Sets the level for all that is in a scope. The setting nearest to an object wins.
   *
   * @param scope an app, a chart, or an object
   * @param level `baseline` or `restricted`; `privileged` admits everything
   * @throws when it is none of these
   */
  public static set(scope: IConstruct, level: PodSecurityLevel): void {
    if (!POD_SECURITY_LEVELS.includes(level)) {
      const levels = POD_SECURITY_LEVELS.map((one) => `"${one}"`).join(', ');
      throw new Error(`[${scope.node.path}] "${level}" is not a Pod Security level. The levels are ${levels}.`);
    }
    Object.defineProperty(scope, LEVEL, { value: level, configurable: true });
  }

  /**
   * The level that holds for a scope; undefined where none is set.
   *
   * @param scope an app, a chart, or an object
   */
  public static of(scope: IConstruct): PodSecurityLevel | undefined {
    for (let at: IConstruct | undefined = scope; at !== undefined; at = at.node.scope) {
      const level = (at as any)[LEVEL];
      if (level !== undefined) {
        return level;
      }
    }
    return undefined;
  }

  /**
   * The level and the version of the standard that hold for a scope.
   *
   * @internal
   */
  public static _policyOf(scope: IConstruct): PodSecurityPolicy | undefined {
    const level = PodSecurity.of(scope);
    return level === undefined ? undefined : { level, version: `v${KubernetesVersion.of(scope)}` };
  }

  private constructor() {}
}
