import { rule } from '../rule';

/** The sysctls that every node allows, and the minor version since which it does. */
const SAFE = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 21],
  ['net.ipv4.ip_unprivileged_port_start', 22],
  ['net.ipv4.ip_local_reserved_ports', 27],
  ['net.ipv4.tcp_keepalive_time', 29],
  ['net.ipv4.tcp_fin_timeout', 29],
  ['net.ipv4.tcp_keepalive_intvl', 29],
  ['net.ipv4.tcp_keepalive_probes', 29],
  ['net.ipv4.tcp_rmem', 32],
  ['net.ipv4.tcp_wmem', 32],
]);

export const unsafeSysctl = rule({
  id: 'runtime/unsafe-sysctl',
  severity: 'warning',
  summary: 'A pod should use only safe sysctls.',
  details: 'A node allows other sysctls only if `allowedUnsafeSysctls` of its kubelet has them.',
  why: 'If the kubelet of a node does not allow it, the pod fails (SysctlForbidden).',
  see: 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls',
  fields: ['PodSecurityContext.sysctls'],
  check({ spec: { securityContext }, version, minor }, report) {
    securityContext?.sysctls?.forEach((sysctl, i) => {
      // a/b and a.b are the same sysctl
      const name = String(sysctl.name).replace(/\//g, '.');
      const since = SAFE.get(name);
      if (since === undefined || minor < since) {
        report(
          `spec.securityContext.sysctls[${i}].name`,
          since === undefined
            ? `"${name}" is not a safe sysctl.`
            : `"${name}" is a safe sysctl only since Kubernetes 1.${since}, and the target is ${version}.`,
          'Remove it, or schedule the pod onto nodes whose kubelet has it in `allowedUnsafeSysctls`.',
        );
      }
    });
  },
});
