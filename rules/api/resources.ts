import { rule } from '../rule';
import { everyContainerWith, isEphemeral } from '../validation/containers';
import { checkRequirements } from '../validation/resource-list';

export const containerResources = rule({
  id: 'api/resources',
  severity: 'error',
  summary: 'The requests and limits of a container must be valid, and a request must not exceed its limit.',
  details: 'The server sets a missing request to the limit.',
  see: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  checks: everyContainerWith('resources', ({ resources }, at, context) => {
    // the server sets defaults in the pods of a template, not in the template
    const isFilled = !context.isTemplate && !isEphemeral(at);
    checkRequirements(resources, at.field('resources'), 'container', context, isFilled);
  }),
});
