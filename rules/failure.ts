import { issuesUrl } from '../util/package';
import { Finding, findingOf, RuleDescription } from './finding';

/** The finding for a rule that throws on an object. The other rules continue. */
export function failure(rule: RuleDescription, error: unknown): Finding {
  const what = `the rule ${rule.id} fails on this object: ${errorMessage(error)}.`;
  const why = 'This is a defect of cdk8s-pod-patterns: the rule checks nothing else in this object.';
  const fix = `Report it, with the object: ${issuesUrl()}. To continue, waive the rule.`;
  return findingOf(rule, '', what, fix, { why, severity: 'error' });
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
