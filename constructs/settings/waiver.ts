import { IConstruct } from 'constructs';
import { annotationOf } from '../../rules/check/waivers';

const WAIVED = Symbol.for('cdk8s-pod-patterns.Waiver');

/** The rules, and whether each has met a finding. */
type Waived = Map<string, boolean>;

const NONE: Waived = new Map();

/**
 * Lets pass what a rule finds, for a reason that a reader of the code is told.
 *
 * @example
 * const job = new AppJob(chart, 'report', {
 *   app: { name: 'report', image: 'shop:1.0' },
 *   patterns: [new SidecarPattern({ sidecars: [{ name: 'proxy', image: 'proxy:1.0' }] })],
 * });
 * Waiver.add(job, 'runtime/sidecar-keeps-job', 'the proxy ends when the report tells it to');
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export class Waiver {
  /**
   * Waives a rule for all that is in a scope.
   *
   * @param scope an app, a chart, or an object
   * @param rule the rule's id, such as `runtime/sidecar-keeps-job`
   * @param reason why it does not matter here
   * @throws when no reason is given, or where the rule is an advice: lint alone tells those, and finds the waiver in the manifest
   */
  public static add(scope: IConstruct, rule: string, reason: string): void {
    if (reason.trim() === '') {
      throw new Error(`[${scope.node.path}] ${rule} is waived without a reason. Say why it does not matter here.`);
    }
    if (rule.startsWith('advice/')) {
      throw new Error(
        `[${scope.node.path}] ${rule} is told by lint, which sees the manifest and not this waiver. Waive it in the metadata of the ` +
          `object: annotations: { '${annotationOf(rule)}': '${reason}' }.`,
      );
    }
    const waived: Waived = (scope as any)[WAIVED] ?? new Map();
    waived.set(rule, waived.get(rule) ?? false);
    Object.defineProperty(scope, WAIVED, { value: waived, configurable: true });
  }

  /**
   * Whether a rule is waived for a scope.
   *
   * @param scope an object
   * @param rule the rule's id
   */
  public static covers(scope: IConstruct, rule: string): boolean {
    for (let at: IConstruct | undefined = scope; at !== undefined; at = at.node.scope) {
      const waived: Waived | undefined = (at as any)[WAIVED];
      if (waived?.has(rule)) {
        waived.set(rule, true);
        return true;
      }
    }
    return false;
  }

  /**
   * The rules that are waived on a construct, and that nobody has asked about.
   *
   * @internal
   */
  public static _unused(construct: IConstruct): string[] {
    const waived: Waived = (construct as any)[WAIVED] ?? NONE;
    return waived.size === 0 ? [] : [...waived].filter(([, met]) => !met).map(([rule]) => rule);
  }

  private constructor() {}
}
