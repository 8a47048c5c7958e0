import { added } from './capabilities-baseline';
import { Check, WINDOWS } from './check';

/**
 * Each container says that its processes gain no privileges beyond those they start with, as a set-user-ID program would have them
 * do. Silence does not do: without the field, Kubernetes allows it.
 *
 * Restricted, from 1.8 on, which has the field; from 1.25 on not for Windows.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export const allowPrivilegeEscalation: Check = {
  id: 'allow-privilege-escalation',
  level: 'restricted',
  since: 8,
  exempts: WINDOWS,
  fills: {
    field: 'allowPrivilegeEscalation',
    value: false,
    unless: (container) => container.securityContext?.privileged === true || added(container).includes('SYS_ADMIN'),
  },
  why: 'Unless this is false, a process can gain more privileges than it was started with.',
  find(pod) {
    const bad = pod.containersWhere((container) => container.securityContext?.allowPrivilegeEscalation !== false);
    return (
      bad && {
        reason: 'allowPrivilegeEscalation != false',
        detail: `${bad.named} must set securityContext.allowPrivilegeEscalation=false`,
        faults: bad.faults(({ securityContext }, path) => [
          {
            path: `${path}.securityContext.allowPrivilegeEscalation`,
            what: securityContext?.allowPrivilegeEscalation === true ? 'it is true.' : 'it is not set.',
            fix: 'Set it to false.',
          },
        ]),
      }
    );
  },
};
