import { Finding } from './finding';
import { notDnsLabel } from './names';
import { containers } from './pod';

const RULE = 'api/container-name';

/**
 * Each container has a name, and no two of a pod, init containers among them, have the same.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export function containerName(pod: any): Finding[] {
  const found: Finding[] = [];
  const owners = new Map<string, string>();
  for (const { value, path: place } of containers(pod)) {
    const path = `${place}.name`;
    const { name } = value;
    if (name === undefined || name === null || name === '') {
      const what = 'the container has no name.';
      found.push({
        rule: RULE,
        severity: 'error',
        path,
        what,
        why: 'Logs and probes speak of it by name.',
        fix: 'Give it one.',
      });
      continue;
    }
    if (typeof name !== 'string') {
      continue;
    }
    const why = notDnsLabel(name);
    if (why !== undefined) {
      const what = `"${name}" is not a name that a container can have.`;
      found.push({ rule: RULE, severity: 'error', path, what, why, fix: 'Give it another one.' });
    }
    const owner = owners.get(name);
    if (owner !== undefined) {
      found.push({
        rule: RULE,
        severity: 'error',
        path,
        what: `"${name}" is already the name of ${owner}.`,
        why: 'The containers of a pod are told apart by their names.',
        fix: 'Give one of the two another name.',
      });
    }
    owners.set(name, owner ?? place);
  }
  return found;
}
