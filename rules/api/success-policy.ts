import { completionsOf, isJob } from './job';
import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/success-policy';

/**
 * When an indexed Job has succeeded: which indexes, or how many.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy
 */
export const successPolicy: ApiRule = {
  JobSpec(spec, at, pod) {
    if (spec.successPolicy === undefined || spec.completionMode !== 'Indexed') {
      return;
    }
    const { rules = [] } = spec.successPolicy;
    const place = at.field('successPolicy').field('rules');
    if (rules.length === 0) {
      pod.required(RULE, place, 'there are no rules.', 'It says when the Job has succeeded.', 'Add one.');
    } else if (rules.length > 20) {
      const what = `there are ${rules.length} rules.`;
      pod.error(RULE, 'FieldValueTooMany', place, what, 'There may be 20.', 'Leave some out.');
    }
    const completions = completionsOf(spec, isJob(at)) ?? 0;
    rules.forEach((rule: any, i: number) => check(rule, completions, place.item(i), pod));
  },
};

function check(
  { succeededCount: count, succeededIndexes: indexes }: any,
  all: number,
  at: Place,
  pod: Inspection,
): void {
  if (count === undefined && indexes === undefined) {
    const why = 'A rule says which indexes, or how many.';
    pod.required(RULE, at, 'the rule is about nothing.', why, 'Add succeededCount or succeededIndexes.');
  }
  if (indexes?.length > 64 * 1024) {
    const why = 'It has 64 KiB at most.';
    pod.error(
      RULE,
      'FieldValueTooLong',
      at.field('succeededIndexes'),
      'it is too long.',
      why,
      'Name ranges, as "0-9".',
    );
  }
  const chosen = indexes === undefined ? all : sizeOf(indexes, all);
  if (chosen === undefined) {
    const why = `It is indexes and ranges of them, in order, below ${all}.`;
    const place = at.field('succeededIndexes');
    pod.invalid(RULE, place, `"${indexes}" are not indexes of this Job.`, why, 'Write, for example, "0,2-4".');
  }
  const most = Math.min(all, chosen ?? 0);
  if (count < 0 || count > most) {
    const place = at.field('succeededCount');
    pod.invalid(RULE, place, `${count} is out of range.`, `It goes from 0 to ${most}.`, 'Change it.');
  }
}

/** How many indexes a list of them names; nothing if it is none. */
function sizeOf(indexes: string, all: number): number | undefined {
  let total = 0;
  let last = -Infinity;
  for (const range of indexes === '' ? [] : indexes.split(',')) {
    const ends = range.split('-');
    if (ends.length > 2 || !ends.every((end) => /^\+?\d+$/.test(end) && Number(end) < all)) {
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
