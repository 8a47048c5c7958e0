import { Volume, VolumeProjection } from '../../kubernetes/decoded';
import { readOnlySource, sourceOf } from '../../rules/model/mounts';
import { fieldsOf } from '../../util/plain-object';

/** The source of a volume as diagrams show it: `ConfigMap settings`. */
export function sourceText(volume: Volume): string {
  const { emptyDir, configMap, secret, persistentVolumeClaim, hostPath, csi, nfs, image, projected } = volume;
  const source = sourceOf(volume);
  switch (source) {
    case 'emptyDir':
      return ['emptyDir', emptyDir?.medium, emptyDir?.sizeLimit].filter(Boolean).join(' ');
    case 'configMap':
      return named('ConfigMap', configMap?.name);
    case 'secret':
      return named('Secret', secret?.secretName);
    case 'persistentVolumeClaim':
      return named('PersistentVolumeClaim', persistentVolumeClaim?.claimName);
    case 'ephemeral':
      return 'PersistentVolumeClaim of each pod';
    case 'hostPath':
      return named('hostPath', hostPath?.path);
    case 'csi':
      return named('csi', csi?.driver);
    case 'nfs':
      return named('nfs', `${nfs?.server}:${nfs?.path}`);
    case 'image':
      return named('image', image?.reference === undefined ? undefined : imageText(image.reference));
    case 'projected':
      return `projected: ${(projected?.sources ?? []).map(projectionText).join(', ')}`;
    default:
      return source ?? 'no source';
  }
}

function projectionText({ configMap, secret, ...others }: VolumeProjection): string {
  const [other = 'no source'] = Object.keys(others);
  return configMap !== undefined
    ? named('ConfigMap', configMap.name)
    : secret !== undefined
      ? named('Secret', secret.name)
      : other;
}

function named(kind: string, name: string | undefined): string {
  return name === undefined ? kind : `${kind} ${name}`;
}

/** The image, with a short digest: a long one makes the box wide. */
export function imageText(image: string): string {
  return image.replace(/(@\w+:\w{7})\w+$/, '$1…');
}

/** Whether no container can write to a volume. */
export function isReadOnly(volume: Volume): boolean {
  const source = sourceOf(volume);
  const fields = fieldsOf(source && volume[source]);
  return readOnlySource(volume) !== undefined || fields.readOnly === true;
}
