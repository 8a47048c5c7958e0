import { Check } from './check';
import { quoted, text } from './go-format';

/** What container runtimes give a container anyway, but for NET_RAW. */
const ALLOWED = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/**
 * No container adds a capability that container runtimes do not give it anyway. NET_RAW cannot be asked for either: with it, a
 * container can forge the packets of others.
 *
 * Baseline, from 1.0 on. At the level restricted, `capabilities-restricted` stands in for it from 1.22 on.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container
 */
export const capabilitiesBaseline: Check = {
  id: 'capabilities-baseline',
  level: 'baseline',
  since: 0,
  why: 'Capabilities beyond those that a container has by default reach into the node or into the traffic of others.',
  find(pod) {
    const bad = pod.containersWhere((container) => addsOtherThan(container, ALLOWED));
    return (
      bad && {
        reason: 'non-default capabilities',
        detail: `${bad.named} must not include ${quoted(
          bad.values((container) => added(container).filter((one) => !ALLOWED.has(one))),
        )} in securityContext.capabilities.add`,
        faults: bad.faults((container, path) =>
          addedFaults(container, path, ALLOWED, 'Leave it out, or make do with one of the default ones.'),
        ),
      }
    );
  },
};

/** Whether a container adds a capability that is not among the allowed ones. */
export function addsOtherThan(container: any, allowed: ReadonlySet<string>): boolean {
  const add = container.securityContext?.capabilities?.add;
  return Array.isArray(add) && add.some((one) => !allowed.has(text(one)));
}

/** The capabilities that a container adds. */
export function added(container: any): string[] {
  const add = container.securityContext?.capabilities?.add;
  return Array.isArray(add) ? add.map(text) : [];
}

/** Those that are not allowed, each in its place. */
export function addedFaults(container: any, path: string, allowed: ReadonlySet<string>, fix: string) {
  return added(container).flatMap((one, i) =>
    allowed.has(one)
      ? []
      : [{ path: `${path}.securityContext.capabilities.add[${i}]`, what: `it adds "${one}".`, fix }],
  );
}
