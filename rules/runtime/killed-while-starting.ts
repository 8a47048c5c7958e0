import { Container, Probe } from '../../kubernetes/decoded';
import { sleepBeforeStart } from '../model/sleep';
import { rule } from '../rule';

export const killedWhileStarting = rule({
  id: 'runtime/killed-while-starting',
  severity: 'warning',
  summary: 'A liveness or startup probe should wait until the container has started.',
  details:
    'The kubelet stops a container after `initialDelaySeconds` (0 by default) and `failureThreshold` (3) periods of `periodSeconds` (10). ' +
    'The rule counts the seconds that the script of the container sleeps before it starts anything else. It ignores probes that run a command.',
  why: 'The kubelet stops the container before it can answer, and starts it again.',
  see: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#startup-probe',
  fields: ['Container.livenessProbe', 'Container.startupProbe'],
  check({ stayingUp }, report) {
    for (const container of stayingUp) {
      const { value, path, label } = container;
      const field = value.startupProbe === undefined ? 'livenessProbe' : 'startupProbe';
      const seconds = patienceOf(value, field);
      const sleep = seconds === undefined ? 0 : sleepBeforeStart(container.commands);
      if (seconds !== undefined && sleep > seconds) {
        report(
          `${path}.${field}`,
          `${label} sleeps for ${sleep} s when it starts, and the probe waits for ${seconds} s.`,
          field === 'startupProbe'
            ? 'Increase its `failureThreshold`.'
            : `Add a \`startupProbe\` that waits longer than ${sleep} s.`,
        );
      }
    }
  },
});

/** The seconds after which a probe of a port has failed often enough. */
function patienceOf(container: Container, field: 'livenessProbe' | 'startupProbe'): number | undefined {
  const probe: Probe = container[field] ?? {};
  const { initialDelaySeconds = 0, periodSeconds, failureThreshold } = probe;
  return (probe.httpGet ?? probe.tcpSocket ?? probe.grpc) === undefined
    ? undefined
    : initialDelaySeconds + (periodSeconds || 10) * (failureThreshold || 3);
}
