import { everyContainerWith } from '../validation/containers';
import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/security-context';

const PROC_MOUNTS = ['Default', 'Unmasked'];
const MOST = 2147483647;

/**
 * As whom a container runs, and what it may do.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export const securityContext: ApiRule = {
  ...everyContainerWith('securityContext', ({ securityContext: context }, at, pod) => {
    const place = at.field('securityContext');
    checkIds(context, ['runAsUser', 'runAsGroup'], place, pod);
    const { procMount, allowPrivilegeEscalation, privileged, capabilities } = context;
    if (procMount !== undefined && !PROC_MOUNTS.includes(procMount)) {
      pod.notSupported(RULE, place.field('procMount'), procMount, PROC_MOUNTS);
    }
    if (procMount === 'Unmasked' && pod.minor >= 30 && pod.spec.hostUsers !== false) {
      const what = 'all of /proc would be open to a user of the node.';
      pod.invalid(RULE, place.field('procMount'), what, 'The pod has the users of the node.', 'Set hostUsers: false.');
    }
    if (allowPrivilegeEscalation === false && privileged === true) {
      const what = 'the container is privileged, and may not get more privileges.';
      pod.invalid(RULE, place, what, 'It has them all.', 'Leave one of the two out.');
    }
    if (allowPrivilegeEscalation === false && capabilities?.add?.includes('CAP_SYS_ADMIN')) {
      const what = 'the container has CAP_SYS_ADMIN, and may not get more privileges.';
      pod.invalid(RULE, place, what, 'With it, it can get them.', 'Leave one of the two out.');
    }
  }),

  PodSecurityContext(context, at, pod) {
    checkIds(context, ['fsGroup', 'runAsUser', 'runAsGroup'], at, pod);
    const { supplementalGroups } = context;
    for (let i = 0; i < (supplementalGroups?.length ?? 0); i++) {
      if (!isId(supplementalGroups[i])) {
        const place = at.field('supplementalGroups').item(i);
        pod.invalid(RULE, place, `${supplementalGroups[i]} is not the id of a group.`, RANGE, 'Give another one.');
      }
    }
    for (const [field, values] of Object.entries(CHOICES)) {
      if (context[field] !== undefined && !values.includes(context[field])) {
        pod.notSupported(RULE, at.field(field), context[field], values);
      }
    }
  },
};

const CHOICES: Record<string, readonly string[]> = {
  fsGroupChangePolicy: ['Always', 'OnRootMismatch'],
  supplementalGroupsPolicy: ['Merge', 'Strict'],
  seLinuxChangePolicy: ['MountOption', 'Recursive'],
};

const RANGE = `It is a number from 0 to ${MOST}.`;

function isId(id: number): boolean {
  return id >= 0 && id <= MOST;
}

function checkIds(context: any, fields: readonly string[], at: Place, pod: Inspection): void {
  for (const field of fields) {
    const id = context[field];
    if (id !== undefined && !isId(id)) {
      const kind = field === 'runAsUser' ? 'user' : 'group';
      pod.invalid(RULE, at.field(field), `${id} is not the id of a ${kind}.`, RANGE, 'Give another one.');
    }
  }
}
