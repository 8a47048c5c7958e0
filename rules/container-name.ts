import { Finding } from './finding';
import { containers } from './pod';
import { uniqueNames } from './unique-names';

/**
 * Each container has a name, and no two of a pod, init containers among them, have the same.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export function containerName(pod: any): Finding[] {
  return uniqueNames({
    rule: 'api/container-name',
    kind: 'container',
    things: containers(pod),
    whyNamed: 'Logs and probes speak of it by name.',
    whyUnique: 'The containers of a pod are told apart by their names.',
    fix: 'Give one of the two another name.',
  });
}
