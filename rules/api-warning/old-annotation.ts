import { everyPodWith } from '../validation/every-object';

const RULE = 'api-warning/old-annotation';

/** Annotations that did something once, and the fields that do it now. */
const FIELDS: Record<string, string> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'priorityClassName',
  'security.alpha.kubernetes.io/sysctls': 'securityContext.sysctls',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'securityContext.sysctls',
};

const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/**
 * Annotations that do nothing any longer, or soon will: fields have taken their place.
 *
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/
 */
export const oldAnnotation = everyPodWith('annotations', ({ annotations }, at, pod) => {
  const { spec } = pod;
  const warn = (key: string, field: string) => {
    const place = at.field('annotations').key(key);
    pod.warn(RULE, place, `"${key}" does nothing any longer.`, 'A field has taken its place.', `Use ${field}.`);
  };
  for (const key in annotations) {
    if (Object.prototype.hasOwnProperty.call(FIELDS, key)) {
      warn(key, FIELDS[key]);
    } else if (key === SECCOMP_POD && spec.securityContext?.seccompProfile === undefined) {
      warn(key, 'securityContext.seccompProfile');
    } else if (key.startsWith(SECCOMP)) {
      for (const { securityContext } of pod.containersNamed(key.slice(SECCOMP.length))) {
        if (securityContext?.seccompProfile === undefined) {
          warn(key, 'securityContext.seccompProfile');
        }
      }
    } else if (key.startsWith(APPARMOR) && pod.minor >= 30 && spec.os?.name !== 'windows') {
      for (const { securityContext } of pod.containersNamed(key.slice(APPARMOR.length))) {
        if (securityContext?.appArmorProfile === undefined && !isSaid(annotations[key], spec)) {
          warn(key, 'securityContext.appArmorProfile');
        }
      }
    }
  }
});

/** Whether the pod's own profile says what an annotation says. */
function isSaid(annotation: string, spec: any): boolean {
  const profile = spec.securityContext?.appArmorProfile;
  switch (profile?.type) {
    case 'Unconfined':
      return annotation === 'unconfined';
    case 'RuntimeDefault':
      return annotation === 'runtime/default';
    case 'Localhost':
      return annotation === `localhost/${profile.localhostProfile}`;
    default:
      return false;
  }
}
