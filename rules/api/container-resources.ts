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
    const isFilled = !pod.isTemplate && at.above!.step !== 'ephemeralContainers';
    checkRequirements(RULE, isFilled ? filled(resources) : resources, at.field('resources'), 'container', pod);
  }
});

/** The requests of a pod's containers are filled up with the limits. Of templates, those of their pods are. */
function filled(resources: any): any {
  const { limits, requests } = resources;
  return limits === undefined
    ? resources
    : { limits, requests: requests === undefined ? limits : { ...limits, ...requests } };
}
