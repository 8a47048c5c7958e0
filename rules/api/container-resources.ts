import { everyContainerWith } from '../validation/containers';
import { checkRequirements } from '../validation/resource-list';

const RULE = 'api/resources';

/**
 * What a container asks for, and what it is held to. A request that is not there is as high as the limit.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export const containerResources = everyContainerWith('resources', ({ resources }, at, pod) => {
  // of templates, the requests of their pods are filled up
  const isFilled = !pod.isTemplate && at.above!.step !== 'ephemeralContainers';
  checkRequirements(RULE, resources, at.field('resources'), 'container', pod, isFilled);
});
