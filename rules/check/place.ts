import { createHash } from 'crypto';
import { formatStep, PathStep } from '../../manifest/yaml/json-path';
import { jsonText } from '../../util/json-text';
import { fieldsOf, isPlainObject, ownValue } from '../../util/plain-object';

/** Fields that identify an item of a list. The first of them that an item has is used: a volume mount also has the name of a volume. */
const KEYS = ['mountPath', 'devicePath', 'containerPort', 'name', 'key', 'ip', 'topologyKey', 'host', 'path', 'port'];

/** Longer keys become a digest: thousands of findings can be in one item. */
const LONGEST_KEY = 100;

/** Names the places of findings, so that a later run recognizes them. */
export class Places {
  /** Saves the digest of a large item for each of its findings. */
  private readonly digests = new Map<object, string>();

  /**
   * A field path that another item of a list does not change: `spec.containers[name=web].ports[containerPort=80]`. An item without a key
   * is identified by a digest of its value.
   * @param rest the part of the path that the object does not have
   */
  public of(object: unknown, steps: readonly PathStep[], rest: string): string {
    let [value, place] = [object, ''];
    for (const step of steps) {
      value = (value as { readonly [step: PathStep]: unknown })[step];
      place += typeof step === 'number' ? `[${this.keyOf(value)}]` : formatStep(step);
    }
    return (place + rest).replace(/^\./, '');
  }

  private keyOf(item: unknown): string {
    const fields = fieldsOf(item);
    for (const name of KEYS) {
      const key = ownValue(fields, name);
      if (key !== '' && ['string', 'number', 'bigint'].includes(typeof key)) {
        return `${name}=${keyText(String(key))}`;
      }
    }
    return isPlainObject(item) || Array.isArray(item) ? this.digestOf(item) : digest(jsonText(item));
  }

  private digestOf(item: object): string {
    const result = this.digests.get(item) ?? digest(jsonText(item));
    this.digests.set(item, result);
    return result;
  }
}

/** A text as a part of a place. */
export function keyText(text: string): string {
  return text.length > LONGEST_KEY ? digest(text) : text;
}

function digest(text: string): string {
  return `#${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
