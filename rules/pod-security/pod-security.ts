import { Finding } from '../finding';
import { admitted } from './admitted';
import { Fault } from './check';
import { PodSecurityLevel } from './policy';
import { violations } from './violations';

/** What a Pod Security level does not admit, with the words in which the admission plugin refuses the pod. */
export interface PodSecurityFinding extends Finding {
  /** What the plugin calls it: `allowPrivilegeEscalation != false`. */
  readonly reason: string;
  /** All places of that kind in the pod, as the plugin tells them. */
  readonly detail: string;
}

/**
 * All that a level of the Pod Security Standards does not admit in a pod, or in the template of one, by the standard of a version:
 * `v1.30`, or `latest`.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurity(pod: any, level: PodSecurityLevel, version: string): PodSecurityFinding[] {
  const found: PodSecurityFinding[] = [];
  const seen = admitted(pod);
  const asWritten = seen === pod ? [] : violations(pod, level, version).flatMap(({ faults }) => faults);
  const isWritten = ({ path }: Fault) => asWritten.some((fault) => fault.path === path);
  for (const { check, reason, detail, faults } of violations(seen, level, version)) {
    // what was filled in is told only where that alone is wrong
    const told = faults.some(isWritten) ? faults.filter(isWritten) : faults;
    for (const { path, what, fix } of told) {
      const why = `Pod Security "${level}:${version}" forbids it. ${check.why}`;
      found.push({ rule: `pod-security/${check.id}`, severity: 'error', path, what, why, fix, reason, detail });
    }
  }
  return found;
}
