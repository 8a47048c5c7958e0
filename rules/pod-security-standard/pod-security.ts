import { Finding, findingOf } from '../finding';
import { PodModel } from '../model/pod-model';
import { Fault } from '../pod-security-check';
import { admitted } from './admitted';
import { PodSecurityLevel } from './policy';
import { violations } from './violations';

/**
 * Checks a pod, or the template of a workload, as a Pod Security level does.
 * @param version the version of the standard: `v1.30`, or `latest`
 * @param setBy what sets the level, as a clause for messages: `which the Namespace "web" of this output enforces`
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurity(pod: PodModel, level: PodSecurityLevel, version: string, setBy = ''): Finding[] {
  const withDefaults = admitted(pod);
  const written = new Set(
    withDefaults === pod ? [] : violations(pod, level, version).flatMap(({ faults }) => faults.map(({ path }) => path)),
  );
  const isWritten = ({ path }: Fault): boolean => written.has(path);
  return violations(withDefaults, level, version).flatMap(({ check, faults }) => {
    // a default is reported only if the check refuses nothing that the author wrote
    const reported = faults.some(isWritten) ? faults.filter(isWritten) : faults;
    const clause = setBy === '' ? '' : `, ${setBy}`;
    const why = `It violates Pod Security "${level}:${version}"${clause}. ${check.why}`;
    return reported.map(({ path, what, fix }) => findingOf(check, path, what, fix, { why }));
  });
}
