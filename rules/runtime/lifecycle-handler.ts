import { Finding } from '../finding';
import { containers } from '../model/pod';

/**
 * A lifecycle hook that opens a TCP connection. The field is there for old manifests only: such a hook always fails, and a container
 * whose postStart hook fails is killed.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#lifecycle-1
 */
export function lifecycleHandler(pod: any): Finding[] {
  const found: Finding[] = [];
  for (const container of containers(pod)) {
    for (const hook of container.value.lifecycle ? ['postStart', 'preStop'] : []) {
      if (container.value.lifecycle[hook]?.tcpSocket) {
        found.push({
          rule: 'runtime/lifecycle-handler',
          severity: 'error',
          path: `${container.path}.lifecycle.${hook}.tcpSocket`,
          what: 'no hook can open a TCP connection.',
          why:
            hook === 'postStart'
              ? 'It always fails, and the container is killed for it.'
              : 'It always fails, so that the container is stopped without it.',
          fix: 'Use exec, httpGet or sleep.',
        });
      }
    }
  }
  return found;
}
