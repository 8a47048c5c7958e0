import { everyContainer } from './containers';
import { checkRequirements } from './resource-list';

const RULE = 'api/resources';

/**
 * What a container asks for, and what it is held to. A request that is not there is as high as the limit.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export const containerResources = everyContainer(({ resources }, at, pod) => {
  if (resources !== undefined) {
    checkRequirements(RULE, effective(resources, pod.isTemplate), at.field('resources'), 'container', pod);
  }
});

/** The requests are filled up with the limits, but for templates: of these, the pods are. */
function effective(resources: any, isTemplate: boolean): any {
  const { limits, requests } = resources;
  return limits === undefined || isTemplate
    ? resources
    : { limits, requests: requests === undefined ? limits : { ...limits, ...requests } };
}
