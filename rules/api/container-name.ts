import { FieldPath } from '../model/field-path';
import { notDnsLabel } from '../model/names';
import { rule } from '../rule';
import { needForm } from '../validation/fields';

const LISTS = ['containers', 'initContainers', 'ephemeralContainers'] as const;

export const containerName = rule({
  id: 'api/container-name',
  severity: 'error',
  summary: 'A pod must have at least one container, and each container must have a unique name.',
  details: 'Init containers and ephemeral containers share the names with the other containers.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/',
  checks: {
    PodSpec(spec, at, context) {
      if (!spec.containers?.length) {
        const why = 'A pod requires at least one container.';
        context.required(at.field('containers'), 'the pod has no container.', why, 'Add a container.');
      }
      // the only container of a pod needs no map
      const isAlone = spec.containers?.length === 1 && !spec.initContainers && !spec.ephemeralContainers;
      const owners = isAlone ? undefined : new Map<string, FieldPath>();
      for (const list of LISTS) {
        spec[list]?.forEach((container, i) => {
          const { name = '' } = container;
          const place = at.field(list).item(i);
          const owner = owners?.get(name);
          needForm(container, place, context, 'name', notDnsLabel, 'container name');
          if (owner === undefined) {
            owners?.set(name, place);
            // the server does not compare init containers without a name
          } else if (name !== '' || list !== 'initContainers' || owner.above!.step !== list) {
            const what = `"${name}" is already the name of ${owner}.`;
            const why = 'Each container of a pod requires a unique name.';
            context.duplicate(place.field('name'), what, why, 'Rename one of the two containers.');
          }
        });
      }
    },
  },
});
