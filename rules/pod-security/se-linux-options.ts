import { Check, Fault } from './check';
import { PodView } from './pod-view';
import { listed, text } from './go-format';

const TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t']);
const TYPES_1_31 = new Set([...TYPES, 'container_engine_t']);

/**
 * SELinux treats containers as containers: their type is one of those made for them, and nobody names a user or a role.
 *
 * Baseline, from 1.0 on; from 1.31 on the type may be container_engine_t as well.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#assign-selinux-labels-to-a-container
 */
export const seLinuxOptions: Check = {
  id: 'se-linux-options',
  level: 'baseline',
  since: 0,
  why: 'With other labels, a container reaches files and processes that SELinux keeps from containers.',
  find(pod: PodView, minor: number) {
    const types = minor < 31 ? TYPES : TYPES_1_31;
    const bad = pod.contextsWhere(({ seLinuxOptions: options }) => {
      return (
        Boolean(options) && !(types.has(text(options.type)) && text(options.user) === '' && text(options.role) === '')
      );
    });
    if (bad === undefined) {
      return undefined;
    }
    const badTypes = bad.values(({ seLinuxOptions: { type } }) => (types.has(text(type)) ? [] : [type]));
    const set = (field: string) => bad.values(({ seLinuxOptions: options }) => [text(options[field])]).some(Boolean);
    const data = [
      badTypes.length === 0 ? [] : listed('type', badTypes),
      ['user', 'role'].filter(set).map((field) => `${field} may not be set`),
    ].flat();
    return {
      reason: 'seLinuxOptions',
      detail: `${bad.named} set forbidden securityContext.seLinuxOptions: ${data.join('; ')}`,
      faults: bad.faults(({ seLinuxOptions: options }, path) => faults(options, `${path}.seLinuxOptions`, types)),
    };
  },
};

function faults(options: any, path: string, types: ReadonlySet<string>): Fault[] {
  const type = types.has(text(options.type))
    ? []
    : [
        {
          path: `${path}.type`,
          what: `it is "${options.type}".`,
          fix: `Leave it out, or take ${[...types].slice(1).join(', ')}.`,
        },
      ];
  const others = ['user', 'role'].flatMap((field) =>
    text(options[field]) === ''
      ? []
      : [{ path: `${path}.${field}`, what: `it is "${options[field]}".`, fix: 'Leave it out.' }],
  );
  return [...type, ...others];
}
