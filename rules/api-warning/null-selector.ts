import { ApiRule, Check } from '../api/rule';

const check: Check = ({ labelSelector }, at, pod) => {
  if (labelSelector === undefined && pod.minor >= 30) {
    const why = 'Without a labelSelector, it is about no pod at all; {} would be all.';
    pod.warn('api-warning/null-selector', at.field('labelSelector'), 'there is none.', why, 'Add labelSelector.');
  }
};

/**
 * Affinity and spreading are about pods that a selector selects.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
 */
export const nullSelector: ApiRule = { PodAffinityTerm: check, TopologySpreadConstraint: check };
