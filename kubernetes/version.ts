import { VERSIONS } from './schema';

/** The default target version. */
export const DEFAULT_VERSION = '1.27';

/** The first version in which an init container with `restartPolicy: Always` is a sidecar by default. */
export const NATIVE_SIDECARS = '1.29';

export function atLeast(version: string, since: string): boolean {
  return minorOf(version) >= minorOf(since);
}

/** The error for a version without a schema; undefined for one that has it. */
export function unknownVersion(version: string): string | undefined {
  return (VERSIONS as readonly string[]).includes(version)
    ? undefined
    : `unknown Kubernetes version ${version}. Use one of ${VERSIONS.join(', ')}.`;
}

/** The minor version: 37 of 1.37. */
export function minorOf(version: string): number {
  return Number(version.slice(version.indexOf('.') + 1));
}
