import { FieldPath } from '../model/field-path';
import { ValidationContext } from '../validation-context';

/** The name of a field of a struct. */
type FieldOf<S> = keyof S & string;

/** Gives the reason why a text does not have a form, such as that of a DNS label: undefined if it has the form. */
export type Form = (text: string) => string | undefined;

/** The form, for a field that may be empty. */
export function orEmpty(form: Form): Form {
  return (text) => (text === '' ? undefined : form(text));
}

/** Checks a field of a struct. */
type FieldCheck<Options extends unknown[]> = <S>(
  struct: S,
  at: FieldPath,
  context: ValidationContext,
  field: FieldOf<S>,
  ...options: Options
) => void;

/** A list of this length is searched faster than a map is made. */
const SHORT = 10;

/** For each item of a list, the index of the first item with the same key. */
export function firsts<T>(list: readonly T[], keyOf: (item: T) => unknown): number[] {
  if (list.length < SHORT) {
    const keys = list.map(keyOf);
    return keys.map((key) => keys.indexOf(key));
  }
  const known = new Map<unknown, number>();
  return list.map((item, i) => {
    const key = keyOf(item);
    const first = known.get(key) ?? i;
    known.set(key, first);
    return first;
  });
}

/** Whether two items of a list have the same key. A short list needs no map: saves 0.3 kB for each container with variables. */
export function hasRepeats<T>(list: readonly T[], keyOf: (item: T) => unknown): boolean {
  if (list.length >= SHORT) {
    return new Set(list.map(keyOf)).size < list.length;
  }
  for (let i = 1; i < list.length; i++) {
    for (let j = 0; j < i; j++) {
      if (keyOf(list[i]) === keyOf(list[j])) {
        return true;
      }
    }
  }
  return false;
}

/** Reports each of the fields that is missing or empty. */
export function need<S>(struct: S, at: FieldPath, context: ValidationContext, ...fields: FieldOf<S>[]): void {
  for (const field of fields) {
    const value: unknown = struct[field];
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) {
      const what = `\`${field}\` is ${value === undefined ? 'missing' : 'empty'}.`;
      context.required(at.field(field), what, 'The API server requires it.', `Set \`${field}\`.`);
    }
  }
}

/** Reports a text that does not have the required form. Ignores a missing field. */
export const form: FieldCheck<[formOf: Form, noun?: string]> = (struct, at, context, field, formOf, noun) => {
  const text: unknown = struct[field];
  if (typeof text === 'string' && formOf(text) !== undefined) {
    checkForm(text, at.field(field), context, formOf, noun ?? `\`${field}\``);
  }
};

/** Reports a field that is missing, empty, or does not have the required form. */
export const needForm: FieldCheck<[formOf: Form, noun?: string]> = (struct, at, context, field, formOf, noun) => {
  const text: unknown = struct[field];
  if (typeof text !== 'string' || text === '') {
    need(struct, at, context, field);
  } else {
    form(struct, at, context, field, formOf, noun);
  }
};

/** Reports a text that does not have the required form: an item of a list, or the key of a map. */
export function checkForm(text: string, at: FieldPath, context: ValidationContext, formOf: Form, noun: string): void {
  const why = formOf(text);
  if (why !== undefined) {
    const similar = similarTexts(text).find((other) => formOf(other) === undefined);
    const otherwise = text.length > 63 ? 'Shorten it.' : 'Change it to this form.';
    const fix = similar === undefined ? otherwise : `Write "${similar}", for example.`;
    context.invalid(at, `${JSON.stringify(text)} is not a valid ${noun}.`, why, fix);
  }
}

/** Texts that are like a text, and have the form of a name. */
function similarTexts(text: string): string[] {
  const name = text.replace(/[^-\w./]+/g, '-').replace(/^[^A-Za-z0-9]+|(?<![^A-Za-z0-9])[^A-Za-z0-9]+$/g, '');
  const lower = name.toLowerCase();
  return name === '' ? [] : [name, ...[/_/g, /[_/]/g, /[_/.]/g].map((other) => lower.replace(other, '-'))];
}

/** Reports a value that is not one of the supported values. Ignores a missing field. */
export const choice: FieldCheck<[values: readonly string[]]> = (struct, at, context, field, values) => {
  const value: unknown = struct[field];
  if (value !== undefined && !values.includes(value as string)) {
    context.notSupported(at.field(field), value, values);
  }
};

/** Reports a field that is missing, empty, or not one of the supported values. */
export const needChoice: FieldCheck<[values: readonly string[]]> = (struct, at, context, field, values) => {
  need(struct, at, context, field);
  choice(struct, at, context, field, ['', ...values]);
};

/** Reports a number that is out of range. Ignores a missing field. */
export const range: FieldCheck<[least: number, most: number]> = (struct, at, context, field, least, most) => {
  const value: unknown = struct[field];
  if (typeof value === 'number' && (value < least || value > most)) {
    const fix = value < least ? `Use ${least} or more.` : `Use ${most} or less.`;
    const why = most === Infinity ? `It must be at least ${least}.` : `It must be from ${least} to ${most}.`;
    context.invalid(at.field(field), `${value} is out of range.`, why, fix);
  }
};

/** Reports an invalid mode of files. Ignores a missing field. */
export function mode<S>(struct: S, at: FieldPath, context: ValidationContext, field: FieldOf<S>): void {
  const value: unknown = struct[field];
  if (typeof value === 'number' && (value < 0 || value > 0o777)) {
    const why = 'A file mode must be from 0 to 0777 (511).';
    const fix = 'Write it in octal, with a leading zero, such as 0644.';
    context.invalid(at.field(field), `${value} is not a file mode.`, why, fix);
  }
}

/** Reports a text of more than some bytes. Ignores a missing field. */
export const maxLength: FieldCheck<[most: number]> = (struct, at, context, field, most) => {
  const text: unknown = struct[field];
  if (typeof text === 'string' && Buffer.byteLength(text) > most) {
    const what = `\`${field}\` has ${Buffer.byteLength(text)} bytes.`;
    const why = `It can have at most ${most} bytes.`;
    context.error('FieldValueTooLong', at.field(field), what, why, `Shorten \`${field}\`.`);
  }
};

/** Reports a list that is too long. */
export function maxItems(
  list: readonly unknown[],
  at: FieldPath,
  context: ValidationContext,
  most: number,
  noun: string,
  type: 'FieldValueTooMany' | 'FieldValueTooLong' = 'FieldValueTooMany',
): void {
  if (list.length > most) {
    const why = `There can be at most ${most}.`;
    context.error(type, at, `there are ${list.length} ${noun}.`, why, `Remove some of the ${noun}.`);
  }
}

/** Reports each of the numbers that is negative. */
export function notNegative<S>(struct: S, at: FieldPath, context: ValidationContext, ...fields: FieldOf<S>[]): void {
  for (const field in struct) {
    const value: unknown = struct[field];
    if (typeof value === 'number' && value < 0 && fields.includes(field)) {
      const fix = `Set \`${field}\` to 0 or more.`;
      context.invalid(at.field(field), `${value} is negative.`, 'It must be at least 0.', fix);
    }
  }
}
