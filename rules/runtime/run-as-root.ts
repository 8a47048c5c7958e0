import { rule } from '../rule';

export const runAsRoot = rule({
  id: 'runtime/run-as-root',
  severity: 'error',
  summary: 'A container with `runAsNonRoot: true` must not have `runAsUser: 0`.',
  details: 'The API server accepts it. The fields of a container have precedence over those of the pod.',
  why: 'The kubelet does not create such a container.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  fields: ['PodSecurityContext.runAsUser', 'SecurityContext.runAsUser'],
  check({ containers, spec: { securityContext: ofPod } }, report) {
    for (const { value, path, label } of containers) {
      const own = value.securityContext;
      const isNonRoot = own?.runAsNonRoot ?? ofPod?.runAsNonRoot;
      if (isNonRoot === true && (own?.runAsUser ?? ofPod?.runAsUser) === 0) {
        const owner = own?.runAsNonRoot === true ? 'the container' : 'the pod';
        report(
          `${own?.runAsUser === 0 ? `${path}.securityContext` : 'spec.securityContext'}.runAsUser`,
          `${label} runs as user 0, but ${owner} has \`runAsNonRoot: true\`.`,
          'Set `runAsUser` to another user, or remove `runAsNonRoot`.',
        );
      }
    }
  },
});
