import { ContainerMount, folderOf, startsEmpty } from '../model/mounts';
import { PathTree } from '../model/path-tree';
import { rule } from '../rule';

export const readerWithoutWriter = rule({
  id: 'runtime/reader-without-writer',
  severity: 'warning',
  summary: 'A volume that is empty when the pod starts should have a mount that is not read-only.',
  details:
    'The same is true for a folder of the volume that a container reads by `subPath`, if containers write only to other folders.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  fields: ['PodSpec.volumes'],
  check(pod, report) {
    const readers = new Map<string, Reader | undefined>();
    pod.volumes.forEach((volume, i) => {
      const { name } = volume;
      if (name === undefined || !startsEmpty(volume)) {
        return;
      }
      if (!readers.has(name)) {
        readers.set(name, readerAlone(pod.mountsOf(name)));
      }
      const reader = readers.get(name);
      if (reader !== undefined) {
        const folder = reader.isWritten ? folderOf(reader.mount) : undefined;
        const place = folder === undefined ? `the volume "${name}"` : `the folder "${folder}" of the volume "${name}"`;
        report(
          `spec.volumes[${i}]`,
          `${reader.container.label} reads ${place}, to which no container writes.`,
          'Remove `readOnly` from the mount of the container that writes, or use a source with files, such as a `configMap`.',
          {
            why:
              folder === undefined
                ? 'It is empty when the pod starts, and stays empty, because all its mounts are read-only.'
                : 'It is empty when the pod starts, and stays empty, because containers write only to other folders.',
          },
        );
      }
    });
  },
});

interface Reader extends ContainerMount {
  /** Whether a container writes to another folder of the volume. */
  readonly isWritten: boolean;
}

/** The first read-only mount of a volume that shows nothing to which another mount can write. */
function readerAlone(mounts: readonly ContainerMount[]): Reader | undefined {
  const readers = mounts.filter(({ mount }) => mount.readOnly === true);
  const writers = mounts.filter(({ mount }) => mount.readOnly !== true);
  const written = new PathTree<ContainerMount>();
  writers.forEach((writer) => written.insert(folderOf(writer.mount) ?? '', writer));
  const alone = readers.find(({ mount }) => written.overlapping(folderOf(mount) ?? '') === undefined);
  return alone === undefined ? undefined : { ...alone, isWritten: writers.length > 0 };
}
