import { PodView } from './pod-view';

/** One of the checks that a Pod Security level consists of. */
export interface Check {
  /** The name of its file, and the rule's id after `pod-security/`. */
  readonly id: string;
  /** The lower of the levels that it belongs to: what baseline refuses, restricted refuses as well. */
  readonly level: 'baseline' | 'restricted';
  /** The minor version that it exists from. */
  readonly since: number;
  /** The baseline check that it stands in for at the level restricted. */
  readonly replaces?: string;
  /** The pods that it passes over. */
  readonly exempts?: Exemption;
  /** What can be filled in where a container is silent, so that the check admits it. */
  readonly fills?: Fill;
  /** Why a level demands it. */
  readonly why: string;
  /** What it refuses in a pod, by the standard's definition of a minor version. */
  readonly find: (pod: PodView, minor: number) => Refusal | undefined;
}

export interface Exemption {
  readonly since: number;
  readonly pod: (pod: PodView) => boolean;
}

/** A field of a container's security context, and the value that is in nobody's way. */
export interface Fill {
  /** `capabilities.drop`. */
  readonly field: string;
  readonly value: any;
  /** Where it would contradict what the container or its pod says. */
  readonly unless?: (container: any, pod: PodView) => boolean;
}

/** What a check refuses: in the admission plugin's own words, and place by place in ours. */
export interface Refusal {
  /** What kind of thing it is: `privileged`. */
  readonly reason: string;
  /** Where, and what it ought to be: `container "a" must not set securityContext.privileged=true`. */
  readonly detail: string;
  readonly faults: Fault[];
}

/** A place that is wrong. */
export interface Fault {
  readonly path: string;
  readonly what: string;
  readonly fix: string;
}

/** From 1.25 on, pods that say that they are for Windows: there is no such field on Windows, and the API server refuses it there. */
export const WINDOWS: Exemption = { since: 25, pod: (pod) => pod.isWindows() };

/** From 1.35 on, pods that have users of their own: their root is nobody on the node. */
export const OWN_USERS: Exemption = { since: 35, pod: (pod) => pod.hasOwnUsers() };
