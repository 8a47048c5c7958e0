import { Finding } from '../finding';

/**
 * A pod for Windows that may be scheduled onto a node of another system, which then fails it. `os` does not choose a node.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-os
 */
export function windowsSelector(pod: any): Finding[] {
  const spec = pod?.spec;
  return spec?.os?.name !== 'windows' ||
    spec.nodeSelector?.['kubernetes.io/os'] !== undefined ||
    spec.nodeName !== undefined ||
    spec.runtimeClassName !== undefined ||
    JSON.stringify(spec.affinity ?? {}).includes('"kubernetes.io/os"')
    ? []
    : [
        {
          rule: 'runtime/windows-selector',
          severity: 'warning',
          path: 'spec.os.name',
          what: 'the pod is for Windows, and no node selector says so.',
          why: 'The scheduler does not look at os, and a node of another system fails the pod (PodOSNotSupported).',
          fix: 'Add the node selector kubernetes.io/os: windows.',
        },
      ];
}
