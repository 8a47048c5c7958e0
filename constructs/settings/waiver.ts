import { IConstruct } from 'constructs';
import { findRule, nearestRule } from '../../rules/check/registry';
import { annotationOf } from '../../rules/check/waivers';
import { described } from '../../util/plain-object';
import { errorAt } from '../error-at';
import { ConstructProperty } from './construct-property';

const NONE: readonly string[] = [];

/** The waived rules of a scope, and whether each ignored a finding. */
const WAIVED = new ConstructProperty<Map<string, boolean>>('Waiver');

/**
 * Ignores the findings of a rule, for a reason that a reader of the code sees.
 * @example
 * const job = new AppJob(chart, 'report', {
 *   app: { name: 'report', image: 'shop:1.0' },
 *   patterns: [new SidecarPattern({ sidecars: [{ name: 'proxy', image: 'proxy:1.0' }] })],
 * });
 * Waiver.add(job, 'runtime/sidecar-keeps-job', 'the proxy ends when the report stops it');
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export class Waiver {
  /**
   * Waives a rule for a scope and everything in it.
   * @param scope an app, a chart, or an object
   * @param rule the rule's id, such as `runtime/sidecar-keeps-job`
   * @param reason why the rule does not matter here
   * @throws if there is no such rule, if the reason is empty, or if the rule is advice: only `lint` reports advice, and it reads waivers
   * from the manifest
   */
  public static add(scope: IConstruct, rule: string, reason: string): void {
    if (findRule(rule) === undefined) {
      throw errorAt(scope, `there is no rule ${described(rule)}, so it cannot be waived. ${nearestRule(rule)}`);
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw errorAt(scope, `the waiver of ${rule} has no reason. Write why the rule does not matter here.`);
    }
    if (rule.startsWith('advice/')) {
      const annotation = `annotations: { '${annotationOf(rule)}': '${reason}' }`;
      const why = `only lint reports ${rule}, and it does not see this waiver.`;
      throw errorAt(scope, `${why} Waive the rule in the metadata of the object: ${annotation}.`);
    }
    const waived = WAIVED.of(scope) ?? new Map<string, boolean>();
    waived.set(rule, waived.get(rule) ?? false);
    WAIVED.set(scope, waived);
  }

  /** Whether a rule is waived for a scope. */
  public static covers(scope: IConstruct, rule: string): boolean {
    return WAIVED.nearest(scope, (waived) => waived.has(rule))?.set(rule, true) !== undefined;
  }

  /**
   * The rules that a construct waives, but that have no finding.
   * @internal
   */
  public static _unused(construct: IConstruct): readonly string[] {
    const waived = WAIVED.of(construct);
    return waived === undefined ? NONE : [...waived].filter(([, isUsed]) => !isUsed).map(([rule]) => rule);
  }

  private constructor() {}
}
