import { IConstruct } from 'constructs';
import { POD_SECURITY_LEVELS, PodSecurityLevel, PodSecurityPolicy } from '../../rules/pod-security-standard';
import { described } from '../../util/plain-object';
import { errorAt } from '../error-at';
import { ConstructProperty } from './construct-property';
import { KubernetesVersion } from './kubernetes-version';

const LEVEL = new ConstructProperty<PodSecurityLevel>('PodSecurity');

/**
 * The Pod Security level that pods must meet: the level that their namespaces enforce.
 *
 * If the level requires a field that a pattern's container leaves unset, synth sets it, such as `allowPrivilegeEscalation: false`. Synth
 * changes nothing that the author wrote: a value that the level forbids is an error. The version of the standard is the target version.
 * @example
 * PodSecurity.set(chart, 'restricted');
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class PodSecurity {
  /**
   * Sets the level for a scope and everything in it. The nearest setting applies to an object.
   * @param scope an app, a chart, or an object
   * @param level `baseline` or `restricted`; `privileged` allows everything
   * @throws if the level is unknown
   */
  public static set(scope: IConstruct, level: PodSecurityLevel): void {
    if (!POD_SECURITY_LEVELS.includes(level)) {
      const levels = POD_SECURITY_LEVELS.map((name) => `"${name}"`).join(', ');
      throw errorAt(scope, `${described(level)} is not a Pod Security level. The levels are ${levels}.`);
    }
    LEVEL.set(scope, level);
  }

  /** The level that applies to a scope (an app, a chart, or an object); undefined if none is set. */
  public static of(scope: IConstruct): PodSecurityLevel | undefined {
    return LEVEL.nearest(scope);
  }

  /**
   * The level and the version of the standard that apply to a scope.
   * @internal
   */
  public static _policyOf(scope: IConstruct): PodSecurityPolicy | undefined {
    const level = PodSecurity.of(scope);
    return level === undefined ? undefined : { level, version: `v${KubernetesVersion.of(scope)}` };
  }

  private constructor() {}
}
