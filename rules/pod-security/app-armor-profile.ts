import { rule } from '../rule';
import { plural, quotedList, sorted } from '../validation/go-format';
import { refusedSecurityContexts } from '../validation/offenders';
import { annotationFaults, forbiddenProfile } from '../validation/security-context';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const ALLOWED_ANNOTATION = /^($|runtime\/default$|localhost\/)/;

export const appArmorProfile = rule({
  id: 'pod-security/app-armor-profile',
  severity: 'error',
  summary: 'An AppArmor profile must be the profile of the container runtime or a profile of the node.',
  details: `It checks the field, and the older annotations \`${ANNOTATION}<container>\`.`,
  why: 'Without a profile, AppArmor does not restrict the container.',
  see: 'https://kubernetes.io/docs/tutorials/security/apparmor/',
  podSecurity: {
    level: 'baseline',
    since: 0,
    find(pod) {
      const contexts = refusedSecurityContexts(pod, (context) =>
        forbiddenProfile('appArmorProfile', context.appArmorProfile),
      );
      const annotations = annotationFaults(
        Object.entries(pod.metadata.annotations ?? {}).filter(
          ([key, value = '']) => key.startsWith(ANNOTATION) && !ALLOWED_ANNOTATION.test(value),
        ),
      );
      const owners = [
        ...(contexts.faults.length > 0 ? [contexts.named] : []),
        ...(annotations.length > 0 ? [plural('annotation', annotations.length)] : []),
      ];
      const values = [...contexts.values, ...sorted(annotations.map(({ value }) => value))];
      return {
        reason: plural('forbidden AppArmor profile', values.length),
        detail: `${owners.join(' and ')} must not set AppArmor profile type to ${quotedList(values)}`,
        faults: [...annotations, ...contexts.faults],
      };
    },
  },
});
