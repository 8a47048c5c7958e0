import { groupOf } from '../../kubernetes/kinds';
import { fieldsOf } from '../../util/plain-object';
import { Manifest } from '../yaml/read';
import { jsonText, nameText } from '../../util/json-text';
import { describeChange } from './describe-change';
import { Difference, differences, podPath } from './differences';

/** An object that is added, removed or changed. */
export interface ObjectChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Its file, relative to the folder that was compared; of a removed object, its old file. */
  readonly file: string;
  /** Whether several folders have an object of this name, so that the folder is part of its identity. */
  readonly byFolder: boolean;
  readonly differences: readonly (Difference & { readonly text: string })[];
}

export interface Comparison {
  readonly changes: ObjectChange[];
  /** The number of objects without differences. */
  readonly same: number;
}

/**
 * Compares objects by API group, kind, namespace and name, in any file. If several folders have an object of the same name, as folders for
 * environments do, objects are compared within their folders.
 * @throws if a folder has two objects of the same name
 */
export function compare(before: readonly Manifest[], after: readonly Manifest[]): Comparison {
  const counts = [countNames(before), countNames(after)];
  const isShared = (manifest: Manifest) =>
    !isUnnamed(manifest) && counts.some((count) => (count.get(identityOf(manifest)) ?? 0) > 1);
  const [olds, news] = [indexByIdentity(before, isShared), indexByIdentity(after, isShared)];
  const changes: ObjectChange[] = [];
  let same = 0;
  for (const key of new Set([...news.keys(), ...olds.keys()])) {
    const [old, new_] = [olds.get(key), news.get(key)];
    const change = changeOf(old, new_, isShared((new_ ?? old)!));
    if (change === undefined) {
      same++;
    } else {
      changes.push(change);
    }
  }
  const sortKey = ({ kind, namespace = '', name, file }: ObjectChange) => [kind, namespace, name, file].join('/');
  return { changes: changes.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)), same };
}

function changeOf(old: Manifest | undefined, new_: Manifest | undefined, byFolder: boolean): ObjectChange | undefined {
  const { object, file } = (new_ ?? old)!;
  const { namespace } = fieldsOf(object.metadata);
  const identity = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(namespace ? { namespace: nameText(namespace) } : {}),
    name: nameOf((new_ ?? old)!),
    file,
    byFolder,
  };
  if (old === undefined || new_ === undefined) {
    return { change: old === undefined ? 'added' : 'removed', ...identity, differences: [] };
  }
  const pod = podPath(new_.object) ?? podPath(old.object);
  const found = differences(old.object, new_.object).map((one) => ({ ...one, text: describeChange(one, pod) }));
  return found.length === 0 ? undefined : { change: 'changed', ...identity, differences: found };
}

/** Whether the cluster generates the name, so that each object is a new one. */
function isUnnamed({ object }: Manifest): boolean {
  return fieldsOf(object.metadata).name === undefined;
}

function nameOf({ object }: Manifest): string {
  const { name, generateName } = fieldsOf(object.metadata);
  return nameText(name ?? `${nameText(generateName ?? '')}*`);
}

/** API group, kind, namespace and name. None of them can contain a slash. */
function identityOf(manifest: Manifest): string {
  const { apiVersion, kind, metadata } = manifest.object;
  return [groupOf(apiVersion), kind, nameText(fieldsOf(metadata).namespace ?? ''), nameOf(manifest)].join('/');
}

function countNames(manifests: readonly Manifest[]): Map<string, number> {
  const counts = new Map<string, number>();
  manifests.map(identityOf).forEach((identity) => counts.set(identity, (counts.get(identity) ?? 0) + 1));
  return counts;
}

function indexByIdentity(
  manifests: readonly Manifest[],
  isShared: (manifest: Manifest) => boolean,
): Map<string, Manifest> {
  const index = new Map<string, Manifest>();
  const unnamed = new Map<string, number>();
  for (const manifest of manifests) {
    let key = isShared(manifest) ? `${identityOf(manifest)} ${folderOf(manifest.file)}` : identityOf(manifest);
    if (isUnnamed(manifest)) {
      const number = unnamed.get(key) ?? 0;
      unnamed.set(key, number + 1);
      key = `${key} ${number}`;
    }
    const other = index.get(key);
    if (other !== undefined) {
      const object = `${manifest.object.kind} ${jsonText(nameOf(manifest))}`;
      throw new Error(`${manifest.location}: ${object} is also in ${other.location}. Remove one of them.`);
    }
    index.set(key, manifest);
  }
  return index;
}

/** The folder of a file, with a slash at its end. */
export function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
