/** A map of plain data, such as a manifest, or a struct in it. */
export type PlainObject = { readonly [key: string]: unknown };

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The class of a value as messages name it, such as `a Map`; undefined if the value is plain data, or no object. */
export function classOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const prototype = Object.getPrototypeOf(value);
  // other realms have their own Object.prototype
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null
    ? undefined
    : withArticle(prototype.constructor?.name || 'class instance');
}

/** The forms of plain data. */
export type Form = 'a list' | 'an object' | 'a string' | 'a finite number' | 'a boolean';

/** How to convert the instances of a class. */
const CONVERSIONS: Readonly<Record<string, readonly [form: Form, code: string]>> = {
  'a Map': ['an object', 'Object.fromEntries(map)'],
  'a Set': ['a list', '[...set]'],
  'a Date': ['a string', 'date.toISOString()'],
};

const EXAMPLES: Readonly<Partial<Record<Form, string>>> = { 'a list': '[ … ]', 'an object': '{ … }' };

/**
 * How to write a value as plain data.
 * @param type the class of the value, as messages name it
 * @param form the form that the field requires; by default, the form that is most similar to the class
 */
export function plainForm(type: string, form?: Form): string {
  const [similar, code] = CONVERSIONS[type] ?? [];
  const wanted = form ?? similar;
  if (wanted === undefined) {
    return 'Write a string, a finite number, a boolean, a list or an object.';
  }
  const example = wanted === similar ? code : EXAMPLES[wanted];
  return example === undefined ? `Write ${wanted}.` : `Write ${wanted}: \`${example}\`.`;
}

function withArticle(noun: string): string {
  return `${/^[AEIO]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** A value as messages name it: `"web"`, `undefined`, `a list`, `an object`. */
export function described(value: unknown): string {
  if (Array.isArray(value) || typeof value === 'function' || typeof value === 'symbol') {
    return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
  }
  return typeof value === 'string'
    ? JSON.stringify(value)
    : isPlainObject(value)
      ? (classOf(value) ?? 'an object')
      : String(value);
}

const NO_FIELDS: PlainObject = Object.freeze({});

/** The fields of a map; none for any other value. */
export function fieldsOf(value: unknown): PlainObject {
  return isPlainObject(value) ? value : NO_FIELDS;
}

/** The items of a list; none for any other value. */
export function itemsIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Sets a field, also one of the name `__proto__`, for which an assignment would set the prototype. */
export function setField(target: { [key: string]: unknown }, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[name] = value;
  }
}

/** The value at a path, or undefined. The caller names its type, which nothing checks. */
export function valueAt<T = unknown>(object: unknown, path: readonly string[]): T | undefined {
  let value = object;
  for (const name of path) {
    value = (value as PlainObject | null | undefined)?.[name];
  }
  return value as T | undefined;
}

/** A copy of the object with another value at a path, or the part of it `from` a step. Objects on the path that are missing are added. */
export function withValueAt<T>(object: T, path: readonly string[], value: unknown, from = 0): T {
  if (from === path.length) {
    return value as T;
  }
  const name = path[from];
  return { ...object, [name]: withValueAt((object as PlainObject | undefined)?.[name], path, value, from + 1) };
}

/** The value of a key that the map itself has. An object of JavaScript also has `constructor` and `toString` from its prototype. */
export function ownValue<T>(map: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(map, key) ? map[key] : undefined;
}
