import { ServicePort, ServiceSpec } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notDnsLabel, notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { choice, firsts, form, range } from '../validation/fields';
import { checkPort, isPortNumber, PROTOCOLS } from '../validation/port';
import { isHeadless, typeOf } from './service';

const KUBELET_PORT = 10250;

/** The ports of nodes that a server gives to Services by default. */
const NODE_PORTS: readonly [least: number, most: number] = [30000, 32767];

export const servicePort = rule({
  id: 'api/service-port',
  severity: 'error',
  summary: 'Each port of a Service must have a valid number; of several ports, each must have a unique name.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services',
  checks: {
    Service(object, objectAt, context) {
      const { spec = {} } = object;
      const { ports = [] } = spec;
      const at = objectAt.field('spec').field('ports');
      const type = typeOf(spec);
      if (ports.length === 0 && !isHeadless(object) && type !== 'ExternalName') {
        context.required(at, 'the Service has no port.', 'Only a headless Service needs none.', 'Add a port.');
      }
      ports.forEach((port, i) => checkServicePort(port, at.item(i), ports.length > 1, context));
      checkUnique(ports, at, context);
      ports.forEach((port, i) => {
        if (port.port === KUBELET_PORT && type === 'LoadBalancer' && context.minor < 33) {
          const why = 'The kubelet of each node listens on it.';
          context.invalid(at.item(i), `a load balancer cannot have port ${KUBELET_PORT}.`, why, 'Use another port.');
        }
        if (port.nodePort) {
          checkNodePort(port, spec, at.item(i), context);
        }
      });
    },
  },
});

function checkServicePort(port: ServicePort, at: FieldPath, isNameNeeded: boolean, context: ValidationContext): void {
  const { name = '', targetPort } = port;
  if (name !== '') {
    form(port, at, context, 'name', notDnsLabel, 'port name');
  } else if (isNameNeeded) {
    context.required(at.field('name'), 'the port has no name.', 'A Service has several ports.', 'Set `name`.');
  }
  range({ port: port.port ?? 0 }, at, context, 'port', 1, 65535);
  choice(port, at, context, 'protocol', ['', ...PROTOCOLS]);
  if (targetPort !== undefined && targetPort !== 0 && targetPort !== '') {
    checkPort(targetPort, at.field('targetPort'), context);
  } else if (!isPortNumber(port.port ?? 0)) {
    const what = `\`targetPort\` is ${port.port ?? 0}, too.`;
    context.invalid(at.field('targetPort'), what, 'Its default is the value of `port`.', 'Correct `port`.');
  }
  form(port, at, context, 'appProtocol', notQualifiedName);
}

/** Reports ports with the same name, the same number, or the same port of the node. */
function checkUnique(ports: readonly ServicePort[], at: FieldPath, context: ValidationContext): void {
  const numberOf = ({ port = 0, protocol }: ServicePort): string => `${port}/${protocol || 'TCP'}`;
  const names = firsts(ports, ({ name }) => name);
  const numbers = firsts(ports, numberOf);
  const nodePorts = firsts(ports, ({ nodePort, protocol }) => numberOf({ port: nodePort, protocol }));
  ports.forEach((port, i) => {
    const { name = '', nodePort = 0 } = port;
    if (name !== '' && names[i] < i) {
      const what = `"${name}" is already the name of ${String(at.item(names[i]))}.`;
      context.duplicate(
        at.item(i).field('name'),
        what,
        'Ingresses find a port by its name.',
        'Rename one of the ports.',
      );
    }
    if (numbers[i] < i) {
      const why = 'A Service accepts traffic at each port once.';
      context.duplicate(
        at.item(i),
        `${numberOf(port)} is already ${String(at.item(numbers[i]))}.`,
        why,
        'Use another port.',
      );
    }
    if (nodePort !== 0 && nodePorts[i] < i) {
      const what = `${nodePort} is already the \`nodePort\` of ${String(at.item(nodePorts[i]))}.`;
      const fix = 'Use another `nodePort`, or remove it.';
      context.duplicate(at.item(i).field('nodePort'), what, 'A node has each port once.', fix);
    }
  });
}

function checkNodePort(
  { nodePort = 0 }: ServicePort,
  spec: ServiceSpec,
  at: FieldPath,
  context: ValidationContext,
): void {
  const [least, most] = NODE_PORTS;
  const type = typeOf(spec);
  // the server does not take the port from its range
  const isFree = spec.allocateLoadBalancerNodePorts === false && type === 'LoadBalancer';
  if (type === 'ClusterIP') {
    const why = 'A Service of type ClusterIP has no port on nodes.';
    const fix = 'Set `type` to NodePort, or remove `nodePort`.';
    context.forbidden(at.field('nodePort'), `\`nodePort\` is ${nodePort}.`, why, fix);
  } else if (!isFree && type !== 'ExternalName' && (nodePort < least || nodePort > most)) {
    const why = `By default, the server gives ports from ${least} to ${most} to Services.`;
    const fix = 'Use a port in this range, or remove `nodePort`.';
    context.invalid(at.field('nodePort'), `${nodePort} is out of range.`, why, fix);
  }
}
