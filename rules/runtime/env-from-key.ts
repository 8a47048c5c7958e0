import { truncated } from '../../util/truncate';
import { PodModel } from '../model/pod-model';
import { rule } from '../rule';

export const envFromKey = rule({
  id: 'runtime/env-from-key',
  severity: 'warning',
  summary: 'A ConfigMap in `envFrom` should have the values of the variables in `data`, not in `binaryData`.',
  details: 'The rule ignores a ConfigMap that the pod also mounts as a volume.',
  why: 'The kubelet adds no variables for the keys of `binaryData`, without an event.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#configure-all-key-value-pairs-in-a-configmap-as-container-environment-variables',
  checkOutput(object, output, report) {
    const pod = output.hasKeys ? output.podOf(object) : undefined;
    for (const { path, value } of pod?.pod.allContainers ?? []) {
      for (const [i, { configMapRef: { name = '' } = {} }] of (value.envFrom ?? []).entries()) {
        const keys = output.binaryKeysOf(pod!.namespace, name);
        if (keys.length > 0 && !mounts(pod!.pod, name)) {
          report(
            pod!.at(`${path}.envFrom[${i}].configMapRef.name`),
            `the ConfigMap "${name}" has values in \`binaryData\`, which become no variables: ${truncated(keys, (key) => `"${key}"`)}.`,
            'Move them to `data`, or mount the ConfigMap as a volume.',
          );
        }
      }
    }
  },
});

function mounts({ volumes }: PodModel, configMap: string): boolean {
  return volumes.some(
    ({ configMap: own, projected }) =>
      own?.name === configMap || projected?.sources?.some((source) => source.configMap?.name === configMap),
  );
}
