import { everyContainerWith } from '../validation/containers';

const RULE = 'api/termination-message';

const POLICIES = ['File', 'FallbackToLogsOnError'];

/**
 * Where a container's last words are taken from.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
 */
export const terminationMessage = everyContainerWith(
  'terminationMessagePolicy',
  ({ terminationMessagePolicy: policy }, at, pod) => {
    if (policy && !POLICIES.includes(policy)) {
      pod.notSupported(RULE, at.field('terminationMessagePolicy'), policy, POLICIES);
    }
  },
);
