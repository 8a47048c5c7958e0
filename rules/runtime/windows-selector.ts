import { rule } from '../rule';

const LABEL = 'kubernetes.io/os';

export const windowsSelector = rule({
  id: 'runtime/windows-selector',
  severity: 'warning',
  summary: 'A pod for Windows should select nodes with Windows.',
  why: 'The scheduler ignores `os`. On a node with another operating system, the pod fails (PodOSNotSupported).',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-os',
  fields: ['PodSpec.os'],
  check({ spec: { os, nodeSelector, nodeName, runtimeClassName, affinity } }, report) {
    const selectsNodes =
      nodeSelector?.[LABEL] !== undefined ||
      nodeName !== undefined ||
      runtimeClassName !== undefined ||
      JSON.stringify(affinity ?? {}).includes(`"${LABEL}"`);
    if (os?.name === 'windows' && !selectsNodes) {
      report(
        'spec.os.name',
        'the pod is for Windows, and has no node selector for Windows.',
        `Add \`${LABEL}: windows\` to \`nodeSelector\`.`,
      );
    }
  },
});
