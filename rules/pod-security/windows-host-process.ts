import { Check } from './check';

/**
 * No container runs as a process of a Windows node.
 *
 * Baseline, from 1.0 on.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/
 */
export const windowsHostProcess: Check = {
  id: 'windows-host-process',
  level: 'baseline',
  since: 0,
  why: 'A HostProcess container runs on the node itself.',
  find(pod) {
    const bad = pod.contextsWhere((context) => context.windowsOptions?.hostProcess === true);
    return (
      bad && {
        reason: 'hostProcess',
        detail: `${bad.named} must not set securityContext.windowsOptions.hostProcess=true`,
        faults: bad.faultsAt('windowsOptions.hostProcess', 'it is true.', 'Leave it out.'),
      }
    );
  },
};
