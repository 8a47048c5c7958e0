import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { everyContainerWith } from '../validation/containers';
import { choice } from '../validation/fields';

const MOST_ID = 2147483647;

export const securityContext = rule({
  id: 'api/security-context',
  severity: 'error',
  summary: 'The ids and policies of a security context must be valid, and must not contradict each other.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  checks: {
    ...everyContainerWith('securityContext', ({ securityContext: own }, containerAt, context) => {
      const at = containerAt.field('securityContext');
      checkId(own.runAsUser, 'user', at.field('runAsUser'), context);
      checkId(own.runAsGroup, 'group', at.field('runAsGroup'), context);
      choice(own, at, context, 'procMount', ['Default', 'Unmasked']);
      if (own.procMount === 'Unmasked' && context.minor >= 30 && context.spec.hostUsers !== false) {
        const why = 'An unmasked /proc requires a user namespace for the pod.';
        context.invalid(at.field('procMount'), 'the pod uses the users of the node.', why, 'Set `hostUsers` to false.');
      }
      const why = 'Such a container can always gain privileges.';
      const fix = 'Remove `allowPrivilegeEscalation`, or the field or capability that contradicts it.';
      if (own.allowPrivilegeEscalation === false && own.privileged === true) {
        context.invalid(at, '`privileged` contradicts `allowPrivilegeEscalation: false`.', why, fix);
      }
      if (own.allowPrivilegeEscalation === false && own.capabilities?.add?.includes('CAP_SYS_ADMIN')) {
        context.invalid(at, 'CAP_SYS_ADMIN contradicts `allowPrivilegeEscalation: false`.', why, fix);
      }
    }),

    PodSecurityContext(own, at, context) {
      checkId(own.fsGroup, 'group', at.field('fsGroup'), context);
      checkId(own.runAsUser, 'user', at.field('runAsUser'), context);
      checkId(own.runAsGroup, 'group', at.field('runAsGroup'), context);
      own.supplementalGroups?.forEach((id, i) => {
        checkId(id, 'group', at.field('supplementalGroups').item(i), context);
      });
      choice(own, at, context, 'fsGroupChangePolicy', ['Always', 'OnRootMismatch']);
      choice(own, at, context, 'supplementalGroupsPolicy', ['Merge', 'Strict']);
      choice(
        own,
        at,
        context,
        'seLinuxChangePolicy',
        context.minor >= 37 ? ['MountOption', 'Recursive'] : ['Recursive'],
      );
    },
  },
});

function checkId(id: number | undefined, owner: 'user' | 'group', at: FieldPath, context: ValidationContext): void {
  if (id !== undefined && !(id >= 0 && id <= MOST_ID)) {
    const why = `It must be from 0 to ${MOST_ID}.`;
    context.invalid(at, `${id} is not the id of a ${owner}.`, why, `Use the id of a ${owner}, such as 1000.`);
  }
}
