import { Check, OWN_USERS } from './check';

/**
 * Nobody asks for user 0, which is root.
 *
 * Restricted, from 1.23 on; from 1.35 on not for pods that have users of their own.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export const runAsUser: Check = {
  id: 'run-as-user',
  level: 'restricted',
  since: 23,
  exempts: OWN_USERS,
  why: 'User 0 is root, and who breaks out of a container that runs as root is root on the node.',
  find(pod) {
    const bad = pod.contextsWhere((context) => context.runAsUser === 0);
    return (
      bad && {
        reason: 'runAsUser=0',
        detail: `${bad.named} must not set runAsUser=0`,
        faults: bad.faultsAt('runAsUser', 'it is 0.', 'Name another user, or leave it out.'),
      }
    );
  },
};
