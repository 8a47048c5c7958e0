import { AppArmorProfile } from '../../kubernetes/decoded';
import { rule } from '../rule';
import { everyPodWith } from '../validation/every-object';

/** Annotations without effect, and the fields that replace them. */
const FIELDS = new Map([
  ['scheduler.alpha.kubernetes.io/critical-pod', 'priorityClassName'],
  ['security.alpha.kubernetes.io/sysctls', 'securityContext.sysctls'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'securityContext.sysctls'],
]);

const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

export const oldAnnotation = rule({
  id: 'api-warning/old-annotation',
  severity: 'warning',
  summary: 'A pod should use fields instead of the annotations that they replaced.',
  why: 'A field replaces this annotation.',
  see: 'https://kubernetes.io/docs/reference/labels-annotations-taints/',
  checks: everyPodWith('annotations', ({ annotations }, at, context) => {
    const { securityContext, os } = context.spec;
    const warn = (key: string, field: string) => {
      const path = at.field('annotations').key(key);
      context.warn(path, `"${key}" is deprecated.`, context.why, `Use the field \`${field}\`.`);
    };
    const warnIfMissing = (key: string, prefix: string, field: 'seccompProfile' | 'appArmorProfile') =>
      context
        .containersNamed(key.slice(prefix.length))
        .filter((container) => container.securityContext?.[field] === undefined)
        .forEach(() => warn(key, `securityContext.${field}`));
    for (const [key, value] of Object.entries(annotations)) {
      const field = FIELDS.get(key);
      if (field !== undefined) {
        warn(key, field);
      } else if (key === SECCOMP_POD && securityContext?.seccompProfile === undefined) {
        warn(key, 'securityContext.seccompProfile');
      } else if (key.startsWith(SECCOMP)) {
        warnIfMissing(key, SECCOMP, 'seccompProfile');
      } else if (key.startsWith(APPARMOR) && context.minor >= 30 && os?.name !== 'windows') {
        if (value !== asAnnotation(securityContext?.appArmorProfile)) {
          warnIfMissing(key, APPARMOR, 'appArmorProfile');
        }
      }
    }
  }),
});

/** The value that an annotation has for a profile. */
function asAnnotation({ type = '', localhostProfile }: AppArmorProfile = {}): string | undefined {
  const local = `localhost/${localhostProfile}`;
  return new Map([
    ['Unconfined', 'unconfined'],
    ['RuntimeDefault', 'runtime/default'],
    ['Localhost', local],
  ]).get(type);
}
