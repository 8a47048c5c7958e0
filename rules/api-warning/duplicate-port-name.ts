import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { forEachContainer, hasSeveralPorts } from '../validation/containers';

export const duplicatePortName = rule({
  id: 'api-warning/duplicate-port-name',
  severity: 'warning',
  summary: 'Two ports of a pod should not have the same name.',
  details: 'A Service that refers to the name gets the first port.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  checks: {
    PodSpec(spec, at, context) {
      if (context.minor < 33 || !hasSeveralPorts(spec)) {
        return;
      }
      const named = new Map<string, FieldPath>();
      forEachContainer(spec, at, ({ ports = [] }, container) => {
        ports.forEach(({ name = '' }, i) => {
          const port = container.field('ports').item(i);
          const first = named.get(name);
          if (first !== undefined) {
            const why = `Services and probes that refer to the name get ${first}.`;
            context.warn(port, `"${name}" is already the name of ${first}.`, why, 'Rename one of the ports.');
          } else if (name !== '') {
            named.set(name, port);
          }
        });
      });
    },
  },
});
