import { rule } from '../rule';
import { unmaskedProcMounts } from '../validation/security-context';

export const procMountRestricted = rule({
  id: 'pod-security/proc-mount-restricted',
  severity: 'error',
  summary: 'The container runtime must mask `/proc` in every container, also in pods with `hostUsers: false`.',
  why: 'Some files of `/proc` show or change the state of the node. By default, the container runtime masks them.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#proc-access',
  podSecurity: { level: 'restricted', since: 35, replaces: 'pod-security/proc-mount', find: unmaskedProcMounts },
});
