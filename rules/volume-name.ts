import { Finding } from './finding';
import { notDnsLabel } from './names';
import { volumes } from './pod';

const RULE = 'api/volume-name';

/**
 * Each volume has a name of its own.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export function volumeName(pod: any): Finding[] {
  const found: Finding[] = [];
  const owners = new Map<string, string>();
  for (const { value, path: place } of volumes(pod)) {
    const path = `${place}.name`;
    const { name } = value;
    if (typeof name !== 'string' || name === '') {
      const what = 'the volume has no name.';
      found.push({
        rule: RULE,
        severity: 'error',
        path,
        what,
        why: 'A container mounts it by name.',
        fix: 'Give it one.',
      });
      continue;
    }
    const why = notDnsLabel(name);
    if (why !== undefined) {
      const what = `"${name}" is not a name that a volume can have.`;
      found.push({ rule: RULE, severity: 'error', path, what, why, fix: 'Give it another one.' });
    }
    const owner = owners.get(name);
    if (owner !== undefined) {
      found.push({
        rule: RULE,
        severity: 'error',
        path,
        what: `"${name}" is already the name of ${owner}.`,
        why: 'A container mounts a volume by name, so two of one name cannot be told apart.',
        fix: 'Give one of the two another name, or leave one out where both mean the same volume.',
      });
    }
    owners.set(name, owner ?? place);
  }
  return found;
}
