import { allowPrivilegeEscalation } from './allow-privilege-escalation';
import { appArmorProfile } from './app-armor-profile';
import { capabilitiesBaseline } from './capabilities-baseline';
import { capabilitiesRestricted } from './capabilities-restricted';
import { Check } from './check';
import { hostNamespaces } from './host-namespaces';
import { hostPathVolumes } from './host-path-volumes';
import { hostPorts } from './host-ports';
import { hostProbesAndHostLifecycle } from './host-probes-and-host-lifecycle';
import { PodSecurityLevel } from './policy';
import { privileged } from './privileged';
import { procMount } from './proc-mount';
import { procMountRestricted } from './proc-mount-restricted';
import { restrictedVolumes } from './restricted-volumes';
import { runAsNonRoot } from './run-as-non-root';
import { runAsUser } from './run-as-user';
import { seLinuxOptions } from './se-linux-options';
import { seccompProfileBaseline } from './seccomp-profile-baseline';
import { seccompProfileRestricted } from './seccomp-profile-restricted';
import { sysctls } from './sysctls';
import { windowsHostProcess } from './windows-host-process';

/** All checks, in the order in which the admission plugin tells what they refuse. */
export const CHECKS: readonly Check[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];

const known = new Map<string, readonly Check[]>();

/** The checks that a level consists of, by the standard of a minor version. */
export function checksOf(level: PodSecurityLevel, minor: number): readonly Check[] {
  const key = `${level}:${minor}`;
  let checks = known.get(key);
  if (checks === undefined) {
    checks = select(level, minor);
    known.set(key, checks);
  }
  return checks;
}

function select(level: PodSecurityLevel, minor: number): Check[] {
  if (level === 'privileged') {
    return [];
  }
  const checks = CHECKS.filter(
    (check) => check.since <= minor && (level === 'restricted' || check.level === 'baseline'),
  );
  const replaced = checks.map(({ replaces }) => replaces);
  return checks.filter(({ id }) => !replaced.includes(id));
}
