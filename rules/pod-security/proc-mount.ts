import { Check, OWN_USERS, Refusal } from './check';
import { PodView } from './pod-view';
import { quoted, text } from './go-format';

/**
 * Each container sees /proc as the runtime masks it.
 *
 * Baseline, from 1.0 on; from 1.35 on not for pods that have users of their own. At the level restricted, `proc-mount-restricted`
 * then stands in for it.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#proc-access
 */
export const procMount: Check = {
  id: 'proc-mount',
  level: 'baseline',
  since: 0,
  exempts: OWN_USERS,
  why: 'The runtime hides those files of /proc that tell of the node, or change it.',
  find: unmasked,
};

/** The containers that do not take the default. */
export function unmasked(pod: PodView): Refusal | undefined {
  const bad = pod.containersWhere(({ securityContext }) => (securityContext?.procMount ?? 'Default') !== 'Default');
  return (
    bad && {
      reason: 'procMount',
      detail: `${bad.named} must not set securityContext.procMount to ${quoted(
        bad.values((container) => [text(container.securityContext.procMount)]),
      )}`,
      faults: bad.faults((container, path) => [
        {
          path: `${path}.securityContext.procMount`,
          what: `it is "${text(container.securityContext.procMount)}".`,
          fix: 'Leave it out.',
        },
      ]),
    }
  );
}
