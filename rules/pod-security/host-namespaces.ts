import { Check } from './check';

const FIELDS = ['hostNetwork', 'hostPID', 'hostIPC'];

/**
 * The pod has a network, processes and shared memory of its own, and not the node's.
 *
 * Baseline, from 1.0 on.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export const hostNamespaces: Check = {
  id: 'host-namespaces',
  level: 'baseline',
  since: 0,
  why: 'In a namespace of the node, a pod sees and reaches what others run there.',
  find({ spec }) {
    if (spec.hostNetwork !== true && spec.hostPID !== true && spec.hostIPC !== true) {
      return undefined;
    }
    const set = FIELDS.filter((field) => spec[field] === true);
    return {
      reason: 'host namespaces',
      detail: set.map((field) => `${field}=true`).join(', '),
      faults: set.map((field) => ({ path: `spec.${field}`, what: 'it is true.', fix: 'Leave it out.' })),
    };
  },
};
