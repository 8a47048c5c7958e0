import { added, addedFaults, addsOtherThan, capabilitiesBaseline } from './capabilities-baseline';
import { Check, WINDOWS } from './check';
import { quoted } from './go-format';

const ALLOWED = new Set(['NET_BIND_SERVICE']);

/**
 * Each container gives up all capabilities, and takes back none but NET_BIND_SERVICE, which lets it listen on ports below 1024.
 *
 * Restricted, from 1.22 on, in place of `capabilities-baseline`; from 1.25 on not for Windows.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container
 */
export const capabilitiesRestricted: Check = {
  id: 'capabilities-restricted',
  level: 'restricted',
  since: 22,
  replaces: capabilitiesBaseline.id,
  exempts: WINDOWS,
  fills: { field: 'capabilities.drop', value: ['ALL'] },
  why: 'A container has a dozen capabilities by default that hardly any program needs.',
  find(pod) {
    const keeping = pod.containersWhere((container) => !dropsAll(container));
    const adding = pod.containersWhere((container) => addsOtherThan(container, ALLOWED));
    if (keeping === undefined && adding === undefined) {
      return undefined;
    }
    const others = adding?.values((container) => added(container).filter((one) => !ALLOWED.has(one))) ?? [];
    return {
      reason: 'unrestricted capabilities',
      detail: [
        keeping ? `${keeping.named} must set securityContext.capabilities.drop=["ALL"]` : [],
        adding ? `${adding.named} must not include ${quoted(others)} in securityContext.capabilities.add` : [],
      ]
        .flat()
        .join('; '),
      faults: [
        ...(keeping?.faultsAt('securityContext.capabilities.drop', '"ALL" is not dropped.', 'Set it to [ALL].') ?? []),
        ...(adding?.faults((container, path) =>
          addedFaults(container, path, ALLOWED, 'Leave it out: only NET_BIND_SERVICE may be added.'),
        ) ?? []),
      ],
    };
  },
};

function dropsAll(container: any): boolean {
  const drop = container.securityContext?.capabilities?.drop;
  return Array.isArray(drop) && drop.includes('ALL');
}
