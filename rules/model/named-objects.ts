import { addTo } from '../../util/multimap';
import { distance } from '../../util/nearest';
import { nameText } from '../../util/json-text';
import { fieldsOf, valueAt } from '../../util/plain-object';
import { namespaceOf } from './selecting-object';

/** The kinds of objects to which a pod refers by name. */
export type NamedKind = 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim' | 'ServiceAccount';

const KINDS: ReadonlySet<unknown> = new Set<NamedKind>([
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'ServiceAccount',
]);

/** The objects of an output to which pods refer by name. */
export class NamedObjects {
  private readonly namespaces = new Map<string, string[]>();
  /** The names of all objects, and of the Secrets that custom resources create. */
  private readonly names = new Set<string>();
  private cachedSimilar?: ReadonlyMap<string, readonly string[]>;

  public constructor(private readonly objects: readonly unknown[]) {
    for (const object of objects) {
      const name = nameOf(object);
      [name, valueAt(object, ['spec', 'secretName']), valueAt(object, ['spec', 'target', 'name'])].forEach((one) =>
        this.names.add(nameText(one)),
      );
      if (isNamed(object)) {
        addTo(this.namespaces, `${nameText(fieldsOf(object).kind)} ${name}`, namespaceOf(object));
      }
    }
  }

  public get isEmpty(): boolean {
    return this.namespaces.size === 0;
  }

  /** The namespace in which the output has the object; undefined if it may be in the given namespace, or is not there. */
  public otherNamespace(kind: NamedKind, namespace: string, name: string): string | undefined {
    const namespaces = this.namespaces.get(`${kind} ${name}`) ?? [];
    return namespace === '' || namespaces.some((one) => one === namespace || one === '') ? undefined : namespaces[0];
  }

  /** A name of the output that differs in one letter, if the output has no object of the given name. */
  public similarName(kind: NamedKind, namespace: string, name: string): string | undefined {
    if (this.names.has(name)) {
      return undefined;
    }
    this.cachedSimilar ??= byVariant(this.objects);
    const index = this.cachedSimilar;
    return variantsOf(name)
      .flatMap((variant) => index.get(`${kind} ${namespace} ${variant}`) ?? [])
      .find((other) => isTypingError(name, other));
  }
}

function isNamed(object: unknown): boolean {
  const { apiVersion, kind, metadata } = fieldsOf(object);
  // another program copies the object to other namespaces
  const isCopied = Object.keys(fieldsOf(fieldsOf(metadata).annotations)).some((key) =>
    /reflect|replicat|sync/.test(key),
  );
  return apiVersion === 'v1' && KINDS.has(kind) && !isCopied;
}

function nameOf(object: unknown): string {
  return nameText(fieldsOf(fieldsOf(object).metadata).name);
}

/** The names of the objects by their variants: two names that differ in one letter have a common variant. */
function byVariant(objects: readonly unknown[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const object of objects.filter(isNamed)) {
    for (const variant of variantsOf(nameOf(object))) {
      addTo(index, `${nameText(fieldsOf(object).kind)} ${namespaceOf(object)} ${variant}`, nameOf(object));
    }
  }
  return index;
}

/** A name, and the name without one of its letters. */
function variantsOf(name: string): string[] {
  return [name, ...Array.from(name, (_, i) => name.slice(0, i) + name.slice(i + 1))];
}

/** Whether two names differ in one letter of a word. Names with other numbers or with other short words, such as `-a`, are different on purpose. */
function isTypingError(name: string, other: string): boolean {
  const [words, others] = [name.split(/[-.]/), other.split(/[-.]/)];
  const i = words.findIndex((word, at) => word !== others[at]);
  const isShort = words.length === others.length && Math.min(words[i]?.length ?? 0, others[i]?.length ?? 0) < 4;
  return !isShort && withoutDigits(name) !== withoutDigits(other) && distance(name, other) === 1;
}

function withoutDigits(name: string): string {
  return name.replace(/\d/g, '');
}
