import { Finding } from '../finding';
import { fieldsOf } from '../../util/plain-object';
import { words } from '../../util/words';
import { Output } from '../model/output';
import { reportTo } from './check';
import { readPod } from './read-pod';
import { findRule, RULES } from './registry';

const OUTPUT_RULES = RULES.filter((rule) => rule.checkOutput !== undefined);

/** Whether a rule checks an object beside the other objects of the same output. */
export function isOutputRule(id: string): boolean {
  return findRule(id)?.checkOutput !== undefined;
}

/** The kinds that select pods, or that pods read keys from. An output without them has nothing that only these rules find. */
const REFERRING: ReadonlySet<string> = new Set(words('Service NetworkPolicy PodDisruptionBudget ConfigMap Secret'));

/**
 * Checks objects that are applied together, where one refers to another: the findings by object.
 * @param objects all objects of one output; the items of a `List` one by one
 */
export function checkOutput(objects: readonly object[], withAdvice = false): Map<unknown, Finding[]> {
  const all = new Map<unknown, Finding[]>();
  if (!withAdvice && !objects.some((object) => REFERRING.has(String(fieldsOf(object).kind)))) {
    return all;
  }
  const output = new Output(objects, readPod);
  const rules = OUTPUT_RULES.filter(({ severity }) => withAdvice || severity !== 'advice');
  for (const object of objects) {
    const findings: Finding[] = [];
    for (const rule of rules) {
      rule.checkOutput?.(object, output, reportTo(findings, rule));
    }
    if (findings.length > 0) {
      all.set(object, findings);
    }
  }
  return all;
}
