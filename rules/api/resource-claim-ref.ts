import { rule } from '../rule';
import { everyContainerWith } from '../validation/containers';
import { checkClaims } from '../validation/resource-claims';

export const resourceClaimRef = rule({
  id: 'api/resource-claim-ref',
  severity: 'error',
  summary: 'A container can use only claims of its pod, and each of them only once.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
  checks: everyContainerWith('resources', ({ resources: { claims } }, at, context) => {
    if (claims !== undefined) {
      checkClaims(claims, at.field('resources').field('claims'), context);
    }
  }),
});
