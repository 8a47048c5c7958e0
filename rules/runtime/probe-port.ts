import { truncated } from '../../util/truncate';
import { Companions, companionsBy } from '../model/companions';
import { ContainerModel } from '../model/container-model';
import { handlersOf } from '../model/handlers';
import { rule } from '../rule';

export const probePort = rule({
  id: 'runtime/probe-port',
  severity: 'error',
  summary: 'A probe or lifecycle hook must connect to a port of its container.',
  details:
    'The kubelet looks up the name of a port only in the container itself. If it is missing, the probe never succeeds, and the pod never becomes ready. It is advice if a number is the port of another container: the kubelet connects to the address of the pod, so the probe checks the other container.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  fields: ['Container.startupProbe', 'Container.readinessProbe', 'Container.livenessProbe', 'Container.lifecycle'],
  check({ containers }, report) {
    let byName: ReadonlyMap<string | undefined, Companions> | undefined;
    let byNumber: ReadonlyMap<number | undefined, Companions> | undefined;
    for (const container of containers) {
      const { ports } = container;
      for (const { port, host, field, action } of handlersOf(container.value)) {
        if (typeof port === 'string' && !ports.some(({ name }) => name === port)) {
          byName ??= companionsBy(containers, (one) => one.ports.map(({ name }) => name));
          const owner = byName.get(port)?.first;
          const names = ports.flatMap(({ name }) => (name === undefined ? [] : [`"${name}"`]));
          report(
            `${container.path}.${field}.${action}.port`,
            `${container.label} has no port "${port}"${owner === undefined ? '' : `: ${owner.label} has it`}.`,
            names.length > 0 ? `Use ${truncated(names)}.` : 'Add the name to a port in its `ports`, or use the number.',
            { why: 'The kubelet looks up the name in the container itself.' },
          );
        } else if (containers.length > 1 && typeof port === 'number' && host === undefined && lacks(container, port)) {
          byNumber ??= companionsBy(containers, (one) => one.ports.map(({ containerPort }) => containerPort));
          const owner = byNumber.get(port)?.beside(container);
          if (owner !== undefined) {
            const why = 'The kubelet connects to the address of the pod, so the other container answers.';
            report(
              `${container.path}.${field}.${action}.port`,
              `${port} is a port of ${owner.label}, not of ${container.label}.`,
              `Use a port of ${container.label}, or move the probe to ${owner.label}.`,
              { severity: 'advice', why },
            );
          }
        }
      }
    }
  },
});

/** Whether a container declares ports, but not this one. */
function lacks({ ports }: ContainerModel, port: number): boolean {
  return ports.length > 0 && !ports.some(({ containerPort }) => containerPort === port);
}
