import { Container, PodSpec, SecurityContext } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { forEachContainer } from '../validation/containers';
import { choice, need } from '../validation/fields';

const SYSTEMS = ['linux', 'windows'];

/** The fields that a pod for Windows cannot have. */
const NOT_ON_WINDOWS = {
  pod: ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'],
  podSecurityContext: [
    'appArmorProfile',
    'fsGroup',
    'fsGroupChangePolicy',
    'runAsGroup',
    'runAsUser',
    'seLinuxChangePolicy',
    'seLinuxOptions',
    'seccompProfile',
    'supplementalGroups',
    'supplementalGroupsPolicy',
    'sysctls',
  ],
  securityContext: [
    'allowPrivilegeEscalation',
    'appArmorProfile',
    'capabilities',
    'privileged',
    'procMount',
    'readOnlyRootFilesystem',
    'runAsGroup',
    'runAsUser',
    'seLinuxOptions',
    'seccompProfile',
  ],
} as const;

export const podOs = rule({
  id: 'api/pod-os',
  severity: 'error',
  summary: 'A pod with an `os` must not have fields of another operating system.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-os',
  checks: {
    'PodSpec.os'(spec, at, context) {
      const { name: os } = spec.os;
      if (os) {
        // the server reports the path spec.os, not spec.os.name
        choice({ os }, at, context, 'os', SYSTEMS);
      } else {
        need(spec.os, at.field('os'), context, 'name');
      }
      if (os === 'linux') {
        checkLinux(spec, at, context);
      } else if (os === 'windows') {
        checkWindows(spec, at, context);
      }
    },
  },
});

function checkLinux(spec: PodSpec, at: FieldPath, context: ValidationContext): void {
  const checkOptions = ({ securityContext }: PodSpec | Container, structAt: FieldPath) => {
    if (securityContext?.windowsOptions !== undefined) {
      const path = structAt.field('securityContext').field('windowsOptions');
      const why = 'The `os` of the pod is linux.';
      context.forbidden(path, '`windowsOptions` is set.', why, 'Remove `windowsOptions`.');
    }
  };
  checkOptions(spec, at);
  forEachContainer(spec, at, checkOptions);
}

function checkWindows(spec: PodSpec, at: FieldPath, context: ValidationContext): void {
  forbid(spec, NOT_ON_WINDOWS.pod, at, context);
  forbid(spec.securityContext ?? {}, NOT_ON_WINDOWS.podSecurityContext, at.field('securityContext'), context);
  forEachContainer(spec, at, ({ securityContext = {} }, containerAt) => {
    // the server replaces a gated value of procMount by "Default" instead of dropping it
    const actual: SecurityContext = context.gatedStructs.has(securityContext)
      ? { ...securityContext, procMount: 'Default' }
      : securityContext;
    forbid(actual, NOT_ON_WINDOWS.securityContext, containerAt.field('securityContext'), context);
  });
}

function forbid<S>(struct: S, fields: readonly (keyof S & string)[], at: FieldPath, context: ValidationContext): void {
  for (const field of fields) {
    const value: unknown = struct[field];
    const isDefault =
      (value === false && (field === 'hostPID' || field === 'hostIPC')) ||
      (field === 'sysctls' && Array.isArray(value) && value.length === 0);
    if (value !== undefined && !isDefault) {
      const why = 'Containers on Windows do not have it.';
      context.forbidden(at.field(field), `\`${field}\` is set.`, why, `Remove \`${field}\`.`);
    }
  }
}
