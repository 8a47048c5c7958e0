import { rule } from '../rule';

export const hostIp = rule({
  id: 'api-warning/host-ip',
  severity: 'warning',
  summary: 'A port with a `hostIP` should have a `hostPort`.',
  why: 'Without a hostPort, hostIP has no effect.',
  see: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
  checks: {
    'ContainerPort.hostIP'({ hostIP, hostPort, containerPort }, at, context) {
      const isEphemeral = at.above!.above!.above!.step === 'ephemeralContainers';
      const hasHostPort = hostPort || (context.hasHostPorts && !isEphemeral && containerPort);
      if (hostIP && !hasHostPort && context.minor >= 28) {
        const what = `the port has the hostIP ${hostIP}, but no hostPort.`;
        context.warn(at, what, context.why, 'Remove `hostIP`, or add `hostPort`.');
      }
    },
  },
});
