import { forEachContainer } from '../validation/containers';
import { everyPodThatHas, everyPodWith } from '../validation/every-object';
import { Inspection } from '../validation/validation-context';
import { notQualifiedName } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/apparmor-annotation';

const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
const LOCALHOST = 'localhost/';

/** What the annotation says for a type of the field. */
const SAME = new Map([
  ['Unconfined', 'unconfined'],
  ['RuntimeDefault', 'runtime/default'],
]);

/**
 * The annotations that came before `appArmorProfile`: each is for a container that is there, and agrees with the field.
 *
 * @see https://kubernetes.io/docs/tutorials/security/apparmor/
 */
export const apparmorAnnotation: ApiRule = {
  ...everyPodWith('annotations', ({ annotations }, _, pod) => {
    let isThere = false;
    for (const key in annotations) {
      if (key.startsWith(PREFIX)) {
        isThere = true;
        checkAnnotation(key, annotations[key], pod.metadataAt.field('annotations').key(key), pod);
      }
    }
    if (isThere) {
      checkFields(pod);
    }
  }),

  ...everyPodThatHas(['PodSecurityContext.appArmorProfile', 'SecurityContext.appArmorProfile'], (pod) => {
    // before 1.34, the server makes annotations of the fields
    if (pod.minor < 34) {
      checkFields(pod);
    }
  }),
};

function checkAnnotation(key: string, profile: string, place: Place, pod: Inspection): void {
  const name = key.slice(PREFIX.length);
  if (pod.containersNamed(name).length === 0) {
    const what = `the pod has no container "${name}".`;
    pod.invalid(RULE, place, what, 'The annotation is for one.', 'Name one that is there.');
  }
  if (profile !== '' && ![...SAME.values()].includes(profile) && !profile.startsWith(LOCALHOST)) {
    const why = 'It is runtime/default, unconfined, or localhost/ and a name.';
    pod.invalid(RULE, place, `"${profile}" is not a profile.`, why, 'Use `appArmorProfile` instead.');
  }
}

function checkFields(pod: Inspection): void {
  if (pod.isTemplate || pod.spec.os?.name === 'windows' || pod.minor < 30 || !pod.isFirst(checkFields)) {
    return;
  }
  const { specAt } = pod;
  const given: Record<string, string> = pod.metadata.annotations ?? {};
  const ofPod = pod.spec.securityContext?.appArmorProfile;
  const annotations = { ...given };
  const said = new Set<any>();
  // one container after the other: a container takes what an annotation says, and before 1.34 the server makes one of a field
  forEachContainer(pod.spec, specAt, (container, place) => {
    const key = PREFIX + (container.name ?? '');
    const own = container.securityContext?.appArmorProfile;
    if (annotations[key] === undefined) {
      const text = pod.minor < 34 ? annotationOf(own ?? ofPod) : undefined;
      if (text !== undefined) {
        annotations[key] = text;
        checkKey(key, place, pod);
      }
    } else if (own === undefined && isProfile(annotations[key])) {
      said.add(container);
    }
  });
  forEachContainer(pod.spec, specAt, (container, place) => {
    const profile = container.securityContext?.appArmorProfile ?? ofPod;
    const annotation = annotations[PREFIX + (container.name ?? '')];
    if (annotation !== undefined && profile !== undefined && !said.has(container)) {
      checkSame(annotation, profile, place.field('securityContext').field('appArmorProfile'), pod);
    }
  });
}

function checkKey(key: string, container: Place, pod: Inspection): void {
  const why = notQualifiedName(key);
  if (why !== undefined) {
    const what = `the profile of ${container} is made an annotation, "${key}".`;
    const place = pod.metadataAt.field('annotations');
    pod.invalid(RULE, place, what, why, 'Give the container another name.');
  }
}

function annotationOf(profile: any): string | undefined {
  return profile?.type === 'Localhost' && profile.localhostProfile !== undefined
    ? LOCALHOST + profile.localhostProfile
    : SAME.get(profile?.type);
}

/** Whether an annotation says what a field could say. */
function isProfile(annotation: string): boolean {
  const name = annotation.startsWith(LOCALHOST) ? annotation.slice(LOCALHOST.length) : undefined;
  return name === undefined
    ? [...SAME.values()].includes(annotation)
    : name !== '' && name.trim() === name && Buffer.byteLength(name) <= 4095;
}

function checkSame(annotation: string, profile: any, at: Place, pod: Inspection): void {
  const differ = (field: string) => {
    const what = `the annotation says "${annotation}".`;
    pod.forbidden(RULE, at.field(field), what, 'The two have to agree.', 'Leave the annotation out.');
  };
  if (profile.type === 'Localhost') {
    if (!annotation.startsWith(LOCALHOST)) {
      differ('type');
    } else if (annotation.slice(LOCALHOST.length) !== profile.localhostProfile) {
      differ('localhostProfile');
    }
  } else if (SAME.has(profile.type) && SAME.get(profile.type) !== annotation) {
    differ('type');
  }
}
