import { Check } from './check';
import { procMount, unmasked } from './proc-mount';

/**
 * Each container sees /proc as the runtime masks it, in pods that have users of their own as well.
 *
 * Restricted, from 1.35 on, in place of `proc-mount`, which passes over those.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#proc-access
 */
export const procMountRestricted: Check = {
  id: 'proc-mount-restricted',
  level: 'restricted',
  since: 35,
  replaces: procMount.id,
  why: procMount.why,
  find: unmasked,
};
