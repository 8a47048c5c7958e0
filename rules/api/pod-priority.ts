import { rule } from '../rule';
import { needChoice } from '../validation/fields';

export const podPriority = rule({
  id: 'api/pod-priority',
  severity: 'error',
  summary: 'The `preemptionPolicy` of a pod must be PreemptLowerPriority or Never.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#non-preempting-priority-class',
  checks: {
    'PodSpec.preemptionPolicy'(spec, at, context) {
      needChoice(spec, at, context, 'preemptionPolicy', ['PreemptLowerPriority', 'Never']);
    },
  },
});
