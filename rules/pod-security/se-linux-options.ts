import { rule } from '../rule';
import { listed } from '../validation/go-format';
import { faultIf, refusedSecurityContexts } from '../validation/offenders';

const TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
const TYPES_SINCE_31 = [...TYPES, 'container_engine_t'];
const USER = 'seLinuxOptions.user';
const ROLE = 'seLinuxOptions.role';

export const seLinuxOptions = rule({
  id: 'pod-security/se-linux-options',
  severity: 'error',
  summary: 'The SELinux type must be a type for containers; the SELinux user and role must not be set.',
  details: `The allowed types are ${TYPES.filter(Boolean).join(', ')}; since v1.31 also container_engine_t.`,
  why: 'With other labels, a container can reach files and processes that SELinux protects from containers.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#assign-selinux-labels-to-a-container',
  podSecurity: {
    level: 'baseline',
    since: 0,
    find(pod, minor) {
      const types = minor < 31 ? TYPES : TYPES_SINCE_31;
      const offenders = refusedSecurityContexts(pod, ({ seLinuxOptions: { type = '', user = '', role = '' } = {} }) => [
        ...faultIf(!types.includes(type), {
          path: 'seLinuxOptions.type',
          value: type,
          what: `"${type}" is not a type for containers.`,
          fix: `Remove \`type\`, or set it to ${types.filter(Boolean).join(', ')}.`,
        }),
        ...faultIf(user !== '', { path: USER, what: `"${user}" is not allowed.`, fix: 'Remove `user`.' }),
        ...faultIf(role !== '', { path: ROLE, what: `"${role}" is not allowed.`, fix: 'Remove `role`.' }),
      ]);
      const { named, values, faults } = offenders;
      const parts = [
        ...(values.length > 0 ? [listed('type', values)] : []),
        ...(faults.some(({ path }) => path.endsWith(USER)) ? ['user may not be set'] : []),
        ...(faults.some(({ path }) => path.endsWith(ROLE)) ? ['role may not be set'] : []),
      ];
      return {
        reason: 'seLinuxOptions',
        detail: `${named} set forbidden securityContext.seLinuxOptions: ${parts.join('; ')}`,
        faults,
      };
    },
  },
});
