import { WINDOWS } from '../pod-security-check';
import { rule } from '../rule';
import { listed } from '../validation/go-format';
import { faultIf, refusedContainers } from '../validation/offenders';
import { forbiddenSeccompProfiles } from '../validation/security-context';

export const seccompProfileRestricted = rule({
  id: 'pod-security/seccomp-profile-restricted',
  severity: 'error',
  summary: 'Every container must have the seccomp profile of the container runtime or a profile of the node.',
  why: 'Without a profile, the container can make any system call.',
  see: 'https://kubernetes.io/docs/tutorials/security/seccomp/',
  podSecurity: {
    level: 'restricted',
    since: 19,
    replaces: 'pod-security/seccomp-profile-baseline',
    exempts: WINDOWS,
    fills: { field: 'seccompProfile', value: { type: 'RuntimeDefault' } },
    find(pod) {
      const forbidden = forbiddenSeccompProfiles(pod);
      const ofPod = pod.spec.securityContext?.seccompProfile;
      const unset = refusedContainers(pod, ({ securityContext }) =>
        faultIf((securityContext?.seccompProfile ?? ofPod) === undefined, {
          path: 'securityContext.seccompProfile',
          what: 'neither the container nor the pod sets the field.',
          fix: 'Set `seccompProfile.type` to RuntimeDefault, here or in `spec.securityContext`.',
        }),
      );
      return {
        reason: forbidden.reason,
        detail:
          forbidden.faults.length > 0
            ? forbidden.detail
            : `pod or ${listed('container', unset.containers)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
        faults: [...forbidden.faults, ...unset.faults],
      };
    },
  },
});
