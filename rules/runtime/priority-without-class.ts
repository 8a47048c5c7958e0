import { rule } from '../rule';

export const priorityWithoutClass = rule({
  id: 'runtime/priority-without-class',
  severity: 'warning',
  summary: 'A pod with a priority should name its priority class.',
  why: 'The cluster copies the priority from the priority class. Without a class, it refuses every priority but the default.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  fields: ['PodSpec.priority'],
  check({ spec: { priority, priorityClassName } }, report) {
    if (priority !== undefined && priority !== 0 && !priorityClassName) {
      report(
        'spec.priority',
        `the pod has the priority ${priority}, and no priority class.`,
        'Set `priorityClassName` to the class that has this priority, and remove `priority`.',
      );
    }
  },
});
