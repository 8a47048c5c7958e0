import { ApiRule } from '../api/rule';

const RULE = 'api-warning/host-ip';

/**
 * An address of the node without a port of the node does nothing.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports
 */
export const hostIp: ApiRule = {
  'ContainerPort.hostIP'({ hostIP, hostPort, containerPort }, at, pod) {
    if (!hostIP || hostPort || pod.minor < 28) {
      return;
    }
    const isShared = pod.hasHostPorts && at.above!.above!.above!.step !== 'ephemeralContainers';
    if (!isShared || !containerPort) {
      const what = `${hostIP} is an address of the node, and no port of it is asked for.`;
      pod.warn(RULE, at, what, 'It does nothing without hostPort.', 'Leave hostIP out, or add hostPort.');
    }
  },
};
