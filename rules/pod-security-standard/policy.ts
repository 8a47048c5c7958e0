/** The levels of the Pod Security Standards. `privileged` admits every pod. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

export const POD_SECURITY_LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];

/** The last minor version that changed a check. Newer versions of the standard are the same. */
const NEWEST = 37;

/** A level, and the version of its definition: the value of two labels of a namespace. */
export interface PodSecurityPolicy {
  readonly level: PodSecurityLevel;
  /** `v1.30`, or `latest`. */
  readonly version: string;
}

/**
 * Reads `restricted` or `restricted:v1.30`.
 * @throws if the text is neither
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces
 */
export function podSecurityPolicy(text: string): PodSecurityPolicy {
  const [level, version = 'latest', ...more] = text.split(':');
  const minor = minorOf(version);
  if (!POD_SECURITY_LEVELS.includes(level) || minor === undefined || more.length > 0) {
    const levels = POD_SECURITY_LEVELS.map((name) => `"${name}"`).join(', ');
    throw new Error(
      `"${text}" is not a Pod Security level. Use ${levels}, with or without a version: "restricted:v1.30".`,
    );
  }
  return { level: level as PodSecurityLevel, version: version === 'latest' ? version : `v1.${minor}` };
}

/** The minor version of the definition: 30 for `v1.30` and `1.30`, the newest for `latest`. Throws if the version is invalid. */
export function policyMinor(version: string): number {
  const minor = minorOf(version);
  if (minor === undefined) {
    throw new Error(`"${version}" is not a version of the Pod Security Standards. Use "v1.30" or "latest".`);
  }
  return Math.min(minor, NEWEST);
}

/** Whether a text is a version of the Pod Security Standards. */
export function isPolicyVersion(version: string): boolean {
  return minorOf(version) !== undefined;
}

function minorOf(version: string): number | undefined {
  if (version === 'latest') {
    return NEWEST;
  }
  const minor = /^v?1\.(0|[1-9]\d*)$/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
