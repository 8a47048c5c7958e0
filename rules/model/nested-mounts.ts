import { posix } from 'path';
import { VolumeMount } from '../../kubernetes/decoded';
import { ContainerModel } from './container-model';

/** A mount, and the mount of the same container at the nearest folder above it. */
export interface NestedMount {
  readonly inner: VolumeMount;
  readonly outer: VolumeMount;
  /** The path of the inner mount, relative to the outer one. */
  readonly relative: string;
  /** The index of the inner mount. */
  readonly index: number;
}

/** The mounts of a container that are below another one. */
export function nestedMounts({ mounts }: ContainerModel): NestedMount[] {
  if (mounts.length < 2) {
    return [];
  }
  const byPath = new Map(mounts.map((mount) => [pathOf(mount), mount]));
  return mounts.flatMap((inner, index) => {
    const path = pathOf(inner);
    let folder = path;
    while (folder !== '/') {
      folder = posix.dirname(folder);
      const outer = byPath.get(folder);
      if (outer !== undefined) {
        return [{ inner, outer, relative: posix.relative(folder, path), index }];
      }
    }
    return [];
  });
}

/** The path of a mount in the container. */
export function pathOf({ mountPath = '/' }: VolumeMount): string {
  return posix.resolve('/', mountPath);
}
