import { posix } from 'path';
import { Volume, VolumeMount } from '../../kubernetes/decoded';
import { folderOf, hasFileName, readOnlySource } from '../model/mounts';
import { NestedMount, nestedMounts } from '../model/nested-mounts';
import { PodModel } from '../model/pod-model';
import { rule } from '../rule';

export const mountBelowReadOnly = rule({
  id: 'runtime/mount-below-read-only',
  severity: 'error',
  summary: 'A file must not be mounted below a ConfigMap, a Secret or another volume that Kubernetes fills.',
  details:
    'In a volume of a ConfigMap, a Secret, the downward API or in a projected volume, the kubelet creates a folder for each mount below ' +
    'it, even if the volume has a file of that name. So a volume can be mounted there, but not a file by its `subPath`. If the outer ' +
    'mount has a `subPath`, nothing creates the folder.',
  see: 'https://kubernetes.io/docs/concepts/storage/projected-volumes/',
  fields: ['Container.volumeMounts'],
  check(pod, report) {
    for (const container of pod.containers) {
      for (const nested of nestedMounts(container)) {
        const { inner, outer, index } = nested;
        const why = whyNotMounted(nested, pod);
        if (why !== undefined) {
          report(
            `${container.path}.volumeMounts[${index}].mountPath`,
            `"${inner.mountPath}" is below "${outer.mountPath}", where ${container.label} mounts the read-only volume "${outer.name}".`,
            `Mount "${inner.name}" outside of "${outer.mountPath}"${canMerge(nested, pod) ? ', or merge both into one `projected` volume' : ''}.`,
            { why },
          );
        }
      }
    }
  },
});

/** Why the runtime cannot mount the inner mount; undefined if it can, or if only the running pod shows it. */
function whyNotMounted({ inner, outer, relative }: NestedMount, pod: PodModel): string | undefined {
  const volume = pod.volume(outer.name);
  if (!isWritten(volume) || outer.name === inner.name || outer.subPathExpr !== undefined) {
    return undefined;
  }
  const folder = folderOf(outer);
  if (folder === undefined) {
    return isFile(inner, pod.volume(inner.name))
      ? 'The kubelet creates a folder there, and a file cannot be mounted over a folder.'
      : undefined;
  }
  const point = posix.join(folder, relative);
  return itemsOf(volume).some((path) => `${path}/`.startsWith(`${point}/`))
    ? undefined
    : 'The runtime cannot create a mount point in a read-only volume.';
}

/** Whether Kubernetes writes the files of a volume. */
function isWritten(volume: Volume | undefined): volume is Volume {
  return readOnlySource(volume) !== undefined && volume?.image === undefined;
}

/** The paths of the files that the items of a volume name. */
function itemsOf({ configMap, secret, downwardAPI, projected }: Volume): string[] {
  return [{ configMap, secret, downwardAPI }, ...(projected?.sources ?? [])]
    .flatMap((source) => [source.configMap, source.secret, source.downwardAPI])
    .flatMap((source) => source?.items ?? [])
    .map(({ path = '' }) => path);
}

const FILES_OF_NODE = ['File', 'FileOrCreate', 'Socket', 'CharDevice', 'BlockDevice'];

/** Whether a mount shows a file. For a sub-path that does not exist, the kubelet creates a folder. */
function isFile({ subPath, subPathExpr }: VolumeMount, volume: Volume = {}): boolean {
  if (!subPath) {
    return !subPathExpr && FILES_OF_NODE.includes(volume.hostPath?.type ?? '');
  }
  const { items, optional } = volume.configMap ?? volume.secret ?? {};
  if (items !== undefined || optional === true) {
    return items?.some(({ path }) => path === subPath) === true && optional !== true;
  }
  return hasFileName(subPath) || ((volume.configMap ?? volume.secret) !== undefined && !subPath.includes('/'));
}

/** Whether a projected volume can have the files of both. */
function canMerge({ inner, outer }: NestedMount, pod: PodModel): boolean {
  return [inner, outer].every(({ name }) => isWritten(pod.volume(name)));
}
