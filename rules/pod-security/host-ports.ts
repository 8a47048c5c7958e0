import { rule } from '../rule';
import { plural, uses } from '../validation/go-format';
import { faultIf, refusedContainers } from '../validation/offenders';

export const hostPorts = rule({
  id: 'pod-security/host-ports',
  severity: 'error',
  summary: 'A container must not use a port of the node.',
  details: 'In a pod with `hostNetwork: true`, every port of a container is a port of the node.',
  why: 'Network policies do not apply to a port of the node, and only one pod of a node can use it.',
  see: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  podSecurity: {
    level: 'baseline',
    since: 0,
    find(pod) {
      const fix = pod.spec.hostNetwork
        ? 'Remove `spec.hostNetwork`: with it, every port of a container is a port of the node.'
        : 'Remove `hostPort`, and reach the container through a Service.';
      const { named, containers, values, faults } = refusedContainers(pod, ({ ports = [] }) =>
        ports.flatMap(({ hostPort }, i) =>
          faultIf(Boolean(hostPort), {
            path: `ports[${i}].hostPort`,
            value: String(hostPort),
            what: `the container uses port ${hostPort} of the node.`,
            fix,
          }),
        ),
      );
      return {
        reason: 'hostPort',
        detail: `${named} ${uses(containers.length)} ${plural('hostPort', values.length)} ${values.join(', ')}`,
        faults,
      };
    },
  },
});
