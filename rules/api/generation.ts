import { ApiRule } from './rule';

const RULE = 'api/generation';

/**
 * How often the pod was changed. The server counts; a manifest says nothing of it.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/
 */
export const generation: ApiRule = {
  Pod({ metadata }, at, pod) {
    // since 1.33, the server counts for pods, too, and forgets what it is told
    if (metadata?.generation < 0 && pod.minor < 33 && !pod.isTemplate) {
      const what = `${metadata.generation} is less than nothing.`;
      pod.invalid(RULE, at.field('metadata').field('generation'), what, 'The server counts.', 'Leave it out.');
    }
  },
};
