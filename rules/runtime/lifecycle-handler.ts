import { rule } from '../rule';

export const lifecycleHandler = rule({
  id: 'runtime/lifecycle-handler',
  severity: 'error',
  summary: 'A lifecycle hook must not open a TCP connection.',
  details: 'Kubernetes keeps the field only for old manifests. Such a hook always fails.',
  see: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#lifecycle-1',
  fields: ['LifecycleHandler.tcpSocket'],
  check({ containers }, report) {
    for (const { value, path } of containers) {
      for (const hook of ['postStart', 'preStop'] as const) {
        if (value.lifecycle?.[hook]?.tcpSocket !== undefined) {
          report(
            `${path}.lifecycle.${hook}.tcpSocket`,
            'a hook cannot open a TCP connection.',
            'Use `exec`, `httpGet` or `sleep`.',
            {
              why:
                hook === 'postStart'
                  ? 'It always fails, and then the kubelet kills the container.'
                  : 'It always fails, so the container stops without it.',
            },
          );
        }
      }
    }
  },
});
