import { Container } from '../../kubernetes/decoded';
import { PodModel } from '../model/pod-model';
import { Fault, Refusal } from '../pod-security-check';
import { goQuoted, quotedList } from './go-format';
import { faultIf, forbidden, Offenders, refusedContainers, refusedSecurityContexts } from './offenders';

/** Checks of security contexts that a Pod Security rule of each level shares. */

/** The capabilities that a container adds and that are not allowed. */
export function addedCapabilities(
  { securityContext }: Container,
  allowed: readonly string[],
  fix: string,
): readonly Fault[] {
  return (securityContext?.capabilities?.add ?? []).flatMap((value, i) =>
    faultIf(!allowed.includes(value), forbidden(`securityContext.capabilities.add[${i}]`, value, fix)),
  );
}

export function mustNotAdd(offenders: Offenders): string {
  return `${offenders.named} must not include ${quotedList(offenders.values)} in securityContext.capabilities.add`;
}

export function unmaskedProcMounts(pod: PodModel): Refusal {
  const { named, values, faults } = refusedContainers(pod, ({ securityContext: { procMount = 'Default' } = {} }) =>
    faultIf(procMount !== 'Default', forbidden('securityContext.procMount', procMount, 'Remove `procMount`.')),
  );
  return {
    reason: 'procMount',
    detail: `${named} must not set securityContext.procMount to ${quotedList(values)}`,
    faults,
  };
}

/** The types of seccomp and AppArmor profiles that the levels allow. */
const PROFILE_TYPES = ['RuntimeDefault', 'Localhost'];

/** The fault of a profile in a security context. */
export function forbiddenProfile(
  field: 'appArmorProfile' | 'seccompProfile',
  profile: { readonly type?: string } | undefined,
): readonly Fault[] {
  const { type: value = '' } = profile ?? {};
  return faultIf(
    profile !== undefined && !PROFILE_TYPES.includes(value),
    forbidden(`${field}.type`, value, 'Set `type` to RuntimeDefault or Localhost.'),
  );
}

export function forbiddenSeccompProfiles(pod: PodModel): Refusal {
  const { named, values, faults } = refusedSecurityContexts(pod, ({ seccompProfile }) =>
    forbiddenProfile('seccompProfile', seccompProfile),
  );
  return {
    reason: 'seccompProfile',
    detail: `${named} must not set securityContext.seccompProfile.type to ${quotedList(values)}`,
    faults,
  };
}

/** The faults of annotations that name a profile. Their values are the annotations as the admission plugin lists them. */
export function annotationFaults(annotations: readonly (readonly [key: string, value: string])[]) {
  return annotations.map(([key, value]) => ({
    ...forbidden(`metadata.annotations[${key}]`, value, 'Remove it, or set it to "runtime/default".'),
    value: `${key}=${goQuoted(value)}`,
  }));
}
