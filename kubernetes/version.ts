import { VERSIONS } from './schema';

/** The version that fields and rules are held against where nothing else is said. */
export const DEFAULT_VERSION = '1.27';

/** The version from which on an init container with `restartPolicy: Always` is a sidecar, without a gate that somebody turns on. */
export const NATIVE_SIDECARS = '1.29';

/** Whether `version` has what came with `since`. */
export function atLeast(version: string, since: string): boolean {
  return minorOf(version) >= minorOf(since);
}

/** Why `version` is none that is known here, or undefined where it is. */
export function unknownVersion(version: string): string | undefined {
  return (VERSIONS as readonly string[]).includes(version)
    ? undefined
    : `Kubernetes ${version} is not known. The versions are ${VERSIONS.join(', ')}.`;
}

/** The minor version: 37 of 1.37. */
export function minorOf(version: string): number {
  return MINORS.get(version) ?? readMinor(version);
}

function readMinor(version: string): number {
  return Number(version.slice(version.indexOf('.') + 1));
}

const MINORS = new Map<string, number>(VERSIONS.map((version) => [version, readMinor(version)]));
