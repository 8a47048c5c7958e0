import { asWritten } from '../../../rules/decode/as-written';
import { readOnlySource } from '../../../rules/model/mounts';
import { longestSuffix } from '../../../util/longest-suffix';
import { PlainObject } from '../../../util/plain-object';
import { ContainerView, PodView } from './pod-view';

/** A mount of a volume in a container. */
export interface MountView {
  readonly container: ContainerView;
  readonly index: number;
  readonly fields: PlainObject;
}

/** A volume whose files containers share: an item of `files` of a pattern. */
export interface SharedVolume {
  /** Its index in the volumes of the pod. */
  readonly index: number;
  readonly fields: PlainObject;
  readonly writers: readonly MountView[];
  readonly readers: readonly MountView[];
}

/** The fields of a mount that a writer or a reader can have. */
const MOUNT_FIELDS = [
  'name',
  'mountPath',
  'subPath',
  'subPathExpr',
  'readOnly',
  'recursiveReadOnly',
  'mountPropagation',
];

/**
 * The volumes of a pod that patterns can write as `files`:
 * - a volume that at least two containers mount, one of them a helper, and that at least one of them can write;
 * - a volume that containers can only read, such as a ConfigMap, if helpers are the only containers that mount it, all of them read-only.
 *
 * A container whose mount is not read-only is a writer, because the manifest does not say more.
 *
 * A pattern adds its volumes after the other volumes of the pod, and its mounts after the other mounts of a container. So these are the last
 * volumes of the pod, and the last mounts of each container.
 * @param helpers the containers of patterns
 * @param isAllowed whether the volumes from an index on are in the order of the patterns
 */
export function sharedVolumes(
  pod: PodView,
  helpers: readonly ContainerView[],
  isAllowed: (volumes: readonly SharedVolume[]) => boolean,
): SharedVolume[] {
  const containers = [...pod.initContainers, ...pod.containers];
  const candidates = pod.volumes.map((fields, index) => {
    const mounts = containers.flatMap((container) =>
      container.mounts.flatMap((mount, i): MountView[] =>
        mount.name === fields.name ? [{ container, index: i, fields: mount }] : [],
      ),
    );
    return {
      index,
      fields,
      writers: mounts.filter((mount) => !isReader(mount)),
      readers: mounts.filter(isReader),
    };
  });
  const last = longestSuffix(candidates, (volume) => isShared(volume, helpers));
  for (let from = 0; from < last.length; from++) {
    const volumes = last.slice(from);
    if (isAllowed(volumes) && containers.every((container) => endsWith(container, volumes))) {
      return volumes;
    }
  }
  return [];
}

function isReader({ fields }: MountView): boolean {
  return fields.readOnly === true;
}

function isShared({ fields, writers, readers }: SharedVolume, helpers: readonly ContainerView[]): boolean {
  const mounts = [...writers, ...readers];
  const containers = new Set(mounts.map(({ container }) => container));
  const isWritten = writers.length > 0 && containers.size > 1 && helpers.some((helper) => containers.has(helper));
  const isOfHelpers =
    writers.length === 0 && containers.size > 0 && [...containers].every((one) => helpers.includes(one));
  const isReadOnly = readOnlySource(asWritten(fields, 'Volume')) !== undefined;
  const isKnown = ({ fields: mount }: MountView): boolean =>
    typeof mount.mountPath === 'string' && Object.keys(mount).every((field) => MOUNT_FIELDS.includes(field));
  return (isReadOnly ? isOfHelpers : isWritten) && mounts.every(isKnown);
}

/** Whether the mounts of the volumes are the last of a container, in the order in which patterns add them. */
function endsWith(container: ContainerView, volumes: readonly SharedVolume[]): boolean {
  const added = volumes.flatMap(({ writers, readers }) => [...writers, ...readers]);
  const own = added.filter((mount) => mount.container === container);
  return own.every(({ index }, i) => index === container.mounts.length - own.length + i);
}
