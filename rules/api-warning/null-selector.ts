import { LabelSelector } from '../../kubernetes/decoded';
import { rule, StructCheck } from '../rule';

const checkSelector: StructCheck<{ readonly labelSelector?: LabelSelector }> = ({ labelSelector }, at, context) => {
  if (labelSelector === undefined && context.minor >= 29) {
    const fix = 'Add `labelSelector`; the selector {} matches every pod.';
    context.warn(at.field('labelSelector'), 'the labelSelector is missing.', context.why, fix);
  }
};

export const nullSelector = rule({
  id: 'api-warning/null-selector',
  severity: 'warning',
  summary: 'Pod affinity terms and topology spread constraints should have a `labelSelector`.',
  why: 'Without a labelSelector, no pod matches.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  checks: { PodAffinityTerm: checkSelector, TopologySpreadConstraint: checkSelector },
});
