import { Finding } from '../finding';
import { isObject } from '../model/pod';

/**
 * An overhead in a pod without a runtime class. What running a pod takes is for its runtime class to say; a cluster admits no pod that
 * says it itself.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/
 */
const OVERHEAD = 'runtime/overhead-without-class';

/**
 * A priority in a pod without a priority class. The number is for the class to say; a cluster admits no other than that of its default
 * class, which is 0 where it has none.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
const PRIORITY = 'runtime/priority-without-class';

/** What the admission plugins that every cluster has by default refuse in a pod, whatever else is in the cluster. */
export function neverAdmitted(pod: any): Finding[] {
  const found: Finding[] = [];
  const { overhead, runtimeClassName, priority, priorityClassName } = pod?.spec ?? {};
  if (isObject(overhead) && Object.keys(overhead).length > 0 && !runtimeClassName) {
    found.push({
      rule: OVERHEAD,
      severity: 'error',
      path: 'spec.overhead',
      what: 'the pod says what running it takes, and has no runtime class.',
      why: 'It is written into the pod by its runtime class; a cluster admits no pod that says it itself.',
      fix: 'Leave it out, or name the runtimeClassName that says the same.',
    });
  }
  if (typeof priority === 'number' && priority !== 0 && !priorityClassName) {
    found.push({
      rule: PRIORITY,
      severity: 'warning',
      path: 'spec.priority',
      what: `${priority} is the priority of no class that the pod names.`,
      why: 'It is written into the pod by its priority class; a cluster admits no other than that of its default class.',
      fix: 'Name the priorityClassName instead.',
    });
  }
  return found;
}
