import { Container } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { nodePortOf } from '../validation/containers';
import { everyPodThatHas } from '../validation/every-object';

export const hostPort = rule({
  id: 'api/host-port',
  severity: 'error',
  summary: 'Two containers of a pod must not bind the same port of the node.',
  details: 'With `hostNetwork`, each container port is a port of the node.',
  see: 'https://kubernetes.io/docs/concepts/configuration/overview/#services',
  checks: everyPodThatHas(['PodSpec.hostNetwork', 'ContainerPort.hostPort'], (context) => {
    const { spec, specAt: at } = context;
    checkPorts(spec.containers ?? [], at.field('containers'), spec.hostNetwork === true, context);
    // init containers run one after the other
    for (const container of spec.initContainers ?? []) {
      checkPorts([container], at.field('initContainers'), false, context);
    }
  }),
});

function checkPorts(
  containers: readonly Container[],
  at: FieldPath,
  mustBeEqual: boolean,
  context: ValidationContext,
): void {
  const owners = new Map<string, FieldPath>();
  containers.forEach(({ ports = [] }, i) => {
    ports.forEach((port, j) => {
      const { containerPort = 0, hostPort: own, hostIP = '', protocol = 'TCP' } = port;
      const place = at.item(i).field('ports').item(j);
      const number = nodePortOf(port, place, context);
      const key = `${protocol || 'TCP'}/${hostIP}/${number}`;
      const owner = owners.get(key);
      if (owner !== undefined) {
        const what = `${owner} already binds port ${number}/${protocol} of the node.`;
        const why = 'Only one container can bind a port of the node.';
        const fix = 'Change `hostPort`, or remove it: a Service reaches the pod without it.';
        context.duplicate(place.field('hostPort'), what, why, fix);
      } else if (number !== 0) {
        owners.set(key, place);
      }
      if (mustBeEqual && own && own !== containerPort) {
        const field = context.minor >= 28 ? 'hostPort' : 'containerPort';
        const why = 'With `hostNetwork`, `hostPort` and `containerPort` must be equal.';
        context.invalid(place.field(field), `hostPort ${own} is not ${containerPort}.`, why, 'Remove `hostPort`.');
      }
    });
  });
}
