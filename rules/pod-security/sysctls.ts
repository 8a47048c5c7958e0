import { Check } from './check';
import { nameOf } from './pod-view';

/** The kernel parameters that are safe to set, and from which minor version on they count as such. */
const SAFE = new Map<string, number>([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
  ['net.ipv4.tcp_notsent_lowat', 37],
  ['net.ipv4.tcp_slow_start_after_idle', 37],
]);

/**
 * Of the kernel's parameters, a pod sets only those that bear on itself alone.
 *
 * Baseline, from 1.0 on; 1.27, 1.29, 1.32 and 1.37 each allow some more.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls
 */
export const sysctls: Check = {
  id: 'sysctls',
  level: 'baseline',
  since: 0,
  why: 'Other kernel parameters bear on all that runs on the node.',
  find({ spec }, minor) {
    const all = spec.securityContext?.sysctls;
    const isUnsafe = (sysctl: any) => (SAFE.get(nameOf(sysctl)) ?? Infinity) > minor;
    if (!Array.isArray(all) || !all.some(isUnsafe)) {
      return undefined;
    }
    return {
      reason: 'forbidden sysctls',
      detail: all.filter(isUnsafe).map(nameOf).join(', '),
      faults: all.flatMap((sysctl, i) =>
        isUnsafe(sysctl)
          ? [
              {
                path: `spec.securityContext.sysctls[${i}].name`,
                what: `"${nameOf(sysctl)}" is not one of the safe ones.`,
                fix: `Leave it out${since(nameOf(sysctl))}.`,
              },
            ]
          : [],
      ),
    };
  },
};

/** That a newer standard allows it, where one does. */
function since(name: string): string {
  return SAFE.has(name) ? `: it is allowed from v1.${SAFE.get(name)} on` : '';
}
