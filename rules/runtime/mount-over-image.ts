import { Finding } from '../finding';
import { containers, listOf, PlacedContainer } from '../model/pod';
import { mountsOf, PlacedMount, startsEmpty } from '../model/mounts';

const PROGRAMS = new Set([
  '/bin',
  '/sbin',
  '/usr',
  '/usr/bin',
  '/usr/sbin',
  '/usr/local/bin',
  '/lib',
  '/lib64',
  '/usr/lib',
]);

/**
 * A volume that hides what the container is started from: any at `/`, or an empty one at a folder of programs, such as `/bin`, that
 * no other container fills.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export function mountOverImage(pod: any): Finding[] {
  const found: Finding[] = [];
  let empty: Set<any> | undefined;
  const isEmpty = (volume: any, container: PlacedContainer): boolean => {
    empty ??= new Set(listOf(pod.spec.volumes).flatMap((one) => (startsEmpty(one) ? [one?.name] : [])));
    return empty.has(volume) && isOnlyIn(container, mountsOf(pod).get(volume)!);
  };
  for (const container of containers(pod)) {
    const mounts = listOf(container.value.volumeMounts);
    for (let i = 0; i < mounts.length; i++) {
      const path = mounts[i]?.mountPath;
      if (path === '/' || (PROGRAMS.has(path) && isEmpty(mounts[i].name, container))) {
        found.push({
          rule: 'runtime/mount-over-image',
          severity: path === '/' ? 'error' : 'warning',
          path: `${container.path}.volumeMounts[${i}].mountPath`,
          what: `the volume "${mounts[i].name}" hides ${path === '/' ? 'the whole image' : `the programs of the image in ${path}`}.`,
          why:
            path === '/'
              ? 'Nothing can be mounted there: the container is not created.'
              : 'What is started lies there.',
          fix: 'Mount it at a folder of its own.',
        });
      }
    }
  }
  return found;
}

/** Whether no other container has mounts, which go container by container. */
function isOnlyIn(container: PlacedContainer, mounts: readonly PlacedMount[]): boolean {
  return mounts[0].container === container && mounts[mounts.length - 1].container === container;
}
