import { rule } from '../rule';

export const gracePeriod = rule({
  id: 'api-warning/grace-period',
  severity: 'warning',
  summary: 'The grace period of a pod template should not be negative.',
  why: 'The API server changes a negative grace period to 1 second.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  checks: {
    'PodSpec.terminationGracePeriodSeconds'({ terminationGracePeriodSeconds: seconds }, at, context) {
      // the API server changes the grace period of a pod before it looks for warnings
      if (seconds < 0 && context.isTemplate) {
        const fix = 'Set `terminationGracePeriodSeconds` to 0 or more.';
        context.warn(at.field('terminationGracePeriodSeconds'), `${seconds} is negative.`, context.why, fix);
      }
    },
  },
});
