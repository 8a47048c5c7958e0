import { described } from '../util/plain-object';
import { VERSIONS } from './schema';

/** The default target version: the oldest that Kubernetes itself maintains. */
export const DEFAULT_VERSION = '1.35';

/** The first version in which an init container with `restartPolicy: Always` is a sidecar by default. */
export const NATIVE_SIDECARS = '1.29';

export function atLeast(version: string, since: string): boolean {
  return minorOf(version) >= minorOf(since);
}

/** Whether a version has what a first version added and a last version still has; without them, all versions have it. */
export function lifeOf(version: string, since?: string, until?: string): 'here' | 'later' | 'gone' {
  if (since !== undefined && !atLeast(version, since)) {
    return 'later';
  }
  return until !== undefined && !atLeast(until, version) ? 'gone' : 'here';
}

/** The error for a version without a schema; undefined for one that has it. */
export function unknownVersion(version: unknown): string | undefined {
  const known: readonly unknown[] = VERSIONS;
  if (known.includes(version)) {
    return undefined;
  }
  const meant = meantBy(version);
  const why = typeof version === 'number' ? 'A version is a string: as a number, 1.30 is 1.3. ' : '';
  const fix = meant === undefined ? `Use one of ${VERSIONS.join(', ')}.` : `Write '${meant}'.`;
  return `unknown Kubernetes version ${described(version)}. ${why}${fix}`;
}

/** The version that the author probably means. */
function meantBy(version: unknown): string | undefined {
  const known: readonly string[] = VERSIONS;
  const [, major, minor] = /^[^\d]{0,3}0*(\d{1,3})[.,](\d{1,3})/.exec(String(version)) ?? [];
  const written = `${major}.${minor}`;
  const candidates = typeof version === 'number' ? [written, `${written}0`] : [written];
  return candidates.find((candidate) => known.includes(candidate));
}

/** The minor version: 37 of 1.37. */
export function minorOf(version: string): number {
  return MINORS.get(version) ?? parsedMinor(version);
}

function parsedMinor(version: string): number {
  return Number(version.slice(version.indexOf('.') + 1));
}

/** Parsing the version for each pod would need 2 % of the time of the rules. */
const MINORS: ReadonlyMap<string, number> = new Map(VERSIONS.map((version) => [version, parsedMinor(version)]));

/** The version as a flag of `helm template`. */
export function helmFlags(version: string): string[] {
  return ['--kube-version', `${version}.0`];
}
