import { ApiRule } from './rule';

const RULE = 'api/shared-processes';

/**
 * Containers see each other's processes, or all of the node's, but not both.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/
 */
export const sharedProcesses: ApiRule = {
  'PodSpec.shareProcessNamespace'({ shareProcessNamespace, hostPID }, at, pod) {
    if (shareProcessNamespace === true && hostPID === true) {
      // up to 1.30 or so, it was a matter of the security context
      const place = pod.minor >= 33 ? at : at.field('securityContext');
      const why = 'With hostPID, the containers see all processes of the node.';
      pod.invalid(
        RULE,
        place.field('shareProcessNamespace'),
        'hostPID is set as well.',
        why,
        'Leave one of the two out.',
      );
    }
  },
};
