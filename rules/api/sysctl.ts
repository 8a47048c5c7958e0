import { firsts } from '../validation/fields';
import { ApiRule } from './rule';

const RULE = 'api/sysctl';

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const NAME = new RegExp(`^(${SEGMENT}[./])*${SEGMENT}$`);

/**
 * Parameters of the kernel. Those of a namespace that the pod shares with the node cannot be set.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
 */
export const sysctl: ApiRule = {
  'PodSecurityContext.sysctls'({ sysctls }, at, pod) {
    const first = firsts(sysctls, ({ name }) => name);
    for (let i = 0; i < sysctls.length; i++) {
      const { name = '' } = sysctls[i];
      const place = at.field('sysctls').item(i).field('name');
      if (name === '') {
        pod.required(RULE, place, 'the parameter has no name.', 'There are many.', 'Name it.');
      } else if (name.length > 253 || !NAME.test(name)) {
        const why = 'It consists of lower case letters, digits, "-" and "_", in parts between "." or "/".';
        pod.invalid(RULE, place, `"${name}" is not a parameter of the kernel.`, why, 'Such as "net.core.somaxconn".');
      } else if (first[i] < i) {
        pod.duplicate(RULE, place, `"${name}" is already set above.`, 'It has one value.', 'Leave one of the two out.');
      }
      const namespace = pod.minor >= 28 ? namespaceOf(name) : undefined;
      if ((namespace === 'net' && pod.spec.hostNetwork) || (namespace === 'ipc' && pod.spec.hostIPC)) {
        const field = namespace === 'net' ? 'hostNetwork' : 'hostIPC';
        const what = `"${name}" would be set for the node.`;
        pod.invalid(RULE, place, what, `The pod has the node's (${field}).`, `Leave it out, or ${field}.`);
      }
    }
  },
};

/** In which of the kernel's namespaces a parameter is, by its name with dots or with slashes. */
function namespaceOf(name: string): string | undefined {
  const separator = /[./]/.exec(name)?.[0];
  const dotted = separator === '/' ? name.replace(/[./]/g, (one) => (one === '/' ? '.' : '/')) : name;
  if (dotted.startsWith('net.')) {
    return 'net';
  }
  return dotted === 'kernel.sem' || /^(kernel\.shm|kernel\.msg|fs\.mqueue\.)/.test(dotted) ? 'ipc' : undefined;
}
