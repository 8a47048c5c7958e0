import { rule } from '../rule';
import { listed } from '../validation/go-format';
import { faultIf } from '../validation/offenders';

export const hostPathVolumes = rule({
  id: 'pod-security/host-path-volumes',
  severity: 'error',
  summary: 'A volume must not be a path of the node.',
  why: 'A program that can write to the files of the node can take control of the node.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  podSecurity: {
    level: 'baseline',
    since: 0,
    find({ volumes }) {
      const faults = volumes.flatMap(({ name = '', hostPath }, i) =>
        faultIf(hostPath !== undefined, {
          path: `spec.volumes[${i}].hostPath`,
          value: name,
          what: `volume "${name}" is a path of the node.`,
          fix: 'Use an `emptyDir`, a `configMap` or a `persistentVolumeClaim`.',
        }),
      );
      const names = faults.map(({ value }) => value);
      return { reason: 'hostPath volumes', detail: listed('volume', names), faults };
    },
  },
});
