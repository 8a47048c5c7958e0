import { forEachContainer } from '../validation/containers';
import { choice, need } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/pod-os';

const SYSTEMS = ['linux', 'windows'];

/** What Windows does not know of a pod, its security context, and those of containers. */
const NOT_OF_WINDOWS = {
  pod: ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'],
  podContext: [
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
  context: [
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
};

/**
 * A pod that says which operating system it is for has no fields of the other one.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-os
 */
export const podOs: ApiRule = {
  'PodSpec.os'(spec, at, pod) {
    const { os } = spec;
    if (!os.name) {
      need(RULE, os, at.field('os'), pod, 'name');
    } else {
      // the server speaks of "os", not of its name
      choice(RULE, { os: os.name }, at, pod, 'os', SYSTEMS);
    }
    if (os.name === 'linux') {
      checkLinux(spec, at, pod);
    } else if (os.name === 'windows') {
      checkWindows(spec, at, pod);
    }
  },
};

function checkLinux(spec: any, at: Place, pod: Inspection): void {
  const check = ({ securityContext }: any, place: Place) => {
    if (securityContext?.windowsOptions !== undefined) {
      const field = place.field('securityContext').field('windowsOptions');
      pod.forbidden(RULE, field, 'there are Windows options.', 'The pod is for Linux (os).', 'Leave them out.');
    }
  };
  check(spec, at);
  forEachContainer(spec, at, check);
}

function checkWindows(spec: any, at: Place, pod: Inspection): void {
  const { securityContext } = spec;
  forbid(spec, NOT_OF_WINDOWS.pod, at, pod);
  if (securityContext !== undefined) {
    forbid(securityContext, NOT_OF_WINDOWS.podContext, at.field('securityContext'), pod);
  }
  forEachContainer(spec, at, (container, place) => {
    if (container.securityContext !== undefined) {
      forbid(container.securityContext, NOT_OF_WINDOWS.context, place.field('securityContext'), pod);
      if (pod.robbed.has(container.securityContext)) {
        // the server does not drop it, but makes "Default" of it
        forbid({ procMount: 'Default' }, ['procMount'], place.field('securityContext'), pod);
      }
    }
  });
}

function forbid(struct: any, fields: readonly string[], at: Place, pod: Inspection): void {
  for (const field of fields) {
    const value = struct[field];
    const isNothing = (field === 'hostPID' || field === 'hostIPC') && value === false;
    if (value !== undefined && !isNothing && !(field === 'sysctls' && value.length === 0)) {
      const why = 'The pod is for Windows (os), which has no such thing.';
      pod.forbidden(RULE, at.field(field), `${field} is set.`, why, 'Leave it out.');
    }
  }
}
