import { valueAt, withValueAt } from '../../util/plain-object';
import { asWritten } from '../decode/as-written';
import { PodModel } from '../model/pod-model';
import { PodSecurityPolicy } from './policy';
import { violations } from './violations';

/**
 * Adds the fields to a container that a level requires and that neither the container nor its pod sets. Fields that the container sets
 * never change.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function hardened<C>(
  container: C,
  { level, version }: PodSecurityPolicy,
  { pod, spec, version: target }: PodModel,
): C {
  const { initContainers, ephemeralContainers, volumes, ...shared } = spec;
  const decoded = asWritten(container, 'Container');
  const alone = new PodModel({ ...pod, spec: { ...shared, containers: [decoded] } }, target);
  return violations(alone, level, version).reduce((result, { check: { fills }, faults }) => {
    if (fills === undefined || fills.unless?.(decoded, alone)) {
      return result;
    }
    const path = ['securityContext', ...fills.field.split('.')];
    const written = valueAt(container, path) ?? undefined;
    const isRefused = faults.some((fault) => fault.path === `spec.containers[0].${path.join('.')}`);
    return written === undefined && isRefused ? withValueAt(result, path, fills.value) : result;
  }, container);
}
