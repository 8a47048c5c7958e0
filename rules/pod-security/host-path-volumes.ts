import { Check } from './check';
import { nameOf } from './pod-view';
import { listed } from './go-format';

/**
 * No volume is a folder of the node.
 *
 * Baseline, from 1.0 on. At the level restricted, `restricted-volumes` stands in for it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#hostpath
 */
export const hostPathVolumes: Check = {
  id: 'host-path-volumes',
  level: 'baseline',
  since: 0,
  why: "Whoever can write to the node's files can take the node over.",
  find({ volumes }) {
    if (!volumes.some(isHostPath)) {
      return undefined;
    }
    return {
      reason: 'hostPath volumes',
      detail: listed('volume', volumes.filter(isHostPath).map(nameOf)),
      faults: volumes.flatMap((volume, i) =>
        isHostPath(volume)
          ? [
              {
                path: `spec.volumes[${i}].hostPath`,
                what: `volume "${nameOf(volume)}" is a path of the node.`,
                fix: 'Take an emptyDir, a configMap or a persistentVolumeClaim.',
              },
            ]
          : [],
      ),
    };
  },
};

function isHostPath(volume: any): boolean {
  return volume?.hostPath !== undefined && volume.hostPath !== null;
}
