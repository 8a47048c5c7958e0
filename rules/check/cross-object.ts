import { ADVICE_OUTPUT_RULES } from '../advice';
import { Finding } from '../finding';
import { Output } from '../model/output';
import { RUNTIME_OUTPUT_RULES } from '../runtime';

/** What is found by looking at objects together. */
const RULES: ReadonlySet<string> = new Set([
  'runtime/selects-nothing',
  'runtime/selects-all',
  'runtime/target-port',
  'runtime/missing-key',
  'advice/two-apps-in-pod',
  'advice/no-readiness-probe',
]);

/** Whether a rule looks at objects together, and not at one by itself. */
export function looksTogether(rule: string): boolean {
  return RULES.has(rule);
}

/** The kinds that select pods, or that pods take keys from: without one of them, nothing can break but what breaks by itself. */
const REFERRING: ReadonlySet<string> = new Set([
  'Service',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'ConfigMap',
  'Secret',
]);

/**
 * What the rules find in objects that are applied together, where one refers to the other: by object, and only for those in which
 * something is found.
 *
 * @param objects all objects of one output; those in a `List` one by one
 * @param advice whether to tell as well what could be better
 */
export function checkTogether(objects: readonly any[], advice = false): Map<any, Finding[]> {
  if (!advice && !objects.some((object) => REFERRING.has(object?.kind))) {
    return new Map();
  }
  const output = new Output(objects);
  const rules = advice ? [...RUNTIME_OUTPUT_RULES, ...ADVICE_OUTPUT_RULES] : RUNTIME_OUTPUT_RULES;
  const all = new Map<any, Finding[]>();
  for (const object of objects) {
    for (const rule of rules) {
      const found = rule(object, output);
      if (found.length > 0) {
        all.set(object, [...(all.get(object) ?? []), ...found]);
      }
    }
  }
  return all;
}
