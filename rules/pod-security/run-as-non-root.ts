import { Check, OWN_USERS } from './check';
import { listed } from './go-format';

/**
 * No container runs as root: each says so itself, or the pod says so for those that say nothing.
 *
 * Restricted, from 1.0 on; from 1.35 on not for pods that have users of their own.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export const runAsNonRoot: Check = {
  id: 'run-as-non-root',
  level: 'restricted',
  since: 0,
  exempts: OWN_USERS,
  fills: {
    field: 'runAsNonRoot',
    value: true,
    unless: ({ securityContext }, { spec }) => (securityContext?.runAsUser ?? spec.securityContext?.runAsUser) === 0,
  },
  why: 'Who breaks out of a container that runs as root is root on the node.',
  find(pod) {
    const root = pod.contextsWhere((context) => context.runAsNonRoot === false);
    const silent = isSilent(pod.spec) ? pod.containersWhere(isSilent) : undefined;
    if (root === undefined && silent === undefined) {
      return undefined;
    }
    return {
      reason: 'runAsNonRoot != true',
      // of those that say nothing, the plugin speaks where nobody says that he is root
      detail: root
        ? `${root.named} must not set securityContext.runAsNonRoot=false`
        : `pod or ${listed('container', silent!.names)} must set securityContext.runAsNonRoot=true`,
      faults: [
        ...(root?.faultsAt('runAsNonRoot', 'it is false.', 'Set it to true.') ?? []),
        ...(silent?.faultsAt(
          'securityContext.runAsNonRoot',
          'neither the container nor the pod sets it.',
          'Set it to true, here or in spec.securityContext.',
        ) ?? []),
      ],
    };
  },
};

function isSilent({ securityContext }: any): boolean {
  return typeof securityContext?.runAsNonRoot !== 'boolean';
}
