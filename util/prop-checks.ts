import { classOf, described, Form, isPlainObject, plainForm } from './plain-object';
import { problemsIn, PropCheck, PropNames } from './props';

const MAX_PORT = 65535;

/** A value of a form. A value that is undefined or null is absent. */
function ofForm(form: Form, isForm: (value: unknown) => boolean): PropCheck {
  return (value, path) => {
    if (isAbsent(value) || isForm(value)) {
      return [];
    }
    const is = described(value);
    return [`\`${path}\` is ${is}, not ${form}. ${plainForm(is, form)}`];
  };
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

export const aString = ofForm('a string', (value) => typeof value === 'string');
export const aBoolean = ofForm('a boolean', (value) => typeof value === 'boolean');
const aList = ofForm('a list', Array.isArray);
const anObject = ofForm('an object', (value) => isPlainObject(value) && classOf(value) === undefined);

/** One of several texts. */
export function oneOf(...texts: readonly string[]): PropCheck {
  return (value, path) =>
    isAbsent(value) || texts.includes(value as string)
      ? []
      : [`\`${path}\` is ${described(value)}. Use one of ${texts.map((text) => JSON.stringify(text)).join(', ')}.`];
}

/** The number of a port. */
export const aPortNumber: PropCheck = (value, path) => {
  const isPort = Number.isInteger(value) && (value as number) > 0 && (value as number) <= MAX_PORT;
  return isAbsent(value) || isPort
    ? []
    : [`\`${path}\` is ${described(value)}. Write a number from 1 to ${MAX_PORT}, without quotes.`];
};

/** A value that must be present. */
export function required(check: PropCheck): PropCheck {
  return (value, path) =>
    isAbsent(value) ? [`\`${path}\` is ${value === null ? 'null' : 'missing'}. Set it.`] : check(value, path);
}

/** A list of values. */
export function aListOf(check: PropCheck): PropCheck {
  return (value, path) =>
    Array.isArray(value) ? value.flatMap((item, i) => required(check)(item, `${path}[${i}]`)) : aList(value, path);
}

/** A map of values. */
export function aMapOf(check: PropCheck): PropCheck {
  return (value, path) => {
    const problems = anObject(value, path);
    return problems.length > 0 || isAbsent(value)
      ? problems
      : Object.entries(value).flatMap(([key, one]) => required(check)(one, `${path}.${key}`));
  };
}

/** A struct. */
export function aStruct<Props extends object>(names: PropNames<Props>): PropCheck {
  return (value, path) => {
    const problems = anObject(value, path);
    return problems.length > 0 || isAbsent(value) ? problems : problemsIn(value, names, `${path}.`);
  };
}
