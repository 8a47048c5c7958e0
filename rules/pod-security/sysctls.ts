import { rule } from '../rule';
import { faultIf } from '../validation/offenders';

/** The safe kernel parameters, with the first minor version of the standard that allows them. */
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

export const sysctls = rule({
  id: 'pod-security/sysctls',
  severity: 'error',
  summary: 'A pod must set only kernel parameters that change nothing outside the pod.',
  details: `The allowed parameters are ${[...SAFE].map(([name, since]) => `\`${name}\` (since v1.${since})`).join(', ')}.`,
  why: 'Other kernel parameters change the behaviour of all programs of the node.',
  see: 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls',
  podSecurity: {
    level: 'baseline',
    since: 0,
    find({ spec: { securityContext } }, minor) {
      const faults = (securityContext?.sysctls ?? []).flatMap(({ name = '' }, i) => {
        const since = SAFE.get(name) ?? Infinity;
        return faultIf(since > minor, {
          path: `spec.securityContext.sysctls[${i}].name`,
          value: name,
          what: `"${name}" is not a safe kernel parameter.`,
          fix: since === Infinity ? 'Remove the item.' : `Remove the item, or use the standard of v1.${since}.`,
        });
      });
      return { reason: 'forbidden sysctls', detail: faults.map(({ value }) => value).join(', '), faults };
    },
  },
});
