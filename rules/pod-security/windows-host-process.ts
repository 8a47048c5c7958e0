import { rule } from '../rule';
import { faultIf, forbidden, refusedSecurityContexts } from '../validation/offenders';

export const windowsHostProcess = rule({
  id: 'pod-security/windows-host-process',
  severity: 'error',
  summary: 'A container must not run as a process of a Windows node.',
  why: 'A HostProcess container runs on the node itself.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/',
  podSecurity: {
    level: 'baseline',
    since: 0,
    find(pod) {
      const { named, faults } = refusedSecurityContexts(pod, ({ windowsOptions }) =>
        faultIf(
          windowsOptions?.hostProcess === true,
          forbidden('windowsOptions.hostProcess', true, 'Remove `hostProcess`.'),
        ),
      );
      return {
        reason: 'hostProcess',
        detail: `${named} must not set securityContext.windowsOptions.hostProcess=true`,
        faults,
      };
    },
  },
});
