import { USER_NAMESPACE } from '../pod-security-check';
import { rule } from '../rule';
import { unmaskedProcMounts } from '../validation/security-context';

export const procMount = rule({
  id: 'pod-security/proc-mount',
  severity: 'error',
  summary: 'The container runtime must mask `/proc` in every container.',
  why: 'Some files of `/proc` show or change the state of the node. By default, the container runtime masks them.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#proc-access',
  podSecurity: { level: 'baseline', since: 0, exempts: USER_NAMESPACE, find: unmaskedProcMounts },
});
