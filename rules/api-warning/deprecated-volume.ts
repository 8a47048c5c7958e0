import { rule } from '../rule';

/** Deprecated types of volumes: the versions since which the API server warns about them, and since which they have no effect. */
const DEPRECATED: Record<string, { readonly warning: number; readonly noEffect: number }> = {
  photonPersistentDisk: { warning: 0, noEffect: 16 },
  gitRepo: { warning: 0, noEffect: 33 },
  scaleIO: { warning: 0, noEffect: 22 },
  flocker: { warning: 0, noEffect: 25 },
  storageos: { warning: 0, noEffect: 25 },
  quobyte: { warning: 0, noEffect: 25 },
  glusterfs: { warning: 0, noEffect: 26 },
  cephfs: { warning: 28, noEffect: 31 },
  rbd: { warning: 28, noEffect: 31 },
};

export const deprecatedVolume = rule({
  id: 'api-warning/deprecated-volume',
  severity: 'warning',
  summary: 'Volumes should not have a deprecated type.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#volume-types',
  checks: {
    Volume(volume, at, context) {
      for (const type in volume) {
        const versions = DEPRECATED[type];
        if (versions !== undefined && context.minor >= versions.warning) {
          // as the API server spells it
          const path = at.field(type === 'storageos' ? 'storageOS' : type);
          const why = `Since Kubernetes 1.${versions.noEffect}, such a volume has no effect.`;
          context.warn(path, `the volume type ${type} is deprecated.`, why, 'Use `persistentVolumeClaim` or `csi`.');
        }
      }
    },
  },
});
