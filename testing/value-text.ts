import { excerpt, shortened } from '../util/excerpt';
import { jsonText } from '../util/json-text';
import { safe } from '../util/safe-text';

/** The number of equal characters that are shown before the first different one. */
const CONTEXT = 20;

/** A value as messages show it: as JSON in one line, and not more than its start. */
export function valueText(value: unknown): string {
  return value === undefined ? 'nothing' : safe(shortened(jsonText(value) ?? String(value)));
}

/** Shows an expected and an actual value; of long texts, the parts that differ. */
export function differenceText(expected: unknown, actual: unknown): string {
  const texts = [expected, actual].map((value) => (value === undefined ? undefined : (jsonText(value) ?? '')));
  const [first, second] = texts;
  const start = first === undefined || second === undefined ? 0 : commonStart(first, second) - CONTEXT;
  const isLong = texts.some((text) => text !== undefined && shortened(text) !== text);
  const [wanted, found] =
    isLong && start > 0
      ? texts.map((text) => safe(`…${shortened(text!.slice(start))}`))
      : [valueText(expected), valueText(actual)];
  return `expected ${wanted}, found ${found}`;
}

/** A name in quotes. */
export function nameInQuotes(name: unknown): string {
  return safe(excerpt(String(name)));
}

function commonStart(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) {
    i++;
  }
  return i;
}
