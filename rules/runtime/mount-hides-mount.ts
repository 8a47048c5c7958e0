import { posix } from 'path';
import { Finding } from '../finding';
import { called, containers, listOf, PlacedContainer } from '../pod';

/** What makes two texts one path. */
const UNTIDY = /^[^/]|.\/$|\/\/|\/\.\.?(\/|$)/;

/**
 * Two mounts of a container that are one path in two writings, such as `/data` and `/data/`. The API server compares the texts; in the
 * container only one of the two volumes is seen. One mount below another is fine in any order: the outer one is mounted first.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export function mountHidesMount(pod: any): Finding[] {
  const found: Finding[] = [];
  for (const container of containers(pod)) {
    const mounts = listOf(container.value.volumeMounts);
    if (mounts.length > 1 && mounts.some((mount) => UNTIDY.test(mount?.mountPath))) {
      compare(container, mounts, found);
    }
  }
  return found;
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
        rule: 'runtime/mount-hides-mount',
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
