import { Check, WINDOWS } from './check';
import { mustNotSet, seccompProfileBaseline, unconfined, unconfinedFaults } from './seccomp-profile-baseline';
import { listed } from './go-format';

/**
 * Each container has a seccomp profile, the runtime's or one that the node has: its own, or the pod's.
 *
 * Restricted, from 1.19 on, in place of `seccomp-profile-baseline`; from 1.25 on not for Windows.
 *
 * @see https://kubernetes.io/docs/tutorials/security/seccomp/
 */
export const seccompProfileRestricted: Check = {
  id: 'seccomp-profile-restricted',
  level: 'restricted',
  since: 19,
  replaces: seccompProfileBaseline.id,
  exempts: WINDOWS,
  fills: { field: 'seccompProfile', value: { type: 'RuntimeDefault' } },
  why: 'Without a profile, the container can make any system call.',
  find(pod) {
    const bad = unconfined(pod);
    const silent = hasProfile(pod.spec.securityContext)
      ? undefined
      : pod.containersWhere((container) => !hasProfile(container.securityContext));
    if (bad === undefined && silent === undefined) {
      return undefined;
    }
    return {
      reason: 'seccompProfile',
      // of those that say nothing, the plugin speaks where nobody says something wrong
      detail: bad
        ? mustNotSet(bad)
        : `pod or ${listed('container', silent!.names)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
      faults: [
        ...(bad ? unconfinedFaults(bad) : []),
        ...(silent?.faultsAt(
          'securityContext.seccompProfile',
          'neither the container nor the pod sets it.',
          'Set its type to RuntimeDefault, here or in spec.securityContext.',
        ) ?? []),
      ],
    };
  },
};

function hasProfile(context: any): boolean {
  return context?.seccompProfile !== undefined && context.seccompProfile !== null;
}
