import { range } from './fields';
import { ApiRule } from './rule';

const RULE = 'api/pod-lifetime';

/**
 * How long a pod may run, and how long it may take to end.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
 */
export const podLifetime: ApiRule = {
  PodSpec(spec, at, pod) {
    range(RULE, spec, at, pod, 'activeDeadlineSeconds', 1, 2147483647);
    if (spec.terminationGracePeriodSeconds < 0 && pod.isTemplate) {
      const why = 'The API server makes 1 of it.';
      const place = at.field('terminationGracePeriodSeconds');
      pod.warn('api-warning/pod-lifetime', place, 'it is less than no time.', why, 'Write 0 or more.');
    }
  },
};
