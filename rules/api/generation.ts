import { rule } from '../rule';
import { everyPodWith } from '../validation/every-object';

export const generation = rule({
  id: 'api/generation',
  severity: 'error',
  summary: 'The `generation` of a pod must not be negative.',
  details: 'The server sets it; a manifest does not need it.',
  see: 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/',
  checks: everyPodWith('generation', ({ generation: value }, at, context) => {
    // since 1.33, the server overwrites it
    if (value < 0 && context.minor < 33 && !context.isTemplate) {
      context.invalid(at.field('generation'), `${value} is negative.`, 'The server sets it.', 'Remove `generation`.');
    }
  }),
});
