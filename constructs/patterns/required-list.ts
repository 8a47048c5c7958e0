import { described } from '../../util/plain-object';

/** A prop that must be a list. @throws if it is not */
export function requiredList<T>(value: readonly T[], path: string): readonly T[] {
  if (!Array.isArray(value)) {
    throw new Error(`${path} is ${described(value)}, not a list. Write it in brackets: [ … ].`);
  }
  return value;
}
