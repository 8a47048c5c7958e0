import { Finding } from '../finding';
import { called, containers, listOf, staysUp } from '../model/pod';

/**
 * A port of the node that a native sidecar asks for. The node leads its ports to the containers of a pod, not to its init containers,
 * which native sidecars are: nothing is reached there. With the network of the node, the sidecar has the port by itself.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function hostPortOfSidecar(pod: any): Finding[] {
  const found: Finding[] = [];
  for (const container of containers(pod)) {
    if (!container.init || !staysUp(container) || pod.spec.hostNetwork === true) {
      continue;
    }
    listOf(container.value.ports).forEach((port, i) => {
      if (Number.isInteger(port?.hostPort) && port.hostPort !== 0) {
        found.push({
          rule: 'runtime/host-port-of-sidecar',
          severity: 'warning',
          path: `${container.path}.ports[${i}].hostPort`,
          what: `${port.hostPort} of the node does not lead to ${called(container)}, which is a native sidecar.`,
          why: 'The kubelet leads ports of the node to the containers of a pod only, not to its init containers.',
          fix: 'Put it among the containers, give the pod hostNetwork: true, or reach it by a Service.',
        });
      }
    });
  }
  return found;
}
