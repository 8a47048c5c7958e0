import { Check, Fault, Refusal } from './check';
import { Culprits } from './offenders';
import { nameOf, PodView } from './pod-view';
import { goQuoted, plural, quoted, sorted, text } from './go-format';

const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';
const FIX = 'Leave it out, or name the profile of the runtime or one of the node.';

/**
 * Nobody turns off seccomp, which keeps containers from system calls that they have no use for: the profile is the runtime's or
 * one that the node has.
 *
 * Baseline: up to 1.18 of the annotations, from 1.19 on of the fields. At the level restricted, `seccomp-profile-restricted` then
 * stands in for it.
 *
 * @see https://kubernetes.io/docs/tutorials/security/seccomp/
 */
export const seccompProfileBaseline: Check = {
  id: 'seccomp-profile-baseline',
  level: 'baseline',
  since: 0,
  why: 'Without a profile, the container can make any system call.',
  find: (pod, minor) => (minor < 19 ? annotations(pod) : fields(pod)),
};

function fields(pod: PodView): Refusal | undefined {
  const bad = unconfined(pod);
  return bad && { reason: 'seccompProfile', detail: mustNotSet(bad), faults: unconfinedFaults(bad) };
}

/** The security contexts with a profile that is neither the runtime's nor one of the node. */
export function unconfined(pod: PodView): Culprits | undefined {
  return pod.contextsWhere(
    ({ seccompProfile: profile }) =>
      profile !== undefined && profile !== null && profile.type !== 'RuntimeDefault' && profile.type !== 'Localhost',
  );
}

export function mustNotSet(bad: Culprits): string {
  const types = bad.values((context) => [text(context.seccompProfile.type)]);
  return `${bad.named} must not set securityContext.seccompProfile.type to ${quoted(types)}`;
}

export function unconfinedFaults(bad: Culprits): Fault[] {
  return bad.faults((context, path) => [
    { path: `${path}.seccompProfile.type`, what: `it is "${text(context.seccompProfile.type)}".`, fix: FIX },
  ]);
}

function annotations(pod: PodView): Refusal | undefined {
  const keys = [POD_ANNOTATION, ...pod.containers.map((container) => CONTAINER_ANNOTATION + nameOf(container))];
  const bad = sorted(keys).filter((key) => pod.annotations[key] !== undefined && !allowed(text(pod.annotations[key])));
  if (bad.length === 0) {
    return undefined;
  }
  const all = sorted(bad.map((key) => `${key}=${goQuoted(text(pod.annotations[key]))}`));
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural('annotation', bad.length)} ${all.join(', ')}`,
    faults: bad.map((key) => ({
      path: `metadata.annotations[${key}]`,
      what: `it is "${text(pod.annotations[key])}".`,
      fix: FIX,
    })),
  };
}

function allowed(value: string): boolean {
  return value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
}
