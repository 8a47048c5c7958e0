import { notQualifiedName } from '../model/names';
import { ApiRule } from './rule';

const RULE = 'api/gates';

/**
 * What has to be so before a pod is scheduled, and before it counts as ready.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate
 */
export const gates: ApiRule = {
  PodReadinessGate({ conditionType = '' }, at, pod) {
    const why = notQualifiedName(conditionType);
    if (why !== undefined) {
      const what = `"${conditionType}" cannot be a condition.`;
      pod.invalid(RULE, at.field('conditionType'), what, why, 'Such as example.com/ready.');
    }
  },

  'PodSpec.schedulingGates'({ schedulingGates: all, nodeName }, at, pod) {
    const names = new Set<string>();
    for (let i = 0; i < all.length; i++) {
      const { name = '' } = all[i];
      const why = notQualifiedName(name);
      const place = () => at.field('schedulingGates').item(i);
      if (why !== undefined) {
        pod.invalid(RULE, place(), `"${name}" cannot be the name of a gate.`, why, 'Such as example.com/gate.');
      }
      if (names.has(name)) {
        pod.duplicate(RULE, place(), `"${name}" is there already.`, 'A gate is opened once.', 'Leave one out.');
      }
      names.add(name);
    }
    if (all.length > 0 && nodeName && !pod.isTemplate) {
      const why = 'A pod with scheduling gates waits to be scheduled, and this one is on a node already.';
      const fix = 'Leave out nodeName, or the gates.';
      pod.forbidden(RULE, at.field('nodeName'), 'there are scheduling gates.', why, fix);
    }
  },
};
