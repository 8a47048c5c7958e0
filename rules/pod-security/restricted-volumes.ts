import { Check } from './check';
import { uses } from './host-ports';
import { hostPathVolumes } from './host-path-volumes';
import { nameOf } from './pod-view';
import { listed, plural, quoted, sorted } from './go-format';

const ALLOWED = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

const FORBIDDEN = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
];

/**
 * Volumes are of the kinds that need no knowledge of the node or of a storage server: those have a PersistentVolumeClaim.
 *
 * Restricted, from 1.0 on, in place of `host-path-volumes`.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#volume-types
 */
export const restrictedVolumes: Check = {
  id: 'restricted-volumes',
  level: 'restricted',
  since: 0,
  replaces: hostPathVolumes.id,
  why: 'Who writes a pod should not say which storage it reaches: that is up to who runs the cluster.',
  find({ volumes }) {
    if (!volumes.some(isRestricted)) {
      return undefined;
    }
    const bad = volumes.filter(isRestricted);
    const names = bad.map(nameOf);
    const types = sorted(bad.map(typeOf));
    return {
      reason: 'restricted volume types',
      detail: `${listed('volume', names)} ${uses(names)} ${plural('restricted volume type', types.length)} ${quoted(types)}`,
      faults: volumes.flatMap((volume, i) =>
        isRestricted(volume)
          ? [
              {
                path: has(volume, typeOf(volume)) ? `spec.volumes[${i}].${typeOf(volume)}` : `spec.volumes[${i}]`,
                what: `volume "${nameOf(volume)}" is of type ${typeOf(volume)}.`,
                fix: `Take a persistentVolumeClaim, or one of ${[...ALLOWED].filter((one) => one !== 'persistentVolumeClaim').join(', ')}.`,
              },
            ]
          : [],
      ),
    };
  },
};

function isRestricted(volume: any): boolean {
  for (const field in volume) {
    if (ALLOWED.has(field) && has(volume, field)) {
      return false;
    }
  }
  return true;
}

function typeOf(volume: any): string {
  return FORBIDDEN.find((type) => has(volume, type)) ?? 'unknown';
}

function has(volume: any, type: string): boolean {
  return volume?.[type] !== undefined && volume[type] !== null;
}
