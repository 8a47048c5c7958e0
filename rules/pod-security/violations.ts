import { Check, Refusal } from './check';
import { checksOf } from './checks';
import { PodView } from './pod-view';
import { policyMinor, PodSecurityLevel } from './policy';

/** What one check refuses in a pod. */
export interface Violation extends Refusal {
  readonly check: Check;
}

/** What the checks of a level refuse in a pod as it is, in the order in which the admission plugin tells it. */
export function violations(pod: any, level: PodSecurityLevel, version: string): Violation[] {
  const minor = policyMinor(version);
  const view = new PodView(pod);
  const found: Violation[] = [];
  for (const check of checksOf(level, minor)) {
    const { exempts } = check;
    if (exempts === undefined || minor < exempts.since || !exempts.pod(view)) {
      const refusal = check.find(view, minor);
      if (refusal !== undefined) {
        found.push({ check, ...refusal });
      }
    }
  }
  return found;
}
