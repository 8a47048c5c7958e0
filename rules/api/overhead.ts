import { rule } from '../rule';
import { checkRequirements } from '../validation/resource-list';

export const overhead = rule({
  id: 'api/overhead',
  severity: 'error',
  summary: 'The `overhead` of a pod must have valid names and amounts of resources.',
  details: 'The cluster copies it from the runtime class.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/',
  checks: {
    'PodSpec.overhead'({ overhead: limits }, at, context) {
      checkRequirements({ limits }, at.field('overhead'), 'container', context);
    },
  },
});
