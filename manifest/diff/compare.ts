import { differences, Difference, podPath } from './differences';
import { Manifest } from '../yaml/read';
import { words } from './describe-change';

/** An object that is new, gone, or not the same. */
export interface ObjectChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** The file that it is in, or was in if it is gone, relative to the folder that was compared. */
  readonly file: string;
  /** Whether the folder of the file says which object is meant, because there is one of this name in several. */
  readonly byFolder: boolean;
  readonly differences: readonly (Difference & { readonly text: string })[];
}

/** What became of all objects. */
export interface Comparison {
  readonly changes: ObjectChange[];
  /** How many objects are the same. */
  readonly same: number;
}

/**
 * Compares objects, whichever file they are in. An object is known by its API group, kind, namespace and name; where folders hold
 * one of the same name each, as those of several environments do, by its folder as well.
 *
 * @throws where one folder has an object twice
 */
export function compare(before: readonly Manifest[], after: readonly Manifest[]): Comparison {
  const names = [countNames(before), countNames(after)];
  const isShared = (manifest: Manifest) =>
    manifest.object.metadata?.name !== undefined && names.some((counts) => counts.get(nameOf(manifest))! > 1);
  const [olds, news] = [index(before, isShared), index(after, isShared)];
  const changes: ObjectChange[] = [];
  let same = 0;
  for (const key of new Set([...news.keys(), ...olds.keys()])) {
    const [old, new_] = [olds.get(key), news.get(key)];
    const change = describe(old, new_, isShared((new_ ?? old)!));
    if (change === undefined) {
      same++;
    } else {
      changes.push(change);
    }
  }
  return { changes: changes.sort(byKindAndName), same };
}

function describe(old: Manifest | undefined, new_: Manifest | undefined, byFolder: boolean): ObjectChange | undefined {
  const { object, file } = (new_ ?? old)!;
  const { apiVersion, kind, metadata } = object;
  const name = metadata?.name ?? `${metadata?.generateName ?? ''}*`;
  const what = {
    apiVersion,
    kind,
    ...(metadata?.namespace && { namespace: metadata.namespace }),
    name,
    file,
    byFolder,
  };
  if (old === undefined || new_ === undefined) {
    return { change: old === undefined ? 'added' : 'removed', ...what, differences: [] };
  }
  const pod = podPath(new_.object) ?? podPath(old.object);
  const found = differences(old.object, new_.object).map((one) => ({ ...one, text: words(one, pod) }));
  return found.length === 0 ? undefined : { change: 'changed', ...what, differences: found };
}

/** API group, kind, namespace and name, of which none has a slash in it. */
function nameOf({ object: { apiVersion, kind, metadata } }: Manifest): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return [group, kind, metadata?.namespace ?? '', metadata?.name ?? `${metadata?.generateName ?? ''}*`].join('/');
}

function countNames(manifests: readonly Manifest[]): Map<string, number> {
  const counts = new Map<string, number>();
  manifests.forEach((manifest) => counts.set(nameOf(manifest), (counts.get(nameOf(manifest)) ?? 0) + 1));
  return counts;
}

function index(manifests: readonly Manifest[], isShared: (manifest: Manifest) => boolean): Map<string, Manifest> {
  const result = new Map<string, Manifest>();
  const unnamed = new Map<string, number>();
  for (const manifest of manifests) {
    const { kind, metadata } = manifest.object;
    const key = isShared(manifest) ? `${nameOf(manifest)} ${folderOf(manifest.file)}` : nameOf(manifest);
    if (metadata?.name === undefined) {
      // the cluster makes up a name for each, so that there can be many
      const number = unnamed.get(key) ?? 0;
      unnamed.set(key, number + 1);
      result.set(`${key} ${number}`, manifest);
      continue;
    }
    const other = result.get(key);
    if (other !== undefined) {
      throw new Error(`${manifest.place}: ${kind} ${JSON.stringify(metadata.name)} is in ${other.place} already.`);
    }
    result.set(key, manifest);
  }
  return result;
}

/** The folder of a file, with a slash at its end. */
export function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

function byKindAndName(a: ObjectChange, b: ObjectChange): number {
  const text = ({ kind, namespace, name, file }: ObjectChange) => [kind, namespace ?? '', name, file].join('/');
  return text(a) < text(b) ? -1 : 1;
}
