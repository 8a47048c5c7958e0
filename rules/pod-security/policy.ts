/** How much of the node a pod may reach: all, what is commonly needed, or as little as can be. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

export const POD_SECURITY_LEVELS: readonly string[] = ['privileged', 'baseline', 'restricted'];

/** The newest version that some check was made or changed for. What is asked for beyond it means this one, as in the cluster. */
const NEWEST = 37;

/** A level, and the version of Kubernetes whose definition of it holds: what a namespace says by its labels. */
export interface PodSecurityPolicy {
  readonly level: PodSecurityLevel;
  /** `v1.30`, or `latest`. */
  readonly version: string;
}

/**
 * Reads `restricted` or `restricted:v1.30`.
 *
 * @throws where it is neither
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces
 */
export function podSecurityPolicy(text: string): PodSecurityPolicy {
  const [level, version = 'latest', ...more] = text.split(':');
  if (!POD_SECURITY_LEVELS.includes(level) || minorOf(version) === undefined || more.length > 0) {
    throw new Error(
      `"${text}" is not a Pod Security level. Say ${POD_SECURITY_LEVELS.map((one) => `"${one}"`).join(', ')}, with or without a version: "restricted:v1.30".`,
    );
  }
  return { level: level as PodSecurityLevel, version: version === 'latest' ? version : `v1.${minorOf(version)}` };
}

/**
 * The minor version that decides: 30 for `v1.30` and for `1.30`, and the newest for `latest`.
 *
 * @throws where it is none of these
 */
export function policyMinor(version: string): number {
  const minor = minorOf(version);
  if (minor === undefined) {
    throw new Error(`"${version}" is not a version of the Pod Security Standards. Say "v1.30" or "latest".`);
  }
  return Math.min(minor, NEWEST);
}

/**
 * A policy as a cluster of some version has it: a standard that is newer than the cluster is the cluster's own, and so is the latest.
 *
 * @param target the version of the cluster: `1.30`
 */
export function policyOn(target: string, { level, version }: PodSecurityPolicy): PodSecurityPolicy {
  return { level, version: `v1.${Math.min(policyMinor(version), policyMinor(target))}` };
}

function minorOf(version: string): number | undefined {
  if (version === 'latest') {
    return NEWEST;
  }
  const minor = /^v?1\.(0|[1-9]\d*)$/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}
