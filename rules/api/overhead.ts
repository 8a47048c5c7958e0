import { checkRequirements } from '../validation/resource-list';
import { ApiRule } from './rule';

const RULE = 'api/overhead';

/**
 * What running the pod takes beside its containers. The cluster writes it, by the runtime class.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/
 */
export const overhead: ApiRule = {
  'PodSpec.overhead'({ overhead: limits }, at, pod) {
    checkRequirements(RULE, { limits }, at.field('overhead'), 'container', pod);
  },
};
