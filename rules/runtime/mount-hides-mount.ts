import { posix } from 'path';
import { Finding } from '../finding';
import { Folders } from '../model/path-tree';
import { called, containers, isObject, listOf, PlacedContainer } from '../model/pod';
import { folderOf, readOnlySource } from '../model/mounts';

const RULE = 'runtime/mount-hides-mount';

/** What makes two texts one path. */
const UNTIDY = /^[^/]|.\/$|\/\/|\/\.\.?(\/|$)/;

/**
 * Two mounts of a container that are one path in two writings, such as `/data` and `/data/`. The API server compares the texts; in the
 * container only one of the two volumes is seen. One mount below another is fine in any order, since the outer one is mounted first,
 * but for a mount over a folder of the outer volume to which another container writes, by its `subPath`: what it writes is not seen.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export function mountHidesMount(pod: any): Finding[] {
  const found: Finding[] = [];
  const all = containers(pod);
  let folders: ReadonlyMap<any, Folders<PlacedContainer>> | undefined;
  for (const container of all) {
    const mounts = listOf(container.value.volumeMounts);
    if (mounts.length < 2) {
      continue;
    }
    if (mounts.some((mount) => UNTIDY.test(mount?.mountPath))) {
      compare(container, mounts, found);
    }
    folders ??= writtenFolders(all, pod);
    if (folders.size > 0) {
      lookBelow(container, mounts, folders, found);
    }
  }
  return found;
}

/** Of each volume, the folders to which containers write, and which container it is. */
function writtenFolders(all: readonly PlacedContainer[], pod: any): Map<any, Folders<PlacedContainer>> {
  const written = new Map<any, Folders<PlacedContainer>>();
  let volumes: Map<any, any> | undefined;
  for (const container of all) {
    for (const mount of listOf(container.value.volumeMounts)) {
      const folder = isObject(mount) && mount.readOnly !== true ? folderOf(mount) : undefined;
      if (folder === undefined) {
        continue;
      }
      // of several of one name, the first
      volumes ??= new Map([...listOf(pod.spec.volumes)].reverse().map((one) => [one?.name, one]));
      if (readOnlySource(volumes.get(mount.name)) === undefined) {
        const folders = written.get(mount.name) ?? new Folders();
        folders.put(folder, container);
        written.set(mount.name, folders);
      }
    }
  }
  return written;
}

/** Mounts over a folder of another mount to which another container writes. Of mounts at one place, the first one is looked at. */
function lookBelow(
  container: PlacedContainer,
  mounts: readonly any[],
  folders: ReadonlyMap<any, Folders<PlacedContainer>>,
  found: Finding[],
): void {
  const outers = new Folders<any>();
  for (const outer of mounts) {
    if (typeof outer?.mountPath === 'string' && outer.subPathExpr === undefined && folders.has(outer.name)) {
      outers.put(placeOf(outer), outer);
    }
  }
  mounts.forEach((inner, i) => {
    for (const outer of typeof inner?.mountPath === 'string' ? outers.above(placeOf(inner)) : []) {
      const hidden = hiddenFolder(outer, inner);
      // the folder itself may be mounted where it is
      const isSame = inner.name === outer.name && folderOf(inner) === hidden;
      const writer = hidden === undefined || isSame ? undefined : folders.get(outer.name)!.below(hidden, container);
      if (writer !== undefined) {
        found.push({
          rule: RULE,
          severity: 'warning',
          path: `${container.path}.volumeMounts[${i}].mountPath`,
          what: `"${inner.mountPath}" hides the folder "${hidden}" of the volume "${outer.name}", which ${called(container)} sees at "${outer.mountPath}".`,
          why: `What ${called(writer)} writes there is not seen.`,
          fix: 'Mount one of the two elsewhere.',
        });
      }
    }
  });
}

/** Where a mount stands, from the root of the container on. */
function placeOf({ mountPath }: any): string {
  return posix.resolve('/', mountPath).slice(1);
}

/** The folder of the outer mount's volume over which the inner one below it is mounted. */
function hiddenFolder(outer: any, inner: any): string | undefined {
  const way = posix.relative(`/${placeOf(outer)}`, `/${placeOf(inner)}`);
  return way.startsWith('..') ? undefined : posix.join(folderOf(outer) ?? '', way);
}

function compare(container: PlacedContainer, mounts: readonly any[], found: Finding[]): void {
  const seen = new Map<string, number>();
  mounts.forEach((mount, i) => {
    if (typeof mount?.mountPath !== 'string' || mount.mountPath === '') {
      return;
    }
    const path = posix.resolve('/', mount.mountPath);
    const other = seen.get(path);
    // of two equal texts the API server tells
    if (other !== undefined && mounts[other].mountPath !== mount.mountPath) {
      found.push({
        rule: RULE,
        severity: 'error',
        path: `${container.path}.volumeMounts[${i}].mountPath`,
        what: `"${mount.mountPath}" is the place of volumeMounts[${other}] ("${mounts[other].mountPath}") of ${called(container)}.`,
        why: `Only one of the volumes "${mounts[other].name}" and "${mount.name}" is seen there.`,
        fix: 'Mount one of the two elsewhere.',
      });
    }
    seen.set(path, other ?? i);
  });
}
