import { truncatedOf } from '../../util/truncate';
import { ContainerModel } from '../model/container-model';
import { PodModel } from '../model/pod-model';
import { rule } from '../rule';

export const nobodyListens = rule({
  id: 'runtime/nobody-listens',
  severity: 'warning',
  summary: 'If a variable has an address on localhost, a container of the pod should declare the port.',
  details:
    'The rule reports such a variable only if every other container of the pod declares its ports, because a container may listen without a declaration, and only if no container has the number in its command or variables.',
  why: 'Only the containers of the same pod listen on its localhost.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
  fields: ['Container.env'],
  check(pod, report) {
    // with hostNetwork, programs of the node may listen there
    if (pod.containers.length < 2 || pod.spec.hostNetwork === true) {
      return;
    }
    for (const container of pod.stayingUp) {
      const addresses = container.localAddresses.filter(({ source, isOwn }) => source === 'variable' && !isOwn);
      if (addresses.length === 0 || !pod.ports.areDeclaredBeside(container)) {
        continue;
      }
      for (const { port, field, text } of addresses) {
        if (!pod.ports.mayHave(port, container)) {
          report(
            `${container.path}.${field}`,
            `${text}, and no container of the pod declares port ${port}.`,
            `Use the port of another container (${portsBeside(pod, container)}), or declare ${port} in the container that listens there.`,
          );
        }
      }
    }
  },
});

/** The ports that the other containers declare, for a message. */
function portsBeside({ stayingUp, ports }: PodModel, container: ContainerModel): string {
  const declared = function* (): Iterable<string> {
    for (const other of stayingUp) {
      const its = other === container ? [] : other.ports;
      yield* its.map(({ containerPort }) => `${containerPort} of "${other.value.name}"`);
    }
  };
  return truncatedOf(ports.declared - container.ports.length, declared());
}
