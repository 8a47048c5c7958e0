import { Finding } from '../finding';
import { Folders } from '../model/path-tree';
import { called, listOf } from '../model/pod';
import { folderOf, mountsOf, PlacedMount, startsEmpty } from '../model/mounts';

/**
 * A volume that is empty when the pod starts, and that all its containers mount read-only: it stays empty. So does a folder of it that
 * one container reads by `subPath`, where the others write to folders beside it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
 */
export function readerWithoutWriter(pod: any): Finding[] {
  const found: Finding[] = [];
  const volumes = listOf(pod?.spec?.volumes);
  let readers: Map<string, Reader | undefined> | undefined;
  for (let i = 0; i < volumes.length; i++) {
    const name = volumes[i]?.name;
    if (typeof name !== 'string' || !startsEmpty(volumes[i])) {
      continue;
    }
    readers ??= new Map();
    if (!readers.has(name)) {
      readers.set(name, readerAlone(mountsOf(pod).get(name) ?? []));
    }
    const reader = readers.get(name);
    if (reader !== undefined) {
      const folder = folderOf(reader.mount);
      const isVolume = folder === undefined || !reader.isWritten;
      found.push({
        rule: 'runtime/reader-without-writer',
        severity: 'warning',
        path: `spec.volumes[${i}]`,
        what: `${called(reader.container)} reads ${isVolume ? '' : `the folder "${folder}" of `}the volume "${name}", which nobody can write.`,
        why: isVolume
          ? 'It is empty when the pod starts, and every mount of it is read-only, so that it stays empty.'
          : 'It is empty when the pod starts, and what is mounted to be written are other folders, so that it stays empty.',
        fix: 'Mount it without readOnly where it is to be filled, or give it a source that comes with files, such as a configMap.',
      });
    }
  }
  return found;
}

interface Reader extends PlacedMount {
  /** Whether somebody writes to the volume elsewhere. */
  readonly isWritten: boolean;
}

/** The first container that mounts a volume read-only, where nobody mounts what it sees otherwise. */
function readerAlone(mounts: readonly PlacedMount[]): Reader | undefined {
  const readers = mounts.filter(({ mount }) => mount.readOnly === true);
  if (readers.length === 0) {
    return undefined;
  }
  const written = new Folders<PlacedMount>();
  mounts.filter(({ mount }) => mount.readOnly !== true).forEach((one) => written.put(folderOf(one.mount) ?? '', one));
  const alone = readers.find(({ mount }) => written.overlapping(folderOf(mount) ?? '') === undefined);
  return alone === undefined ? undefined : { ...alone, isWritten: readers.length < mounts.length };
}
