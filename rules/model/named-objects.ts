import { addTo } from '../../util/multimap';
import { distance } from '../../util/nearest';
import { nameText } from '../../util/json-text';
import { fieldsOf, valueAt } from '../../util/plain-object';
import { namespaceOf } from './selecting-object';

const RBAC = 'rbac.authorization.k8s.io/v1';

/** The kinds of objects to which others refer by name, and their API versions. */
const NAMED = {
  ClusterRole: RBAC,
  ConfigMap: 'v1',
  Deployment: 'apps/v1',
  IngressClass: 'networking.k8s.io/v1',
  Namespace: 'v1',
  PersistentVolumeClaim: 'v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  ReplicaSet: 'apps/v1',
  ReplicationController: 'v1',
  Role: RBAC,
  RuntimeClass: 'node.k8s.io/v1',
  Secret: 'v1',
  Service: 'v1',
  ServiceAccount: 'v1',
  StatefulSet: 'apps/v1',
  StorageClass: 'storage.k8s.io/v1',
} as const;

/** A kind of objects to which others refer by name. */
export type NamedKind = keyof typeof NAMED;

const API_VERSIONS: ReadonlyMap<unknown, string> = new Map(Object.entries(NAMED));

/** Whether objects of a kind are in the index. */
export function isNamedKind(apiVersion: unknown, kind: unknown): kind is NamedKind {
  return API_VERSIONS.has(kind) && API_VERSIONS.get(kind) === apiVersion;
}

/** The objects of an output to which others refer by name. */
export class NamedObjects {
  private readonly namespaces = new Map<string, string[]>();
  /** The names of all objects, and of the Secrets that custom resources create. */
  private readonly names = new Set<string>();
  private readonly byKind = new Map<NamedKind, unknown[]>();
  private cachedByName?: ReadonlyMap<string, unknown>;
  private readonly variants = new Map<NamedKind, ReadonlyMap<string, readonly string[]>>();

  public constructor(objects: readonly unknown[]) {
    for (const object of objects) {
      const name = nameOf(object);
      [name, valueAt(object, ['spec', 'secretName']), valueAt(object, ['spec', 'target', 'name'])].forEach((one) =>
        this.names.add(nameText(one)),
      );
      const { apiVersion, kind } = fieldsOf(object);
      if (isNamedKind(apiVersion, kind)) {
        addTo(this.byKind, kind, object);
        if (!isCopied(object)) {
          addTo(this.namespaces, `${kind} ${name}`, namespaceOf(object));
        }
      }
    }
  }

  /** The object with a name in a namespace: of several objects, the last. */
  public find(kind: NamedKind, namespace: string, name: unknown): unknown {
    this.cachedByName ??= new Map(
      [...this.byKind].flatMap(([known, objects]) =>
        objects.map((object) => [`${known} ${namespaceOf(object)} ${nameOf(object)}`, object]),
      ),
    );
    return this.cachedByName.get(`${kind} ${namespace} ${nameText(name)}`);
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
    const objects = this.byKind.get(kind);
    if (objects === undefined || this.names.has(name)) {
      return undefined;
    }
    const index = this.variants.get(kind) ?? byVariant(objects.filter((object) => !isCopied(object)));
    this.variants.set(kind, index);
    return variantsOf(name)
      .flatMap((variant) => index.get(`${namespace} ${variant}`) ?? [])
      .find((other) => isTypingError(name, other));
  }
}

/** Whether another program copies the object to other namespaces. */
function isCopied(object: unknown): boolean {
  const { annotations } = fieldsOf(fieldsOf(object).metadata);
  return Object.keys(fieldsOf(annotations)).some((key) => /reflect|replicat|sync/.test(key));
}

function nameOf(object: unknown): string {
  return nameText(fieldsOf(fieldsOf(object).metadata).name);
}

/** The names of the objects of a kind by namespace and variant: two names that differ in one letter have a common variant. */
function byVariant(objects: readonly unknown[]): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const object of objects) {
    for (const variant of variantsOf(nameOf(object))) {
      addTo(index, `${namespaceOf(object)} ${variant}`, nameOf(object));
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
