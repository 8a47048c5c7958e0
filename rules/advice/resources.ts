import { ResourceRequirements } from '../../kubernetes/decoded';
import { rule } from '../rule';

export const resources = rule({
  id: 'advice/resources',
  severity: 'advice',
  summary: 'A container should have resource requests.',
  why: 'The scheduler counts its requests as 0, and a node that runs out of memory kills it first.',
  see: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  fields: ['Container'],
  check({ containers, spec }, report) {
    for (const { value, path, label } of hasAmounts(spec.resources) ? [] : containers) {
      if (!hasAmounts(value.resources)) {
        report(
          path,
          `${label} has no resource requests.`,
          'Add `resources.requests` for cpu and memory, and a limit for memory.',
        );
      }
    }
  },
});

function hasAmounts({ requests, limits }: ResourceRequirements = {}): boolean {
  return Object.keys({ ...requests, ...limits }).length > 0;
}
