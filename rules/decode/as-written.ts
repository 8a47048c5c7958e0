import { Structs } from '../../kubernetes/decoded';
import { decode } from './decode';
import { EVERY_FIELD } from './schema';

/** Decodes an object with the fields of all versions. Fields that no version has, and values of a wrong type, are missing. */
export function asWritten<S extends string>(
  object: unknown,
  struct: S,
): S extends keyof Structs ? Structs[S] : unknown {
  return decode(object, struct, EVERY_FIELD, { findings: [], podRules: [], unreadable: [] }).value;
}
