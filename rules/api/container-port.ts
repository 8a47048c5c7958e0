import { everyContainerWith } from '../validation/containers';
import { firsts } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { notPortName } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/container-port';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/**
 * Numbers, names and protocols of ports.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports
 */
export const containerPort: ApiRule = {
  ...everyContainerWith('ports', ({ ports }, at, pod) => {
    const first = ports.length > 1 ? firsts(ports, ({ name }) => name) : [];
    for (let i = 1; i < ports.length; i++) {
      const { name } = ports[i];
      // a name that is none is said to be so, and takes no place
      if (name && first[i] < i && notPortName(name) === undefined) {
        const place = at.field('ports').item(i).field('name');
        const what = `"${name}" is already the name of ${at.field('ports').item(first[i])}.`;
        pod.duplicate(RULE, place, what, 'Probes and Services find a port by its name.', 'Rename one of the two.');
      }
    }
  }),

  ContainerPort({ name, containerPort: port, hostPort, protocol = 'TCP' }, at, pod) {
    if (name && notPortName(name) !== undefined) {
      const what = `"${name}" is not a name that a port can have.`;
      pod.invalid(RULE, at.field('name'), what, notPortName(name)!, 'Rename it.');
    }
    if (!port) {
      const what = port === undefined ? 'the port has no number.' : '0 is not a port.';
      pod.required(RULE, at.field('containerPort'), what, RANGE, FIX);
    } else if (!isPort(port)) {
      pod.invalid(RULE, at.field('containerPort'), `${port} is not a port.`, RANGE, FIX);
    }
    // with the network of the node, the port of the container is the node's as well
    const own = hostPort || (isShared(at, pod) ? port : 0);
    if (own && !isPort(own)) {
      pod.invalid(RULE, at.field('hostPort'), `${own} is not a port.`, RANGE, 'Give one of the node that is free.');
    }
    if (protocol !== '' && !PROTOCOLS.includes(protocol)) {
      pod.notSupported(RULE, at.field('protocol'), protocol, PROTOCOLS);
    }
  },
};

const RANGE = 'A port is a whole number from 1 to 65535.';
const FIX = 'Give the one that the program listens on.';

function isPort(port: number): boolean {
  return port >= 1 && port <= 65535;
}

function isShared(at: Place, pod: Inspection): boolean {
  const list = at.above!.above!.above!.step;
  return pod.hasHostPorts && list !== 'ephemeralContainers';
}
