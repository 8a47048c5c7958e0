import { ObjectMeta } from '../../kubernetes/decoded';

/** What the API server appends to `generateName`, and how much of `generateName` it keeps before it. */
const SUFFIX = 'xxxxx';
const PREFIX_LENGTH = 58;

/** The name of an object, with letters as placeholders for generated characters. Empty if the object has no name. */
export function nameOf({ name, generateName }: ObjectMeta): string {
  return name || (generateName ? generateName.slice(0, PREFIX_LENGTH) + SUFFIX : '');
}
