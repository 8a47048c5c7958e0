import { rule } from '../rule';
import { range } from '../validation/fields';

export const podLifetime = rule({
  id: 'api/pod-lifetime',
  severity: 'error',
  summary: 'The `activeDeadlineSeconds` of a pod must be at least 1.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#lifetime',
  checks: {
    'PodSpec.activeDeadlineSeconds'(spec, at, context) {
      range(spec, at, context, 'activeDeadlineSeconds', 1, 2147483647);
    },
  },
});
