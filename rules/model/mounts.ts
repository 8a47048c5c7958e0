import { addTo } from '../../util/multimap';
import { withoutSlashes } from './path-tree';
import { containers, listOf, PlacedContainer } from './pod';

/** A mount of a volume, and where it stands. */
export interface PlacedMount {
  readonly container: PlacedContainer;
  readonly mount: any;
  readonly index: number;
}

/** The mounts of a pod by the names of their volumes. */
export function mountsOf(pod: any): ReadonlyMap<any, readonly PlacedMount[]> {
  const all = containers(pod);
  if (all !== last.all) {
    last = { all, mounts: byVolume(all) };
  }
  return last.mounts;
}

/** Several rules ask it of one pod before they ask it of the next. */
let last: { readonly all: readonly PlacedContainer[]; readonly mounts: ReadonlyMap<any, readonly PlacedMount[]> } = {
  all: [],
  mounts: new Map(),
};

function byVolume(all: readonly PlacedContainer[]): Map<any, PlacedMount[]> {
  const mounts = new Map<any, PlacedMount[]>();
  for (const container of all) {
    listOf(container.value.volumeMounts).forEach((mount, index) => {
      if (mount !== null && mount !== undefined) {
        addTo(mounts, mount.name, { container, mount, index });
      }
    });
  }
  return mounts;
}

/** Whether a volume is empty when the pod starts: one without a source is an `emptyDir`. */
export function startsEmpty(volume: any): boolean {
  for (const key in volume) {
    if (key !== 'name' && volume[key] !== undefined && volume[key] !== null) {
      return key === 'emptyDir' || (key === 'ephemeral' && isBlank(volume.ephemeral?.volumeClaimTemplate?.spec));
    }
  }
  return true;
}

/** Whether a claim is for a new volume, and not for the copy of another. */
function isBlank(claim: any): boolean {
  return claim?.dataSource === undefined && claim?.dataSourceRef === undefined && claim?.volumeName === undefined;
}

/** The sources that a container can only read, whatever its mount says. */
const READ_ONLY_SOURCES = ['configMap', 'secret', 'downwardAPI', 'projected', 'image'];

/** The source of a volume if it is one that a container can only read. */
export function readOnlySource(volume: any): string | undefined {
  return READ_ONLY_SOURCES.find((source) => volume?.[source] !== undefined && volume[source] !== null);
}

/** Whether two mounts of one volume show a file in common: one of the two folders is the other one, or in it. */
export function overlap(one: any, other: any): boolean {
  const [a, b] = [folderOf(one), folderOf(other)];
  return a === undefined || b === undefined || `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`);
}

/** The folder of the volume that a mount shows; undefined where it shows all of it, or where the folder is known in the pod alone. */
export function folderOf({ subPath, subPathExpr }: any): string | undefined {
  return subPathExpr === undefined && typeof subPath === 'string'
    ? withoutSlashes(subPath.replace(/^(\.\/)+/, '')) || undefined
    : undefined;
}
