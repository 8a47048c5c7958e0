import { forEachContainer } from './containers';
import { Inspection } from './inspection';
import { notQualifiedName } from './names';
import { Place } from './place';
import { ApiRule } from './rule';

const RULE = 'api/apparmor-annotation';

const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
const LOCALHOST = 'localhost/';

const SAME: Record<string, string> = { Unconfined: 'unconfined', RuntimeDefault: 'runtime/default' };

/**
 * The annotations that came before `appArmorProfile`: each is for a container that is there, and agrees with the field.
 *
 * @see https://kubernetes.io/docs/tutorials/security/apparmor/
 */
export const apparmorAnnotation: ApiRule = {
  Pod({ metadata }, at, pod) {
    const annotations = metadata?.annotations;
    let isThere = false;
    for (const key in annotations) {
      if (key.startsWith(PREFIX)) {
        isThere = true;
        checkAnnotation(key, annotations[key], at, pod);
      }
    }
    if (pod.isTemplate || pod.spec.os?.name === 'windows') {
      return;
    }
    if (pod.minor >= 30 && (isThere || pod.minor < 34)) {
      checkFields(annotations ?? {}, at, pod);
    }
  },
};

function checkAnnotation(key: string, profile: string, at: Place, pod: Inspection): void {
  const place = at.field('metadata').field('annotations').key(key);
  const name = key.slice(PREFIX.length);
  let isThere = false;
  forEachContainer(pod.spec, at, (container) => {
    isThere ||= (container.name ?? '') === name;
  });
  if (!isThere) {
    const what = `the pod has no container "${name}".`;
    pod.invalid(RULE, place, what, 'The annotation is for one.', 'Name one that is there.');
  }
  if (profile !== '' && !Object.values(SAME).includes(profile) && !profile.startsWith(LOCALHOST)) {
    const why = 'It is runtime/default, unconfined, or localhost/ and a name.';
    pod.invalid(RULE, place, `"${profile}" is not a profile.`, why, 'Use `appArmorProfile` instead.');
  }
}

function checkFields(annotations: Record<string, string>, at: Place, pod: Inspection): void {
  const ofPod = pod.spec.securityContext?.appArmorProfile;
  forEachContainer(pod.spec, at.field('spec'), (container, place) => {
    const key = PREFIX + (container.name ?? '');
    const own = container.securityContext?.appArmorProfile;
    const profile = own ?? ofPod;
    const annotation = annotations[key];
    if (annotation !== undefined) {
      // what the container does not say itself, the annotation says for it
      if (profile !== undefined && (own !== undefined || !isProfile(annotation))) {
        checkSame(annotation, profile, place.field('securityContext').field('appArmorProfile'), pod);
      }
    } else if (pod.minor < 34 && isWritten(profile) && notQualifiedName(key) !== undefined) {
      // the server writes the annotation, which the container's name is part of
      const what = `the profile of ${place} is made an annotation, "${key}".`;
      const annotationsAt = at.field('metadata').field('annotations');
      pod.invalid(RULE, annotationsAt, what, notQualifiedName(key)!, 'Give the container another name.');
    }
  });
}

/** Whether an annotation says what a field could say. */
function isProfile(annotation: string): boolean {
  const name = annotation.startsWith(LOCALHOST) ? annotation.slice(LOCALHOST.length) : undefined;
  return name === undefined
    ? Object.values(SAME).includes(annotation)
    : name !== '' && name.trim() === name && Buffer.byteLength(name) <= 4095;
}

/** Whether the server, before 1.34, makes an annotation of a field. */
function isWritten(profile: any): boolean {
  return (
    profile !== undefined &&
    (SAME[profile.type] !== undefined || (profile.type === 'Localhost' && profile.localhostProfile !== undefined))
  );
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
  } else if (SAME[profile.type] !== undefined && SAME[profile.type] !== annotation) {
    differ('type');
  }
}
