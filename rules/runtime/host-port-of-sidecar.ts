import { rule } from '../rule';

export const hostPortOfSidecar = rule({
  id: 'runtime/host-port-of-sidecar',
  severity: 'warning',
  summary: 'A native sidecar should not have a `hostPort`.',
  details: 'With `hostNetwork`, the sidecar listens on the node itself.',
  why: 'The kubelet connects ports of the node to containers, not to init containers. A native sidecar is an init container.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
  fields: ['ContainerPort.hostPort'],
  check({ containers, spec: { hostNetwork } }, report) {
    const sidecars = hostNetwork === true ? [] : containers.filter(({ role }) => role === 'native sidecar');
    for (const { ports, path, label } of sidecars) {
      ports.forEach(({ hostPort }, i) => {
        if (hostPort) {
          report(
            `${path}.ports[${i}].hostPort`,
            `the port ${hostPort} of the node does not lead to ${label}, which is a native sidecar.`,
            'Move it to `containers`, set `hostNetwork: true`, or remove `hostPort` and use a Service.',
          );
        }
      });
    }
  },
});
