import { everyPodWith } from '../validation/every-object';

const RULE = 'api/generation';

/**
 * How often the pod was changed. The server counts; a manifest says nothing of it.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
export const generation = everyPodWith('generation', ({ generation: own }, at, pod) => {
  // since 1.33, the server counts for pods, too, and forgets what it is told
  if (own < 0 && pod.minor < 33 && !pod.isTemplate) {
    pod.invalid(RULE, at.field('generation'), `${own} is less than nothing.`, 'The server counts.', 'Leave it out.');
  }
});
