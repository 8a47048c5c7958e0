import { ApiRule } from '../api/rule';

const RULE = 'api-warning/deprecated-volume';

/** Kinds of volumes that have been given up: since when the server warns of them, and from when on they do nothing. */
const DEPRECATED: Record<string, readonly [warned: number, idle?: number]> = {
  photonPersistentDisk: [0, 16],
  gitRepo: [0, 33],
  scaleIO: [0, 22],
  flocker: [0, 25],
  storageos: [0, 25],
  quobyte: [0, 25],
  glusterfs: [0, 26],
  cephfs: [28, 31],
  rbd: [28, 31],
};

/**
 * Kinds of volumes that are no longer, or soon will not be.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#volume-types
 */
export const deprecatedVolume: ApiRule = {
  Volume(volume, at, pod) {
    for (const kind in volume) {
      const life = DEPRECATED[kind];
      if (life !== undefined && pod.minor >= life[0]) {
        // as the server spells it
        const place = at.field(kind === 'storageos' ? 'storageOS' : kind);
        const what = `volumes of kind ${kind} are deprecated.`;
        pod.warn(RULE, place, what, `They do nothing since 1.${life[1]}.`, 'Use a persistentVolumeClaim, or csi.');
      }
    }
  },
};
