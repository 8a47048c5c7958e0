import { Container } from '../kubernetes/decoded';
import { PodModel } from './model/pod-model';

/** A check of the Pod Security Standards. */
export interface PodSecurityCheck {
  /** The lowest level that has the check: restricted has the checks of baseline as well. */
  readonly level: 'baseline' | 'restricted';
  /** The first minor version of the standard that has the check. */
  readonly since: number;
  /** The id of the baseline rule that it replaces at the level restricted. */
  readonly replaces?: string;
  /** The pods that it ignores. */
  readonly exempts?: Exemption;
  /** The field that makes the check admit a container without it. */
  readonly fills?: Fill;
  /** Checks a pod by the definition that the standard has in a minor version. A refusal without faults admits the pod. */
  readonly find: (pod: PodModel, minor: number) => Refusal;
}

export interface Exemption {
  /** The pods in words, as in "it ignores pods for Windows". */
  readonly pods: string;
  /** The first minor version of the standard that exempts them. */
  readonly since: number;
  readonly includes: (pod: PodModel) => boolean;
}

/** A field of the security context of a container, and the value that a check requires. */
export interface Fill {
  /** Its path in the security context: `capabilities.drop`. */
  readonly field: string;
  readonly value: unknown;
  /** Whether the value contradicts other fields of the container or its pod. */
  readonly unless?: (container: Container, pod: PodModel) => boolean;
}

/** What a check refuses: in the words of the admission plugin, and by field path. */
export interface Refusal {
  /** `privileged` */
  readonly reason: string;
  /** `container "a" must not set securityContext.privileged=true` */
  readonly detail: string;
  readonly faults: readonly Fault[];
}

export interface Fault {
  readonly path: string;
  /** The value that the detail lists. */
  readonly value?: string;
  readonly what: string;
  readonly fix: string;
}

/** Windows lacks the fields, and the API server refuses them there. */
export const WINDOWS: Exemption = {
  pods: 'pods for Windows',
  since: 25,
  includes: ({ spec }) => spec.os?.name === 'windows',
};

/** Root in a user namespace is an unprivileged user of the node. */
export const USER_NAMESPACE: Exemption = {
  pods: 'pods with `hostUsers: false`',
  since: 35,
  includes: ({ spec }) => spec.hostUsers === false,
};
