import { SuccessPolicyRule } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { maxItems, maxLength } from '../validation/fields';
import { completionsOf, isJob } from '../validation/job-spec';

export const successPolicy = rule({
  id: 'api/success-policy',
  severity: 'error',
  summary: 'Each rule of a success policy must have valid indexes of the Job, or a valid number of them.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy',
  checks: {
    'JobSpec.successPolicy'(spec, at, context) {
      const { rules = [] } = spec.successPolicy;
      if (spec.completionMode !== 'Indexed') {
        return;
      }
      const list = at.field('successPolicy').field('rules');
      if (rules.length === 0) {
        context.required(list, 'there are no rules.', 'Without rules, the Job cannot succeed.', 'Add a rule.');
      }
      maxItems(rules, list, context, 20, 'rules');
      const completions = completionsOf(spec, isJob(at)) ?? 0;
      rules.forEach((one, i) => checkRule(one, completions, list.item(i), context));
    },
  },
});

function checkRule(one: SuccessPolicyRule, completions: number, at: FieldPath, context: ValidationContext): void {
  const { succeededCount: count, succeededIndexes: indexes } = one;
  if (count === undefined && indexes === undefined) {
    const why = 'A rule requires at least one of them.';
    context.required(at, '`succeededCount` and `succeededIndexes` are missing.', why, 'Set one of them.');
  }
  maxLength(one, at, context, 'succeededIndexes', 64 * 1024);
  const size = indexes === undefined ? completions : sizeOf(indexes, completions);
  if (size === undefined) {
    const why = `It must be an ascending list of indexes and ranges below ${completions}.`;
    const what = `"${indexes}" is not a list of indexes of the Job.`;
    context.invalid(at.field('succeededIndexes'), what, why, 'Write "0,2-4", for example.');
  }
  const most = Math.min(completions, size ?? 0);
  if (count !== undefined && (count < 0 || count > most)) {
    const why = `It must be from 0 to ${most}.`;
    context.invalid(at.field('succeededCount'), `${count} is out of range.`, why, `Set it to at most ${most}.`);
  }
}

/** How many indexes a text lists; undefined if the text is invalid. */
function sizeOf(indexes: string, completions: number): number | undefined {
  let total = 0;
  let last = -Infinity;
  for (const range of indexes === '' ? [] : indexes.split(',')) {
    const ends = range.split('-');
    if (ends.length > 2 || !ends.every((end) => /^\+?\d+$/.test(end) && Number(end) < completions)) {
      return undefined;
    }
    const [first, end = first] = ends.map(Number);
    if (first <= last || (ends.length === 2 && first >= end)) {
      return undefined;
    }
    total += end - first + 1;
    last = end;
  }
  return total;
}
