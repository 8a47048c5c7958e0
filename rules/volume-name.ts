import { Finding } from './finding';
import { volumes } from './pod';
import { uniqueNames } from './unique-names';

/**
 * Each volume has a name of its own.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export function volumeName(pod: any): Finding[] {
  return uniqueNames({
    rule: 'api/volume-name',
    kind: 'volume',
    things: volumes(pod),
    whyNamed: 'A container mounts it by name.',
    whyUnique: 'A container mounts a volume by name, so two of one name cannot be told apart.',
    fix: 'Give one of the two another name, or leave one out where both mean the same volume.',
  });
}
