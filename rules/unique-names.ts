import { Finding } from './finding';
import { notDnsLabel } from './api/names';
import { Placed } from './pod';

/** Things that have to have a name each, and how messages speak of them. */
export interface Named {
  readonly rule: string;
  /** What they are: `container`. */
  readonly kind: string;
  readonly things: Placed[];
  readonly whyNamed: string;
  readonly whyUnique: string;
  /** What to do where a name is there twice. */
  readonly fix: string;
}

/** Those that have no name, a name that is none, or the name of another. */
export function uniqueNames({ rule, kind, things, whyNamed, whyUnique, fix }: Named): Finding[] {
  const found: Finding[] = [];
  const owners = new Map<string, string>();
  for (const { value, path: place } of things) {
    const path = `${place}.name`;
    const { name } = value;
    if (name === undefined || name === null || name === '') {
      const what = `the ${kind} has no name.`;
      found.push({ rule, severity: 'error', path, what, why: whyNamed, fix: 'Give it one.' });
      continue;
    }
    if (typeof name !== 'string') {
      continue;
    }
    const why = notDnsLabel(name);
    if (why !== undefined) {
      const what = `"${name}" is not a name that a ${kind} can have.`;
      found.push({ rule, severity: 'error', path, what, why, fix: 'Give it another one.' });
    }
    const owner = owners.get(name);
    if (owner !== undefined) {
      const what = `"${name}" is already the name of ${owner}.`;
      found.push({ rule, severity: 'error', path, what, why: whyUnique, fix });
    }
    owners.set(name, owner ?? place);
  }
  return found;
}
