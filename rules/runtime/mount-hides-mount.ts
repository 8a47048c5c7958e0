import { posix } from 'path';
import { Finding } from '../finding';
import { called, containers, isObject, listOf, PlacedContainer } from '../pod';
import { folderOf, readOnlySource } from './volumes';

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
  let folders: WrittenFolder[] | undefined;
  for (const container of all) {
    const mounts = listOf(container.value.volumeMounts);
    if (mounts.length < 2) {
      continue;
    }
    if (mounts.some((mount) => UNTIDY.test(mount?.mountPath))) {
      compare(container, mounts, found);
    }
    folders ??= all.flatMap((one) => writtenFolders(one, pod));
    if (folders.length > 0) {
      lookBelow(container, mounts, folders, found);
    }
  }
  return found;
}

/** A folder of a volume, and the container that writes there. */
interface WrittenFolder {
  readonly container: PlacedContainer;
  readonly volume: string;
  readonly folder: string;
}

function writtenFolders(container: PlacedContainer, pod: any): WrittenFolder[] {
  return listOf(container.value.volumeMounts).flatMap((mount) => {
    const folder = isObject(mount) && mount.readOnly !== true ? folderOf(mount) : undefined;
    const volume = folder === undefined ? undefined : listOf(pod.spec.volumes).find((one) => one?.name === mount.name);
    return folder === undefined || readOnlySource(volume) !== undefined
      ? []
      : [{ container, volume: mount.name, folder }];
  });
}

/** Mounts over a folder of another mount to which another container writes. */
function lookBelow(
  container: PlacedContainer,
  mounts: readonly any[],
  folders: WrittenFolder[],
  found: Finding[],
): void {
  mounts.forEach((inner, i) => {
    for (const outer of mounts) {
      const hidden = hiddenFolder(outer, inner);
      const written = folders.find(
        (one) =>
          one.container !== container &&
          one.volume === outer?.name &&
          hidden !== undefined &&
          `${one.folder}/`.startsWith(`${hidden}/`) &&
          // the folder itself may be mounted where it is
          !(inner.name === outer.name && folderOf(inner) === hidden),
      );
      if (written !== undefined) {
        found.push({
          rule: RULE,
          severity: 'warning',
          path: `${container.path}.volumeMounts[${i}].mountPath`,
          what: `"${inner.mountPath}" hides the folder "${hidden}" of the volume "${outer.name}", which ${called(container)} sees at "${outer.mountPath}".`,
          why: `What ${called(written.container)} writes there is not seen.`,
          fix: 'Mount one of the two elsewhere.',
        });
      }
    }
  });
}

/** The folder of the outer mount's volume over which the inner one is mounted, if one is below the other. */
function hiddenFolder(outer: any, inner: any): string | undefined {
  if (typeof outer?.mountPath !== 'string' || typeof inner?.mountPath !== 'string' || outer.subPathExpr !== undefined) {
    return undefined;
  }
  const way = posix.relative(posix.resolve('/', outer.mountPath), posix.resolve('/', inner.mountPath));
  return way === '' || way.startsWith('..') ? undefined : posix.join(folderOf(outer) ?? '', way);
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
