import { rule } from '../rule';

export const nakedPod = rule({
  id: 'advice/naked-pod',
  severity: 'advice',
  summary: 'A workload should control each pod.',
  why: 'If its node fails or is drained, nothing replaces the pod.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/#using-pods',
  checks: {
    Pod({ metadata }, at, context) {
      if (!context.isTemplate && metadata?.ownerReferences === undefined) {
        const fix = 'Use a workload: a Deployment for a server, a Job for a task that ends.';
        context.advise(at.field('kind'), 'no workload controls this pod.', context.why, fix);
      }
    },
  },
});
