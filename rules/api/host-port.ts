import { everyPodThatHas } from '../validation/every-object';
import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';

const RULE = 'api/host-port';

/**
 * A port of the node can be given to one container only. With the host's network, a container's port is the node's.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/overview/#services
 */
export const hostPort = everyPodThatHas(['PodSpec.hostNetwork', 'ContainerPort.hostPort'], (pod) => {
  const { spec, specAt: at } = pod;
  check(spec.containers, at.field('containers'), pod);
  if (spec.hostNetwork === true) {
    checkSame(spec.containers ?? [], at, pod);
  }
  // init containers run one after the other
  for (const container of spec.initContainers ?? []) {
    if (container.ports !== undefined) {
      check([container], at.field('initContainers'), pod);
    }
  }
});

function check(containers: any[] | undefined, at: Place, pod: Inspection): void {
  let owners: Map<string, Place> | undefined;
  for (let i = 0; i < (containers?.length ?? 0); i++) {
    const ports = containers![i].ports ?? [];
    for (let j = 0; j < ports.length; j++) {
      const { hostPort: port, hostIP = '', protocol } = ports[j];
      const own = port || (pod.hasHostPorts ? ports[j].containerPort : 0);
      if (!own) {
        continue;
      }
      owners ??= new Map();
      const key = `${protocol || 'TCP'}/${hostIP}/${own}`;
      const place = at.item(i).field('ports').item(j);
      const owner = owners.get(key);
      if (owner !== undefined) {
        const what = `${own}/${protocol || 'TCP'} of the node is already taken by ${owner}.`;
        const fix = 'Take another port, or leave hostPort out: a Service reaches the pod without it.';
        pod.duplicate(RULE, place.field('hostPort'), what, 'A port of the node can be bound once.', fix);
      } else {
        owners.set(key, place);
      }
    }
  }
}

/** With the node's network, a port of the container is one of the node, and no other. */
function checkSame(containers: any[], at: Place, pod: Inspection): void {
  containers.forEach(({ ports = [] }, i) => {
    ports.forEach(({ containerPort = 0, hostPort = 0 }, j: number) => {
      if (hostPort !== containerPort && hostPort !== 0) {
        const place = at.field('containers').item(i).field('ports').item(j);
        const field = pod.minor >= 28 ? 'hostPort' : 'containerPort';
        const what = `${containerPort} is to be ${hostPort} of the node.`;
        pod.invalid(RULE, place.field(field), what, 'The pod has the network of the node.', 'Leave hostPort out.');
      }
    });
  });
}
