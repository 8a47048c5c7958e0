import { failure } from '../failure';
import { RuleDescription } from '../finding';
import { PodModel } from '../model/pod-model';
import * as rules from '../pod-security';
import { PodSecurityCheck, Refusal } from '../pod-security-check';
import { Rule } from '../rule';
import { policyMinor, PodSecurityLevel } from './policy';

/** A check, and its rule. */
type Check = RuleDescription & PodSecurityCheck;

/** A refusal, and the check that refuses the pod. */
export interface Violation extends Refusal {
  readonly check: Check;
}

/** All checks, in the order of the admission plugin's message: by level, then by id. */
const CHECKS: readonly Check[] = Object.values<Rule>(rules)
  .flatMap((rule) => (rule.podSecurity === undefined ? [] : [{ ...rule, ...rule.podSecurity }]))
  .sort((a, b) => (`${a.level}/${a.id}` < `${b.level}/${b.id}` ? -1 : 1));

const REPLACED = new Map(CHECKS.map(({ id, replaces }) => [id, replaces]));

/** The id of the baseline check that a check replaces, or else its own id. */
export function baselineId(id: string): string {
  return REPLACED.get(id) ?? id;
}

/** The checks of a level, as a minor version of the standard defines it. */
export function checksOf(level: PodSecurityLevel, minor: number): readonly Check[] {
  if (level === 'privileged') {
    return [];
  }
  const checks = CHECKS.filter(
    (check) => check.since <= minor && (level === 'restricted' || check.level === 'baseline'),
  );
  const replaced = new Set(checks.map(({ replaces }) => replaces));
  return checks.filter(({ id }) => !replaced.has(id));
}

/** What a level refuses in a pod that the API server has defaulted, in the order of the admission plugin's message. */
export function violations(pod: PodModel, level: PodSecurityLevel, version: string): Violation[] {
  const minor = policyMinor(version);
  return checksOf(level, minor)
    .map((check) => ({ check, ...refusalOf(check, pod, minor) }))
    .filter(({ faults }) => faults.length > 0);
}

/** What a check refuses. A check that fails does not admit the pod. */
function refusalOf(check: Check, pod: PodModel, minor: number): Refusal {
  const { exempts } = check;
  try {
    const isExempt = exempts !== undefined && minor >= exempts.since && exempts.includes(pod);
    return isExempt ? { reason: '', detail: '', faults: [] } : check.find(pod, minor);
  } catch (error) {
    const { path, what, fix } = failure(check, error);
    return { reason: 'a check that fails', detail: what, faults: [{ path, what, fix }] };
  }
}
