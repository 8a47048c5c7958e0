import { USER_NAMESPACE } from '../pod-security-check';
import { rule } from '../rule';
import { faultIf, forbidden, refusedSecurityContexts } from '../validation/offenders';

export const runAsUser = rule({
  id: 'pod-security/run-as-user',
  severity: 'error',
  summary: 'A container must not run as user 0, which is root.',
  why: 'A process that runs as root and escapes from its container is root on the node.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  podSecurity: {
    level: 'restricted',
    since: 23,
    exempts: USER_NAMESPACE,
    find(pod) {
      const { named, faults } = refusedSecurityContexts(pod, ({ runAsUser: user }) =>
        faultIf(user === 0, forbidden('runAsUser', 0, 'Set `runAsUser` to another user, or remove it.')),
      );
      return { reason: 'runAsUser=0', detail: `${named} must not set runAsUser=0`, faults };
    },
  },
});
