import { Finding } from '../finding';
import { called, containers, listOf, PlacedContainer } from '../pod';
import { folderOf, overlap, startsEmpty } from './volumes';

/**
 * A volume that is empty when the pod starts, and that all its containers mount read-only: it stays empty. So does a folder of it that
 * one container reads by `subPath`, where the others write to folders beside it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
 */
export function readerWithoutWriter(pod: any): Finding[] {
  const found: Finding[] = [];
  const volumes = listOf(pod?.spec?.volumes);
  for (let i = 0; i < volumes.length; i++) {
    const name = volumes[i]?.name;
    if (typeof name !== 'string' || !startsEmpty(volumes[i])) {
      continue;
    }
    const reader = readerAlone(name, containers(pod));
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

interface Reader {
  readonly container: PlacedContainer;
  readonly mount: any;
  /** Whether somebody writes to the volume elsewhere. */
  readonly isWritten: boolean;
}

/** The first container that mounts a volume read-only, where nobody mounts what it sees otherwise. */
function readerAlone(name: string, all: PlacedContainer[]): Reader | undefined {
  const readers: Omit<Reader, 'isWritten'>[] = [];
  const writing: any[] = [];
  for (const container of all) {
    const mounts = listOf(container.value.volumeMounts);
    for (let i = 0; i < mounts.length; i++) {
      if (mounts[i]?.name === name) {
        if (mounts[i].readOnly === true) {
          readers.push({ container, mount: mounts[i] });
        } else {
          writing.push(mounts[i]);
        }
      }
    }
  }
  const alone = readers.find(({ mount }) => !writing.some((other) => overlap(mount, other)));
  return alone === undefined ? undefined : { ...alone, isWritten: writing.length > 0 };
}
