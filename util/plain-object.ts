/** A map of plain data, such as a manifest, or a struct in it. */
export type PlainObject = { readonly [key: string]: unknown };

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of a map; none for any other value. */
export function fieldsOf(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
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

/** A copy of the object with another value at a path. Objects on the path that are missing are added. */
export function withValueAt<T>(object: T, [name, ...rest]: readonly string[], value: unknown): T {
  if (name === undefined) {
    return value as T;
  }
  return { ...object, [name]: withValueAt((object as PlainObject | undefined)?.[name], rest, value) };
}
