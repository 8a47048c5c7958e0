import { forEachContainer } from '../validation/containers';
import { ApiRule } from './rule';

const RULE = 'api/host-users';

/**
 * A pod whose users are not the node's shares no other namespace with the node either.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
 */
export const hostUsers: ApiRule = {
  'PodSpec.hostUsers'(spec, at, pod) {
    if (spec.hostUsers !== false) {
      return;
    }
    const fix = 'Leave out hostUsers: false, or this.';
    const why = 'With users of its own (hostUsers: false), a pod shares no other namespace with the node.';
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
      if (spec[field] === true) {
        // as the server spells them
        const place = at.field(field.replace(/^host(PID|IPC)$/, 'Host$1'));
        pod.forbidden(RULE, place, `${field} is set.`, why, fix);
      }
    }
    if (pod.minor >= 35) {
      forEachContainer(spec, at, (container, place) => {
        if (container.volumeDevices?.length > 0) {
          const reason = 'The owner of a device cannot be changed to a user of the pod.';
          pod.forbidden(RULE, place.field('volumeDevices'), 'the container has a device.', reason, fix);
        }
      });
    }
  },
};
