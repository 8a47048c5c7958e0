import { Finding } from './finding';
import { called, containers, items, Placed, volumes } from './pod';

const RULE = 'api/volume-mount';

/**
 * Each mount names a volume of the pod, and no two of a container stand at one path.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#how-volumes-work
 */
export function volumeMount(pod: any): Finding[] {
  const known = volumes(pod).map(({ value }) => value.name);
  return containers(pod).flatMap((container) => {
    const owners = new Map<string, string>();
    return items(container.value.volumeMounts, `${container.path}.volumeMounts`).flatMap((mount) => {
      const owner = owners.get(mount.value.mountPath);
      owners.set(mount.value.mountPath, owner ?? mount.path);
      return [...volume(mount, known), ...mountPath(mount, container, owner), ...subPath(mount)];
    });
  });
}

function volume({ value, path: place }: Placed, known: any[]): Finding[] {
  const path = `${place}.name`;
  if (value.name === undefined || value.name === null || value.name === '') {
    return [error(path, 'the mount names no volume.', '', 'Name the volume that it mounts.')];
  }
  if (known.includes(value.name)) {
    return [];
  }
  const there = known.length === 0 ? 'It has none' : `It has ${known.map((name) => `"${name}"`).join(', ')}`;
  return [
    error(
      path,
      `the pod has no volume "${value.name}".`,
      `${there}.`,
      'Add it to the volumes, or mount one that is there.',
    ),
  ];
}

function mountPath({ value, path: place }: Placed, container: Placed, owner: string | undefined): Finding[] {
  const path = `${place}.mountPath`;
  const at = value.mountPath;
  if (at === undefined || at === null || at === '') {
    return [error(path, 'the mount has no path.', '', 'Say where the container sees the volume.')];
  }
  if (owner !== undefined) {
    const why = 'Only one volume can be seen at a path.';
    return [
      error(
        path,
        `"${at}" is already taken by ${owner} of ${called(container)}.`,
        why,
        'Mount one of the two elsewhere.',
      ),
    ];
  }
  return [];
}

function subPath({ value, path }: Placed): Finding[] {
  return ['subPath', 'subPathExpr'].flatMap((field) => {
    const at = value[field];
    return typeof at === 'string' && (at.startsWith('/') || at.split('/').includes('..'))
      ? [
          error(
            `${path}.${field}`,
            `"${at}" leads out of the volume.`,
            'It is a path below the root of the volume.',
            'Start it without "/", and leave out "..".',
          ),
        ]
      : [];
  });
}

function error(path: string, what: string, why: string, fix: string): Finding {
  return { rule: RULE, severity: 'error', path, what, why, fix };
}
