import { IConstruct } from 'constructs';

const WAIVED = Symbol.for('cdk8s-pod-patterns.Waiver');

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
   * @throws when no reason is given
   */
  public static add(scope: IConstruct, rule: string, reason: string): void {
    if (reason.trim() === '') {
      throw new Error(`[${scope.node.path}] ${rule} is waived without a reason. Say why it does not matter here.`);
    }
    const waived: Set<string> = (scope as any)[WAIVED] ?? new Set();
    waived.add(rule);
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
      if (((at as any)[WAIVED] as Set<string> | undefined)?.has(rule)) {
        return true;
      }
    }
    return false;
  }

  private constructor() {}
}
