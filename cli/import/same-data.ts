import { isPlainObject } from '../../util/plain-object';

/** Whether two values are the same in a manifest. A manifest omits fields that are undefined; in a list, undefined is null. */
export function isSameData(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item: unknown, i) => isSameData(item ?? null, (b[i] as unknown) ?? null))
    );
  }
  if (!isPlainObject(a) || !isPlainObject(b)) {
    return false;
  }
  const [keys, others] = [a, b].map((map) => Object.keys(map).filter((key) => map[key] !== undefined));
  return (
    keys.length === others.length &&
    keys.every((key) => Object.prototype.hasOwnProperty.call(b, key) && isSameData(a[key], b[key]))
  );
}
