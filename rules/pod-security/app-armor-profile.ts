import { Check, Fault } from './check';
import { PodView } from './pod-view';
import { goQuoted, plural, quoted, sorted, text } from './go-format';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';
const FIX = 'Leave it out, or name the profile of the runtime or one of the node.';

/**
 * Nobody turns off AppArmor, which confines containers on nodes that have it: the profile is the runtime's or one that the node
 * has, be it said in the field or in the annotation that was there before it.
 *
 * Baseline, from 1.0 on.
 *
 * @see https://kubernetes.io/docs/tutorials/security/apparmor/
 */
export const appArmorProfile: Check = {
  id: 'app-armor-profile',
  level: 'baseline',
  since: 0,
  why: 'Without a profile, AppArmor does not confine the container.',
  find(pod) {
    const bad = pod.contextsWhere(
      ({ appArmorProfile: profile }) => profile !== undefined && profile !== null && !allowedType(profile.type),
    );
    const annotations = badAnnotations(pod);
    if (bad === undefined && annotations.length === 0) {
      return undefined;
    }
    const setters = [bad?.named ?? [], annotations.length === 0 ? [] : plural('annotation', annotations.length)].flat();
    const values = [
      ...(bad?.values((context) => [text(context.appArmorProfile.type)]) ?? []),
      ...sorted(annotations.map(([key, value]) => `${key}=${goQuoted(value)}`)),
    ];
    return {
      reason: plural('forbidden AppArmor profile', values.length),
      detail: `${setters.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
      faults: [
        ...annotations.map(([key, value]): Fault => ({
          path: `metadata.annotations[${key}]`,
          what: `it is "${value}".`,
          fix: FIX,
        })),
        ...(bad?.faults((context, path) => [
          {
            path: `${path}.appArmorProfile.type`,
            what: `it is "${text(context.appArmorProfile.type)}".`,
            fix: FIX,
          },
        ]) ?? []),
      ],
    };
  },
};

function allowedType(type: any): boolean {
  return type === 'RuntimeDefault' || type === 'Localhost';
}

function badAnnotations(pod: PodView): [string, string][] {
  const found: [string, string][] = [];
  for (const key in pod.annotations) {
    if (key.startsWith(ANNOTATION)) {
      const value = text(pod.annotations[key]);
      if (value !== '' && value !== 'runtime/default' && !value.startsWith('localhost/')) {
        found.push([key, value]);
      }
    }
  }
  return found;
}
