import { choice } from '../validation/fields';
import { ApiRule } from './rule';

const RULE = 'api/pod-priority';

/**
 * Whether a pod that is more important drives others away.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#non-preempting-priority-class
 */
export const podPriority: ApiRule = {
  'PodSpec.preemptionPolicy'(spec, at, pod) {
    if (spec.preemptionPolicy === '') {
      const place = at.field('preemptionPolicy');
      pod.required(RULE, place, 'it is empty.', 'It is "PreemptLowerPriority" or "Never".', 'Leave it out.');
    } else {
      choice(RULE, spec, at, pod, 'preemptionPolicy', ['PreemptLowerPriority', 'Never']);
    }
  },
};
