import { WINDOWS } from '../pod-security-check';
import { rule } from '../rule';
import { faultIf, refusedContainers } from '../validation/offenders';

export const allowPrivilegeEscalation = rule({
  id: 'pod-security/allow-privilege-escalation',
  severity: 'error',
  summary: 'Every container must set `allowPrivilegeEscalation` to false.',
  details: 'Without the field, Kubernetes allows privilege escalation, for example by a set-user-ID program.',
  why: 'Unless the field is false, a process can gain more privileges than its parent has.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  podSecurity: {
    level: 'restricted',
    since: 8,
    exempts: WINDOWS,
    fills: {
      field: 'allowPrivilegeEscalation',
      value: false,
      unless: ({ securityContext: { privileged, capabilities } = {} }) =>
        privileged === true || capabilities?.add?.includes('SYS_ADMIN') === true,
    },
    find(pod) {
      const { named, faults } = refusedContainers(pod, ({ securityContext }) =>
        faultIf(securityContext?.allowPrivilegeEscalation !== false, {
          path: 'securityContext.allowPrivilegeEscalation',
          what: securityContext?.allowPrivilegeEscalation ? 'true is not allowed.' : 'the field is missing.',
          fix: 'Set `allowPrivilegeEscalation` to false.',
        }),
      );
      return {
        reason: 'allowPrivilegeEscalation != false',
        detail: `${named} must set securityContext.allowPrivilegeEscalation=false`,
        faults,
      };
    },
  },
});
