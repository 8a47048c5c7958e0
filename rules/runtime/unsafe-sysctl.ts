import { atLeast } from '../../kubernetes/version';
import { Finding } from '../finding';
import { listOf } from '../model/pod';

/** The sysctls that every node allows, and since which minor version. */
const SAFE: Record<string, string> = {
  'kernel.shm_rmid_forced': '1.0',
  'net.ipv4.ip_local_port_range': '1.0',
  'net.ipv4.tcp_syncookies': '1.0',
  'net.ipv4.ping_group_range': '1.21',
  'net.ipv4.ip_unprivileged_port_start': '1.22',
  'net.ipv4.ip_local_reserved_ports': '1.27',
  'net.ipv4.tcp_keepalive_time': '1.29',
  'net.ipv4.tcp_fin_timeout': '1.29',
  'net.ipv4.tcp_keepalive_intvl': '1.29',
  'net.ipv4.tcp_keepalive_probes': '1.29',
  'net.ipv4.tcp_rmem': '1.32',
  'net.ipv4.tcp_wmem': '1.32',
};

/**
 * A kernel parameter that only nodes allow whose kubelet is told to. On all others the pod fails.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls
 */
export function unsafeSysctl(pod: any, version: string): Finding[] {
  const list = pod?.spec?.securityContext?.sysctls;
  if (list === undefined) {
    return [];
  }
  return listOf(list).flatMap((sysctl, i): Finding[] => {
    // both ways to write it are one
    const name = String(sysctl?.name).replace(/\//g, '.');
    const since = Object.prototype.hasOwnProperty.call(SAFE, name) ? SAFE[name] : undefined;
    return since !== undefined && atLeast(version, since)
      ? []
      : [
          {
            rule: 'runtime/unsafe-sysctl',
            severity: 'warning',
            path: `spec.securityContext.sysctls[${i}].name`,
            what: `"${name}" is no sysctl that Kubernetes ${version} has as safe.`,
            why:
              since === undefined
                ? 'A node whose kubelet does not allow it fails the pod (SysctlForbidden).'
                : `It is one since ${since}; before, a node whose kubelet does not allow it fails the pod (SysctlForbidden).`,
            fix: 'Leave it out, or make sure that the pod is scheduled onto nodes whose kubelet has it in allowedUnsafeSysctls.',
          },
        ];
  });
}
