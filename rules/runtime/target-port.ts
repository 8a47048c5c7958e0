import { fieldsOf, itemsIn, PlainObject } from '../../util/plain-object';
import { portOf, SelectingObject, selectingObject, servicePorts } from '../model/selecting-object';
import { rule } from '../rule';
import { nameText } from '../../util/json-text';

export const targetPort = rule({
  id: 'runtime/target-port',
  severity: 'warning',
  summary: 'A port of a Service or NetworkPolicy should be a port of one of the selected pods.',
  details:
    'If it is a name, a container must have a port of that name. If it is a number, a container may listen without a declaration. So the rule reports a number only if all containers declare their ports, none has the number in another field, no Service uses one of the declared ports, and no ConfigMap or Secret of the output has the number.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  checkOutput(object, output, report) {
    const selecting = selectingObject(object);
    const wanted = selecting === undefined ? [] : wantedBy(selecting);
    const pods = selecting === undefined || wanted.length === 0 ? [] : output.selected(selecting);
    for (const { port, protocol, path } of pods.length === 0 ? [] : wanted) {
      if (output.lack(pods, port, protocol)) {
        const others = pods.length > 1 ? ` and ${pods.length - 1} more` : '';
        report(
          path,
          `no container of the selected pods has the port ${typeof port === 'string' ? `"${port}"` : port}/${protocol}.`,
          'Use a port of the pods, or add the port to the `ports` of the container that listens there.',
          { why: `It selects ${pods[0].label}${others}, whose containers do not declare it.` },
        );
      }
    }
  },
});

/** A port that the selected pods need. */
interface WantedPort {
  readonly port: string | number;
  readonly protocol: string;
  readonly path: string;
}

function wantedBy(selecting: SelectingObject): WantedPort[] {
  switch (selecting.kind) {
    case 'Service':
      return ofService(selecting);
    case 'NetworkPolicy':
      return itemsIn(selecting.spec.ingress).flatMap((ingress, i) =>
        itemsIn(fieldsOf(ingress).ports).flatMap((port, j) =>
          ofPolicy(fieldsOf(port), `spec.ingress[${i}].ports[${j}].port`),
        ),
      );
    default:
      return [];
  }
}

function ofService(service: SelectingObject): WantedPort[] {
  return servicePorts(service).flatMap(({ targetPort: port, protocol, field }, i) => {
    // a headless Service does not translate numbers
    const isIgnored = port === undefined || (service.spec.clusterIP === 'None' && typeof port === 'number');
    return isIgnored ? [] : [{ port, protocol, path: `spec.ports[${i}].${field}` }];
  });
}

function ofPolicy({ port: written, endPort, protocol = 'TCP' }: PlainObject, path: string): WantedPort[] {
  const port = portOf(written);
  return port === undefined || endPort !== undefined ? [] : [{ port, protocol: nameText(protocol), path }];
}
