import { PodModel } from '../model/pod-model';
import { Refusal } from '../pod-security-check';
import { rule } from '../rule';
import { plural, sorted } from '../validation/go-format';
import { annotationFaults, forbiddenSeccompProfiles } from '../validation/security-context';

const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/';
const ALLOWED_ANNOTATION = /^(runtime\/default$|docker\/default$|localhost\/)/;

export const seccompProfileBaseline = rule({
  id: 'pod-security/seccomp-profile-baseline',
  severity: 'error',
  summary: 'A seccomp profile must be the profile of the container runtime or a profile of the node.',
  details:
    'seccomp blocks system calls that containers do not need. Before v1.19, the standard checks the annotations.',
  why: 'Without a profile, the container can make any system call.',
  see: 'https://kubernetes.io/docs/tutorials/security/seccomp/',
  podSecurity: {
    level: 'baseline',
    since: 0,
    find: (pod, minor) => (minor < 19 ? forbiddenAnnotations(pod) : forbiddenSeccompProfiles(pod)),
  },
});

function forbiddenAnnotations({ metadata: { annotations = {} }, allContainers }: PodModel): Refusal {
  const keys = [POD_ANNOTATION, ...allContainers.map(({ value }) => `${CONTAINER_ANNOTATION}${value.name ?? ''}`)];
  const faults = annotationFaults(
    sorted(keys)
      .filter((key) => annotations[key] !== undefined && !ALLOWED_ANNOTATION.test(annotations[key]))
      .map((key) => [key, annotations[key]]),
  );
  const values = sorted(faults.map(({ value }) => value));
  const detail = `forbidden ${plural('annotation', values.length)} ${values.join(', ')}`;
  return { reason: 'seccompProfile', detail, faults };
}
