import { rule } from '../rule';
import { forEachContainer } from '../validation/containers';

/** The other fields that share a namespace with the node, and how the server spells them. */
const HOST_FIELDS = [
  ['hostNetwork', 'hostNetwork'],
  ['hostPID', 'HostPID'],
  ['hostIPC', 'HostIPC'],
] as const;

export const hostUsers = rule({
  id: 'api/host-users',
  severity: 'error',
  summary: 'A pod with `hostUsers: false` must not use a namespace of the node, or block devices.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
  checks: {
    'PodSpec.hostUsers'(spec, at, context) {
      if (spec.hostUsers !== false) {
        return;
      }
      for (const [field, spelling] of HOST_FIELDS) {
        if (spec[field] === true) {
          const why = 'A pod with `hostUsers: false` cannot use a namespace of the node.';
          context.forbidden(at.field(spelling), `\`${field}\` is set.`, why, `Remove \`${field}\` or \`hostUsers\`.`);
        }
      }
      if (context.minor >= 34) {
        forEachContainer(spec, at, ({ volumeDevices = [] }, place) => {
          if (volumeDevices.length > 0) {
            const why = 'The owner of a device cannot be mapped to a user of the pod.';
            const fix = 'Remove `volumeDevices` or `hostUsers`.';
            context.forbidden(place.field('volumeDevices'), 'the container has a block device.', why, fix);
          }
        });
      }
    },
  },
});
