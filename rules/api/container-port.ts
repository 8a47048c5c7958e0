import { notPortName } from '../model/names';
import { rule } from '../rule';
import { everyContainerWith, nodePortOf } from '../validation/containers';
import { choice, firsts, form, orEmpty, range } from '../validation/fields';

const notPortNameOrEmpty = orEmpty(notPortName);
const PROTOCOLS = ['', 'SCTP', 'TCP', 'UDP'];

export const containerPort = rule({
  id: 'api/container-port',
  severity: 'error',
  summary: 'Each port of a container must have a valid number and protocol; a name must be unique.',
  see: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
  checks: {
    ...everyContainerWith('ports', ({ ports }, at, context) => {
      if (ports.length < 2) {
        return;
      }
      firsts(ports, ({ name }) => name).forEach((first, i) => {
        const { name } = ports[i];
        // the server does not compare invalid names
        if (name && first < i && notPortName(name) === undefined) {
          const list = at.field('ports');
          const what = `"${name}" is already the name of ${list.item(first)}.`;
          const why = 'Probes and Services find a port by its name.';
          context.duplicate(list.item(i).field('name'), what, why, 'Rename one of the two ports.');
        }
      });
    }),

    ContainerPort(port, at, context) {
      form(port, at, context, 'name', notPortNameOrEmpty, 'port name');
      if (port.containerPort) {
        range(port, at, context, 'containerPort', 1, 65535);
      } else {
        const fix = 'Set it to the port that the program listens on.';
        context.required(at.field('containerPort'), '`containerPort` is not set.', 'A port requires a number.', fix);
      }
      const hostPort = nodePortOf(port, at, context);
      if (hostPort !== 0) {
        range({ hostPort }, at, context, 'hostPort', 1, 65535);
      }
      choice(port, at, context, 'protocol', PROTOCOLS);
    },
  },
});
