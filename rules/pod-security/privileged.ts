import { rule } from '../rule';
import { faultIf, forbidden, refusedContainers } from '../validation/offenders';

const FIX = 'Remove `privileged`, and add the capabilities that the program requires.';

export const privileged = rule({
  id: 'pod-security/privileged',
  severity: 'error',
  summary: 'A container must not be privileged.',
  why: 'A privileged container can do everything that a process of the node can do.',
  see: 'https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/#privileged-containers',
  podSecurity: {
    level: 'baseline',
    since: 0,
    find(pod) {
      const { named, faults } = refusedContainers(pod, ({ securityContext }) =>
        faultIf(securityContext?.privileged === true, forbidden('securityContext.privileged', true, FIX)),
      );
      return { reason: 'privileged', detail: `${named} must not set securityContext.privileged=true`, faults };
    },
  },
});
