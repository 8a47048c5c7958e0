import { rule } from '../rule';
import { forbidden } from '../validation/offenders';

const HOST_NAMESPACES = ['hostNetwork', 'hostPID', 'hostIPC'] as const;

export const hostNamespaces = rule({
  id: 'pod-security/host-namespaces',
  severity: 'error',
  summary: 'A pod must not use the network, the processes or the shared memory of the node.',
  why: 'In a namespace of the node, a pod sees and reaches the processes of the node and of other pods.',
  see: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  podSecurity: {
    level: 'baseline',
    since: 0,
    find({ spec }) {
      const fields = HOST_NAMESPACES.filter((field) => spec[field] === true);
      return {
        reason: 'host namespaces',
        detail: fields.map((field) => `${field}=true`).join(', '),
        faults: fields.map((field) => forbidden(`spec.${field}`, true, `Remove \`${field}\`.`)),
      };
    },
  },
});
