import { Finding } from '../finding';

/**
 * A pod that nothing looks after. When its node is gone, so is the pod; a Deployment or a Job makes another one.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#using-pods
 */
export function nakedPod(object: any): Finding[] {
  return object?.apiVersion !== 'v1' || object.kind !== 'Pod' || object.metadata?.ownerReferences !== undefined
    ? []
    : [
        {
          rule: 'advice/naked-pod',
          severity: 'advice',
          path: 'kind',
          what: 'nothing looks after this pod.',
          why: 'When its node fails or is drained, the pod is gone for good.',
          fix: 'Let a workload make it: a Deployment for what serves, a Job for what ends.',
        },
      ];
}
