import { Check } from './check';

/**
 * No container is privileged.
 *
 * Baseline, from 1.0 on.
 *
 * @see https://kubernetes.io/docs/concepts/security/linux-kernel-security-constraints/#privileged-containers
 */
export const privileged: Check = {
  id: 'privileged',
  level: 'baseline',
  since: 0,
  why: 'A privileged container can do what a process of the node can do.',
  find(pod) {
    const bad = pod.containersWhere((container) => container.securityContext?.privileged === true);
    return (
      bad && {
        reason: 'privileged',
        detail: `${bad.named} must not set securityContext.privileged=true`,
        faults: bad.faultsAt(
          'securityContext.privileged',
          'it is true.',
          'Leave it out, and add the capabilities that are needed.',
        ),
      }
    );
  },
};
