import { OS_LABEL } from '../model/node-labels';
import { rule } from '../rule';
import { jsonText } from '../../util/json-text';

export const windowsSelector = rule({
  id: 'runtime/windows-selector',
  severity: 'warning',
  summary: 'A pod for Windows should select nodes with Windows.',
  why: 'The scheduler ignores `os`. On a node with another operating system, the pod fails (PodOSNotSupported).',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-os',
  fields: ['PodSpec.os'],
  check({ spec: { os, nodeSelector, nodeName, runtimeClassName, affinity } }, report) {
    const selectsNodes =
      nodeSelector?.[OS_LABEL] !== undefined ||
      nodeName !== undefined ||
      runtimeClassName !== undefined ||
      jsonText(affinity ?? {}).includes(`"${OS_LABEL}"`);
    if (os?.name === 'windows' && !selectsNodes) {
      report(
        'spec.os.name',
        'the pod is for Windows, and has no node selector for Windows.',
        `Add \`${OS_LABEL}: windows\` to \`nodeSelector\`.`,
      );
    }
  },
});
