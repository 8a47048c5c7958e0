import { range } from '../validation/fields';
import { ApiRule } from './rule';

const RULE = 'api/pod-lifetime';

/**
 * How long a pod may run.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#lifetime
 */
export const podLifetime: ApiRule = {
  'PodSpec.activeDeadlineSeconds'(spec, at, pod) {
    range(RULE, spec, at, pod, 'activeDeadlineSeconds', 1, 2147483647);
  },
};
