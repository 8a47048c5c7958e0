import { ApiRule } from '../api/rule';

const RULE = 'api-warning/grace-period';

/**
 * A time to end that is less than nothing: the server makes one second of it.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
 */
export const gracePeriod: ApiRule = {
  'PodSpec.terminationGracePeriodSeconds'({ terminationGracePeriodSeconds: seconds }, at, pod) {
    // of a pod, the server has made it one second before it looks for what to warn of
    if (seconds < 0 && pod.isTemplate) {
      const fix = 'Write a number of zero or more.';
      const what = `${seconds} is less than nothing.`;
      pod.warn(RULE, at.field('terminationGracePeriodSeconds'), what, 'It is taken for 1.', fix);
    }
  },
};
