import { createHash } from 'crypto';
import { formatStep, PathStep } from '../../manifest/yaml/json-path';
import { jsonText } from '../../util/json-text';
import { fieldsOf, isPlainObject, ownValue } from '../../util/plain-object';

/** Fields that identify an item of a list. The first of them that an item has is used: a volume mount also has the name of a volume. */
const KEYS = ['mountPath', 'devicePath', 'containerPort', 'name', 'key', 'ip', 'topologyKey', 'host', 'path', 'port'];

/** Longer keys become a digest: thousands of findings can be in one item. */
const LONGEST_KEY = 100;

/**
 * A field path that another item of a list does not change: `spec.containers[name=web].ports[containerPort=80]`. An item without a key is
 * identified by a digest of its value.
 * @param rest the part of the path that the object does not have
 */
export function placeOf(object: unknown, steps: readonly PathStep[], rest: string): string {
  let [value, place] = [object, ''];
  for (const step of steps) {
    value = (value as { readonly [step: PathStep]: unknown })[step];
    place += typeof step === 'number' ? `[${keyOf(value)}]` : formatStep(step);
  }
  return (place + rest).replace(/^\./, '');
}

/** A text as a part of a place. */
export function keyText(text: string): string {
  return text.length > LONGEST_KEY ? digest(text) : text;
}

function keyOf(item: unknown): string {
  const fields = fieldsOf(item);
  for (const name of KEYS) {
    const key = ownValue(fields, name);
    if (key !== '' && ['string', 'number', 'bigint'].includes(typeof key)) {
      return `${name}=${keyText(String(key))}`;
    }
  }
  return isPlainObject(item) || Array.isArray(item) ? digestOf(item) : digest(jsonText(item));
}

/** Saves the digest of a large item for each of its findings. */
const DIGESTS = new WeakMap<object, string>();

function digestOf(item: object): string {
  const result = DIGESTS.get(item) ?? digest(jsonText(item));
  DIGESTS.set(item, result);
  return result;
}

function digest(text: string): string {
  return `#${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
