import { rule } from '../rule';
import { firsts, needForm } from '../validation/fields';

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const NAME = new RegExp(`^(${SEGMENT}[./])*${SEGMENT}$`);

export const sysctl = rule({
  id: 'api/sysctl',
  severity: 'error',
  summary: 'Each sysctl must have a unique valid name, and belong to a namespace of the pod.',
  see: 'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
  checks: {
    'PodSecurityContext.sysctls'({ sysctls }, at, context) {
      const first = firsts(sysctls, ({ name }) => name);
      sysctls.forEach((one, i) => {
        const { name = '' } = one;
        const item = at.field('sysctls').item(i);
        const path = item.field('name');
        needForm(one, item, context, 'name', notSysctl, 'name of a sysctl, such as "net.core.somaxconn"');
        if (name !== '' && notSysctl(name) === undefined && first[i] < i) {
          context.duplicate(path, `duplicate sysctl "${name}".`, 'A sysctl has one value.', 'Remove the item.');
        }
        const hostField = context.minor >= 28 ? hostFieldOf(name) : undefined;
        if (hostField !== undefined && context.spec[hostField]) {
          const why = `The pod uses the namespace of the node (\`${hostField}\`).`;
          context.invalid(path, `"${name}" changes the node.`, why, `Remove the sysctl, or \`${hostField}\`.`);
        }
      });
    },
  },
});

function notSysctl(name: string): string | undefined {
  return name.length <= 253 && NAME.test(name)
    ? undefined
    : 'It must have at most 253 lower case letters, digits, "-" and "_", with single "." or "/" between them.';
}

/** The field by which a pod shares the kernel namespace of a sysctl with the node. */
function hostFieldOf(name: string): 'hostNetwork' | 'hostIPC' | undefined {
  const separator = /[./]/.exec(name)?.[0];
  const dotted = separator === '/' ? name.replace(/[./]/g, (one) => (one === '/' ? '.' : '/')) : name;
  if (dotted.startsWith('net.')) {
    return 'hostNetwork';
  }
  return dotted === 'kernel.sem' || /^(kernel\.shm|kernel\.msg|fs\.mqueue\.)/.test(dotted) ? 'hostIPC' : undefined;
}
