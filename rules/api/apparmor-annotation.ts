import { AppArmorProfile } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { isPadded } from '../model/go-text';
import { notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { forEachContainer } from '../validation/containers';
import { checkForm } from '../validation/fields';
import { everyPodThatHas, everyPodWith } from '../validation/every-object';

const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
const LOCALHOST = 'localhost/';

/** The annotation for each type of the field, except `Localhost`. */
const ANNOTATION_OF = new Map([
  ['Unconfined', 'unconfined'],
  ['RuntimeDefault', 'runtime/default'],
]);
const ANNOTATIONS = [...ANNOTATION_OF.values()];

/** The longest path of a Linux file. */
const PATH_LENGTH = 4095;

export const apparmorAnnotation = rule({
  id: 'api/apparmor-annotation',
  severity: 'error',
  summary: 'An AppArmor annotation must name a container of the pod, and agree with `appArmorProfile`.',
  see: 'https://kubernetes.io/docs/tutorials/security/apparmor/',
  checks: {
    ...everyPodWith('annotations', ({ annotations }, _, context) => {
      const keys = Object.keys(annotations).filter((key) => key.startsWith(PREFIX));
      for (const key of keys) {
        checkAnnotation(key, annotations[key], context.metadataAt.field('annotations').key(key), context);
      }
      if (keys.length > 0) {
        checkAgreement(context);
      }
    }),

    ...everyPodThatHas(['PodSecurityContext.appArmorProfile', 'SecurityContext.appArmorProfile'], (context) => {
      // before 1.34, the server adds annotations for the fields
      if (context.minor < 34) {
        checkAgreement(context);
      }
    }),
  },
});

function checkAnnotation(key: string, profile: string, at: FieldPath, context: ValidationContext): void {
  const name = key.slice(PREFIX.length);
  if (context.containersNamed(name).length === 0) {
    const why = 'The end of the key must be the name of a container.';
    context.invalid(at, `the pod has no container "${name}".`, why, 'Rename the key, or remove the annotation.');
  }
  if (profile !== '' && !ANNOTATIONS.includes(profile) && !profile.startsWith(LOCALHOST)) {
    const why = 'It must be "runtime/default", "unconfined", or "localhost/" and the name of a profile.';
    context.invalid(at, `"${profile}" is not a profile.`, why, 'Set `appArmorProfile` instead.');
  }
}

/** Reports containers whose field differs from their annotation. */
function checkAgreement(context: ValidationContext): void {
  const { spec, specAt, minor } = context;
  if (context.isTemplate || spec.os?.name === 'windows' || minor < 30 || !context.isFirst(checkAgreement)) {
    return;
  }
  const annotations = new Map(Object.entries(context.metadata.annotations ?? {}));
  const checked: { key: string; profile: AppArmorProfile; at: FieldPath }[] = [];
  forEachContainer(spec, specAt, ({ name = '', securityContext }, at) => {
    const key = PREFIX + name;
    const own = securityContext?.appArmorProfile;
    const profile = own ?? spec.securityContext?.appArmorProfile;
    const annotation = annotations.get(key);
    const added = annotation === undefined && minor < 34 ? annotationOf(profile) : undefined;
    if (added !== undefined) {
      annotations.set(key, added);
      const place = context.metadataAt.field('annotations');
      checkForm(key, place, context, notQualifiedName, `annotation key, but the server adds it for ${at}`);
    }
    // without a field of its own, the container has the profile of its annotation
    const isConverted = own === undefined && annotation !== undefined && isProfile(annotation);
    if (profile !== undefined && !isConverted) {
      checked.push({ key, profile, at: at.field('securityContext').field('appArmorProfile') });
    }
  });
  for (const { key, profile, at } of checked) {
    const annotation = annotations.get(key);
    const field = annotation === undefined ? undefined : differingField(annotation, profile);
    if (field !== undefined) {
      const what = `the annotation of the container is "${annotation}".`;
      context.forbidden(at.field(field), what, 'The field and the annotation must agree.', 'Remove the annotation.');
    }
  }
}

function annotationOf({ type = '', localhostProfile }: AppArmorProfile = {}): string | undefined {
  return type === 'Localhost' && localhostProfile !== undefined
    ? LOCALHOST + localhostProfile
    : ANNOTATION_OF.get(type);
}

/** Whether the server converts an annotation to the field. */
function isProfile(annotation: string): boolean {
  const name = annotation.startsWith(LOCALHOST) ? annotation.slice(LOCALHOST.length) : undefined;
  return name === undefined
    ? ANNOTATIONS.includes(annotation)
    : name !== '' && !isPadded(name) && Buffer.byteLength(name) <= PATH_LENGTH;
}

/** The field of a profile that differs from the annotation. */
function differingField(annotation: string, { type = '', localhostProfile }: AppArmorProfile): string | undefined {
  if (type !== 'Localhost') {
    return (ANNOTATION_OF.get(type) ?? annotation) !== annotation ? 'type' : undefined;
  }
  if (!annotation.startsWith(LOCALHOST)) {
    return 'type';
  }
  return annotation.slice(LOCALHOST.length) === localhostProfile ? undefined : 'localhostProfile';
}
