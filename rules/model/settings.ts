import { fieldsOf } from '../../util/plain-object';
import { namespaceOf } from './selecting-object';

/** The numbers in the ConfigMaps and Secrets of an output: some are the ports on which programs listen. */
export class Settings {
  private cachedNumbers?: ReadonlyMap<string, ReadonlySet<string>>;

  public constructor(private readonly objects: readonly unknown[]) {}

  /** Whether a ConfigMap or Secret of a namespace has a number. */
  public have(namespace: string, number: number): boolean {
    this.cachedNumbers ??= numbersByNamespace(this.objects);
    return this.cachedNumbers.get(namespace)?.has(`${number}`) === true;
  }
}

function numbersByNamespace(objects: readonly unknown[]): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>();
  for (const object of objects) {
    const { apiVersion, kind, data, stringData } = fieldsOf(object);
    if (apiVersion === 'v1' && (kind === 'ConfigMap' || kind === 'Secret')) {
      const numbers = all.get(namespaceOf(object)) ?? new Set();
      all.set(namespaceOf(object), numbers);
      const own = Object.values(fieldsOf(data)).map(String);
      const decoded = kind === 'Secret' ? own.map((text) => Buffer.from(text, 'base64').toString()) : own;
      for (const text of [...decoded, ...Object.values(fieldsOf(stringData)).map(String)]) {
        text.match(/\d+/g)?.forEach((number) => numbers.add(number));
      }
    }
  }
  return all;
}
