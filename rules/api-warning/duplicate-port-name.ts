import { forEachContainer, hasTwoPorts } from '../validation/containers';
import { Place } from '../model/field-path';
import { ApiRule } from '../api/rule';

const RULE = 'api-warning/duplicate-port-name';

/**
 * A name that two ports of a pod have. A Service that asks for it gets the first one.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
 */
export const duplicatePortName: ApiRule = {
  PodSpec(spec, at, pod) {
    if (pod.minor < 31 || !hasTwoPorts(spec)) {
      return;
    }
    const owners = new Map<string, Place>();
    forEachContainer(spec, at, ({ ports = [] }, place) => {
      for (let i = 0; i < ports.length; i++) {
        const { name } = ports[i];
        const own = place.field('ports').item(i);
        const owner = owners.get(name);
        if (owner !== undefined) {
          const why = `Services and probes that ask for it get ${owner}.`;
          pod.warn(RULE, own, `"${name}" is already the name of ${owner}.`, why, 'Rename one of the two.');
        } else if (name) {
          owners.set(name, own);
        }
      }
    });
  },
};
