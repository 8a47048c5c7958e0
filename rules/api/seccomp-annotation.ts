import { PodSecurityContext, SecurityContext } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notBelow } from '../model/paths';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { forEachContainer } from '../validation/containers';
import { everyPodWith } from '../validation/every-object';

const POD = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const LOCALHOST = 'localhost/';

/** The annotations for each type of the field, except `Localhost`. */
const ANNOTATIONS_OF = new Map([
  ['Unconfined', ['unconfined']],
  ['RuntimeDefault', ['runtime/default', 'docker/default']],
]);
const ANNOTATIONS = [...ANNOTATIONS_OF.values()].flat();

export const seccompAnnotation = rule({
  id: 'api/seccomp-annotation',
  severity: 'error',
  summary: 'A seccomp annotation must have a valid profile, and agree with `seccompProfile`.',
  details: 'These annotations have no effect any more, but the API server still validates them.',
  see: 'https://kubernetes.io/docs/reference/labels-annotations-taints/#seccomp-security-alpha-kubernetes-io-pod',
  checks: everyPodWith('annotations', ({ annotations }, _, context) => {
    const { spec, specAt } = context;
    const keys = Object.keys(annotations).filter((key) => key === POD || key.startsWith(CONTAINER));
    keys.forEach((key) => checkAnnotation(key, annotations[key], context));
    if (keys.length > 0 && !context.isTemplate) {
      checkAgreement(annotations[POD], spec.securityContext, specAt, context);
      forEachContainer(spec, specAt, ({ name = '', securityContext }, at) => {
        checkAgreement(annotations[CONTAINER + name], securityContext, at, context);
      });
    }
  }),
});

function checkAnnotation(key: string, profile: string, context: ValidationContext): void {
  const file = profile.startsWith(LOCALHOST) ? profile.slice(LOCALHOST.length) : undefined;
  if (file === undefined ? !ANNOTATIONS.includes(profile) : notBelow(file) !== undefined) {
    // the server writes the key without brackets
    const path = context.metadataAt.field('annotations').field(key);
    const why = 'It must be "runtime/default", "unconfined", or "localhost/" and a relative path.';
    context.invalid(path, `"${profile}" is not a profile.`, why, 'Set `seccompProfile` instead.');
  }
}

function checkAgreement(
  annotation: string | undefined,
  { seccompProfile: profile }: PodSecurityContext | SecurityContext = {},
  at: FieldPath,
  context: ValidationContext,
): void {
  if (annotation === undefined || profile === undefined) {
    return;
  }
  const { type = '', localhostProfile } = profile;
  const isLocalhost = type === 'Localhost';
  const agrees = isLocalhost
    ? annotation.startsWith(LOCALHOST)
    : (ANNOTATIONS_OF.get(type)?.includes(annotation) ?? true);
  if (!agrees || (isLocalhost && annotation.slice(LOCALHOST.length) !== localhostProfile)) {
    const field = at
      .field('securityContext')
      .field('seccompProfile')
      .field(agrees ? 'localhostProfile' : 'type');
    const what = `the annotation is "${annotation}".`;
    context.forbidden(field, what, 'The field and the annotation must agree.', 'Remove the annotation.');
  }
}
