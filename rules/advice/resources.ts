import { Finding } from '../finding';
import { called, containers } from '../model/pod';

/**
 * A container that does not say what it needs. The scheduler counts it as nothing, and on a node that runs short it is the first to go.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export function resources(pod: any): Finding[] {
  if (says(pod?.spec?.resources)) {
    return [];
  }
  return containers(pod)
    .filter(({ value }) => !says(value.resources))
    .map((container) => ({
      rule: 'advice/resources',
      severity: 'advice',
      path: container.path,
      what: `${called(container)} does not say what it needs.`,
      why: 'The scheduler counts it as nothing, and a node that runs short of memory ends it first.',
      fix: 'Give it resources.requests for cpu and memory, and a limit for memory.',
    }));
}

function says(resources: any): boolean {
  return [resources?.requests, resources?.limits].some((map) => Object.keys(map ?? {}).length > 0);
}
