import { Finding } from '../finding';
import { called, containers, listOf, PlacedContainer } from '../pod';
import { startsEmpty } from './volumes';

/**
 * A volume that is empty when the pod starts, and that all its containers mount read-only: it stays empty.
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
    const reader = onlyReader(name, containers(pod));
    if (reader !== undefined) {
      found.push({
        rule: 'runtime/reader-without-writer',
        severity: 'warning',
        path: `spec.volumes[${i}]`,
        what: `${called(reader)} reads the volume "${name}", which nobody can write.`,
        why: 'It is empty when the pod starts, and every mount of it is read-only, so that it stays empty.',
        fix: 'Mount it without readOnly where it is to be filled, or give it a source that comes with files, such as a configMap.',
      });
    }
  }
  return found;
}

/** The first container that mounts a volume, if all that do mount it read-only. */
function onlyReader(name: string, all: PlacedContainer[]): PlacedContainer | undefined {
  let reader: PlacedContainer | undefined;
  for (const container of all) {
    const mounts = listOf(container.value.volumeMounts);
    for (let i = 0; i < mounts.length; i++) {
      if (mounts[i]?.name === name) {
        if (mounts[i].readOnly !== true) {
          return undefined;
        }
        reader ??= container;
      }
    }
  }
  return reader;
}
