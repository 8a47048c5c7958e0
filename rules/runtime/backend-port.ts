import { nameText } from '../../util/json-text';
import { truncated } from '../../util/truncate';
import { backendsOf } from '../model/object-references';
import { namespaceOf, selectingObject, ServicePort, servicePorts } from '../model/selecting-object';
import { rule } from '../rule';

/** The name of a port that the controller of AWS reads from an annotation. */
const OF_ANNOTATION = 'use-annotation';

export const backendPort = rule({
  id: 'runtime/backend-port',
  severity: 'error',
  summary: 'The port in an Ingress or route must be a port of the Service of the same output.',
  details:
    'The rule compares Ingresses, and the `backendRefs` of the routes of the Gateway API, with the field `port` or `name` of the ports of ' +
    'the Service, not with `targetPort`. It ignores Services of the type `ExternalName`, and the port name `use-annotation`.',
  why: 'The requests fail, because the Service has no such port.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
  checkOutput(object, output, report) {
    for (const { name, namespace, port, path, portField } of backendsOf(object)) {
      const own = typeof namespace === 'string' ? namespace : namespaceOf(object);
      const service = selectingObject(output.named.find('Service', own, name));
      const ports = service === undefined || service.spec.type === 'ExternalName' ? [] : servicePorts(service);
      const isKnown = port === undefined || port === OF_ANNOTATION || ports.length === 0;
      if (!isKnown && !ports.some((one) => one.port === port || one.name === port)) {
        const isTarget = ports.some(({ targetPort }) => targetPort === port);
        const text = typeof port === 'string' ? `"${port}"` : nameText(port);
        report(
          `${path}.${portField}`,
          `the Service "${nameText(name)}" has no port ${text}.`,
          `It has ${truncated(ports, describePort)}. Use one of these ports, or add the port to the Service.`,
          isTarget ? { why: `${text} is a \`targetPort\` of it. The requests go to a \`port\`.` } : {},
        );
      }
    }
  },
});

function describePort({ port, name }: ServicePort): string {
  return name === undefined ? nameText(port) : `${nameText(port)} ("${name}")`;
}
