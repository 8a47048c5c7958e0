import { Inspection } from './validation-context';
import { Place } from '../model/field-path';

/** What many rules ask of the fields of a struct. Nothing is made of it until something is found. */

/** Of each item of a list, which is the first one with its key. */
export function firsts(list: readonly any[], keyOf: (item: any) => unknown): number[] {
  const known = new Map<unknown, number>();
  return list.map((item, i) => {
    const key = keyOf(item);
    const first = known.get(key) ?? i;
    known.set(key, first);
    return first;
  });
}

/** Says of each field that is empty or not there that it is needed. */
export function need(rule: string, struct: any, at: Place, pod: Inspection, ...fields: readonly string[]): void {
  for (const field of fields) {
    const value = struct[field];
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
      const what = value === undefined ? `there is no "${field}".` : `"${field}" is empty.`;
      pod.required(rule, at.field(field), what, `The API server wants it here.`, `Give it a value.`);
    }
  }
}

/** Says why a field does not have the form that it must have, if it is there at all. */
export function form(
  rule: string,
  struct: any,
  at: Place,
  pod: Inspection,
  field: string,
  reason: (value: string) => string | undefined,
): void {
  const value = struct[field];
  if (value !== undefined) {
    const why = reason(value);
    if (why !== undefined) {
      pod.invalid(rule, at.field(field), `${JSON.stringify(value)} cannot stand here.`, why, 'Write another value.');
    }
  }
}

/** Says that a field has none of the values that it takes, if it is there at all. */
export function choice(
  rule: string,
  struct: any,
  at: Place,
  pod: Inspection,
  field: string,
  values: readonly string[],
): void {
  const value = struct[field];
  if (value !== undefined && !values.includes(value)) {
    pod.notSupported(rule, at.field(field), value, values);
  }
}

/** Says that a number is out of its range, if it is there at all. */
export function range(
  rule: string,
  struct: any,
  at: Place,
  pod: Inspection,
  field: string,
  least: number,
  most: number,
): void {
  const value = struct[field];
  if (value !== undefined && (value < least || value > most)) {
    const fix = value < least ? `The least is ${least}.` : `The most is ${most}.`;
    pod.invalid(rule, at.field(field), `${value} is out of range.`, `It goes from ${least} to ${most}.`, fix);
  }
}

/** Says that the mode of files is none. */
export function mode(rule: string, struct: any, at: Place, pod: Inspection, field: string): void {
  const value = struct[field];
  if (value !== undefined && (value < 0 || value > 0o777)) {
    const why = 'The mode of a file goes from 0 to 0777 (511).';
    const fix = 'Write it in octal, with a leading zero, such as 0644.';
    pod.invalid(rule, at.field(field), `${value} is not a mode of a file.`, why, fix);
  }
}
