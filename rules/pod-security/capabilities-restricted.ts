import { WINDOWS } from '../pod-security-check';
import { rule } from '../rule';
import { faultIf, refusedContainers } from '../validation/offenders';
import { addedCapabilities, mustNotAdd } from '../validation/security-context';

const ALLOWED = ['NET_BIND_SERVICE'];

export const capabilitiesRestricted = rule({
  id: 'pod-security/capabilities-restricted',
  severity: 'error',
  summary: 'Every container must drop all capabilities, and add at most NET_BIND_SERVICE.',
  details: 'NET_BIND_SERVICE lets a program listen on ports below 1024.',
  why: 'By default, a container has a dozen capabilities that most programs do not need.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
  podSecurity: {
    level: 'restricted',
    since: 22,
    replaces: 'pod-security/capabilities-baseline',
    exempts: WINDOWS,
    fills: { field: 'capabilities.drop', value: ['ALL'] },
    find(pod) {
      const keeping = refusedContainers(pod, ({ securityContext }) =>
        faultIf(!securityContext?.capabilities?.drop?.includes('ALL'), {
          path: 'securityContext.capabilities.drop',
          what: '"ALL" is missing.',
          fix: 'Set `drop` to ["ALL"].',
        }),
      );
      const adding = refusedContainers(pod, (container) =>
        addedCapabilities(container, ALLOWED, 'Remove it. The level allows only NET_BIND_SERVICE.'),
      );
      const details = [
        ...(keeping.faults.length > 0 ? [`${keeping.named} must set securityContext.capabilities.drop=["ALL"]`] : []),
        ...(adding.faults.length > 0 ? [mustNotAdd(adding)] : []),
      ];
      return {
        reason: 'unrestricted capabilities',
        detail: details.join('; '),
        faults: [...keeping.faults, ...adding.faults],
      };
    },
  },
});
