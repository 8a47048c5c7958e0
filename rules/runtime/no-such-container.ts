import { DownwardAPIVolumeFile } from '../../kubernetes/decoded';
import { truncated } from '../../util/truncate';
import { PodModel } from '../model/pod-model';
import { rule } from '../rule';

export const noSuchContainer = rule({
  id: 'runtime/no-such-container',
  severity: 'error',
  summary: 'A `resourceFieldRef` must name a container of the pod.',
  details: 'Otherwise the container with the variable or file is never created.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/downward-api/',
  fields: ['EnvVarSource.resourceFieldRef', 'DownwardAPIVolumeFile.resourceFieldRef'],
  check(pod, report) {
    const names = new Set(pod.containers.map(({ value }) => value.name));
    for (const [name, path] of referencesOf(pod)) {
      if (name && !names.has(name)) {
        const why = `It has ${truncated(pod.containers, ({ value }) => `"${value.name}"`)}.`;
        report(path, `the pod has no container "${name}".`, 'Set `containerName` to one of these.', { why });
      }
    }
  },
});

/** The names that resourceFieldRefs have, and their field paths. The kubelet ignores volumes that no container mounts. */
function* referencesOf(pod: PodModel): Iterable<[name: string | undefined, path: string]> {
  for (const { env, path } of pod.containers) {
    for (const [i, { valueFrom }] of env.entries()) {
      if (valueFrom?.resourceFieldRef !== undefined) {
        const { containerName } = valueFrom.resourceFieldRef;
        yield [containerName, `${path}.env[${i}].valueFrom.resourceFieldRef.containerName`];
      }
    }
  }
  for (const [i, { name, downwardAPI, projected }] of pod.volumes.entries()) {
    if ((downwardAPI ?? projected) !== undefined && pod.mountsOf(name).length > 0) {
      yield* inFiles(downwardAPI?.items, `spec.volumes[${i}].downwardAPI`);
      for (const [k, source] of (projected?.sources ?? []).entries()) {
        yield* inFiles(source.downwardAPI?.items, `spec.volumes[${i}].projected.sources[${k}].downwardAPI`);
      }
    }
  }
}

function inFiles(
  files: readonly DownwardAPIVolumeFile[] = [],
  path: string,
): [name: string | undefined, path: string][] {
  return files.map(({ resourceFieldRef }, j) => [
    resourceFieldRef?.containerName,
    `${path}.items[${j}].resourceFieldRef.containerName`,
  ]);
}
