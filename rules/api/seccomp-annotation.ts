import { forEachContainer } from '../validation/containers';
import { notDescending } from '../model/descending-path';
import { everyPodWith } from '../validation/every-object';
import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';

const RULE = 'api/seccomp-annotation';

const POD = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const LOCALHOST = 'localhost/';

/** What the annotation says for a type of the field. */
const SAME = new Map([
  ['Unconfined', ['unconfined']],
  ['RuntimeDefault', ['runtime/default', 'docker/default']],
]);

/**
 * The annotations that came before `seccompProfile`. They do nothing any longer, but have to agree with it.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#seccomp-security-alpha-kubernetes-io-pod
 */
export const seccompAnnotation = everyPodWith('annotations', ({ annotations }, _, pod) => {
  let isThere = false;
  for (const key in annotations) {
    if (key === POD || key.startsWith(CONTAINER)) {
      isThere = true;
      checkProfile(key, annotations[key], pod.metadataAt.field('annotations'), pod);
    }
  }
  if (!isThere || pod.isTemplate) {
    return;
  }
  checkSame(annotations[POD], pod.spec.securityContext, pod.specAt, pod);
  forEachContainer(pod.spec, pod.specAt, (container, place) => {
    checkSame(annotations[CONTAINER + (container.name ?? '')], container.securityContext, place, pod);
  });
});

function checkProfile(key: string, profile: string, at: Place, pod: Inspection): void {
  const file = profile.startsWith(LOCALHOST) ? profile.slice(LOCALHOST.length) : undefined;
  const isKnown = [...SAME.values()].some((values) => values.includes(profile));
  if (file === undefined ? !isKnown : notDescending(file) !== undefined) {
    const why = 'It is runtime/default, unconfined, or localhost/ and a path.';
    pod.invalid(RULE, `${at}.${key}`, `"${profile}" is not a profile.`, why, 'Use `seccompProfile` instead.');
  }
}

function checkSame(annotation: string | undefined, context: any, at: Place, pod: Inspection): void {
  const profile = context?.seccompProfile;
  if (annotation === undefined || profile === undefined) {
    return;
  }
  const place = at.field('securityContext').field('seccompProfile');
  const differ = (field: string) => {
    const what = `the annotation says "${annotation}".`;
    pod.forbidden(RULE, place.field(field), what, 'The two have to agree.', 'Leave the annotation out.');
  };
  if (profile.type === 'Localhost') {
    if (!annotation.startsWith(LOCALHOST)) {
      differ('type');
    } else if (annotation.slice(LOCALHOST.length) !== profile.localhostProfile) {
      differ('localhostProfile');
    }
  } else if (SAME.get(profile.type)?.includes(annotation) === false) {
    differ('type');
  }
}
