import { Container, LifecycleHandler, Probe } from '../../kubernetes/decoded';
import { Fault } from '../pod-security-check';
import { rule } from '../rule';
import { listed, plural, quotedList, sorted, uses } from '../validation/go-format';
import { faultIf, forbidden, refusedContainers } from '../validation/offenders';

const ACTIONS = ['httpGet', 'tcpSocket'] as const;
const FIX = 'Remove `host`. The kubelet then connects to the pod.';

export const hostProbesAndHostLifecycle = rule({
  id: 'pod-security/host-probes-and-host-lifecycle',
  severity: 'error',
  summary: 'Probes and lifecycle hooks must not set `host`: they must connect to the pod itself.',
  why: 'The kubelet opens the connection, so a pod could make it connect to any host that the node reaches.',
  see: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  podSecurity: {
    level: 'baseline',
    since: 34,
    find(pod) {
      const { containers, values, faults } = refusedContainers(pod, hostFaults);
      const names = sorted(containers);
      return {
        reason: 'probe or lifecycle host',
        detail: `${listed('container', names)} ${uses(names.length)} ${plural('probe or lifecycle host', values.length)} ${quotedList(values)}`,
        faults,
      };
    },
  },
});

function hostFaults({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Container): readonly Fault[] {
  const handlers: [path: string, handler: Probe | LifecycleHandler | undefined][] = [
    ['livenessProbe', livenessProbe],
    ['readinessProbe', readinessProbe],
    ['startupProbe', startupProbe],
    ['lifecycle.postStart', lifecycle?.postStart],
    ['lifecycle.preStop', lifecycle?.preStop],
  ];
  return handlers.flatMap(([path, handler]) =>
    ACTIONS.flatMap((action) => {
      const { host = '' } = handler?.[action] ?? {};
      return faultIf(host !== '', forbidden(`${path}.${action}.host`, host, FIX));
    }),
  );
}
