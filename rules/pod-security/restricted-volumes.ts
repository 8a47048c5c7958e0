import { Volume } from '../../kubernetes/decoded';
import { rule } from '../rule';
import { listed, plural, quotedList, sorted, uses } from '../validation/go-format';

type VolumeType = Exclude<keyof Volume, 'name'>;

const ALLOWED: readonly VolumeType[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** In the order in which the admission plugin looks for them. */
const RESTRICTED: readonly VolumeType[] = [
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

export const restrictedVolumes = rule({
  id: 'pod-security/restricted-volumes',
  severity: 'error',
  summary: 'A volume must not name a path of the node or a storage server.',
  details: `A PersistentVolumeClaim requests storage instead. The allowed volume types are ${ALLOWED.join(', ')}.`,
  why: 'The administrator of the cluster decides which storage a pod reaches, not the author of the pod.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#volume-types',
  podSecurity: {
    level: 'restricted',
    since: 0,
    replaces: 'pod-security/host-path-volumes',
    find({ volumes }) {
      const restricted = volumes.flatMap((volume, i) => {
        const { name = '' } = volume;
        const has = (type: VolumeType): boolean => volume[type] !== undefined;
        const type = RESTRICTED.find(has);
        const path = `spec.volumes[${i}]`;
        return ALLOWED.some(has)
          ? []
          : [{ name, type: type ?? 'unknown', path: type === undefined ? path : `${path}.${type}` }];
      });
      const names = restricted.map(({ name }) => name);
      const types = sorted(restricted.map(({ type }) => type));
      return {
        reason: 'restricted volume types',
        detail: `${listed('volume', names)} ${uses(names.length)} ${plural('restricted volume type', types.length)} ${quotedList(types)}`,
        faults: restricted.map(({ name, type, path }) => ({
          path,
          what: `volume "${name}" is of the type ${type}.`,
          fix: `Use one of ${ALLOWED.join(', ')}.`,
        })),
      };
    },
  },
});
