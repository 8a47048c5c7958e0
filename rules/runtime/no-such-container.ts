import { abridged } from '../../util/truncate';
import { Finding } from '../finding';
import { containers, listOf } from '../model/pod';
import { mountsOf } from '../model/mounts';

/**
 * A variable or file about the resources of a container that the pod does not have. The container that asks is never created.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
 */
export function noSuchContainer(pod: any): Finding[] {
  const found: Finding[] = [];
  let names: Set<any> | undefined;
  const see = (ref: any, place: () => string): void => {
    const name = ref?.containerName;
    if (typeof name !== 'string' || name === '') {
      return;
    }
    names ??= new Set(containers(pod).map(({ value }) => value.name));
    if (names.has(name)) {
      return;
    }
    found.push({
      rule: 'runtime/no-such-container',
      severity: 'error',
      path: `${place()}.resourceFieldRef.containerName`,
      what: `the pod has no container "${name}".`,
      why: `It has ${abridged(containers(pod), ({ value }) => `"${value.name}"`)}.`,
      fix: 'Name one of them.',
    });
  };
  for (const container of containers(pod)) {
    const env = listOf(container.value.env);
    for (let i = 0; i < env.length; i++) {
      if (env[i]?.valueFrom?.resourceFieldRef) {
        see(env[i].valueFrom.resourceFieldRef, () => `${container.path}.env[${i}].valueFrom`);
      }
    }
  }
  const volumes = listOf(pod?.spec?.volumes);
  for (let i = 0; i < volumes.length; i++) {
    // what nobody mounts is not made
    if ((!volumes[i]?.downwardAPI && !volumes[i]?.projected) || !mountsOf(pod).has(volumes[i].name)) {
      continue;
    }
    const { downwardAPI, projected } = volumes[i];
    listOf(downwardAPI?.items).forEach((item, j) =>
      see(item?.resourceFieldRef, () => `spec.volumes[${i}].downwardAPI.items[${j}]`),
    );
    listOf(projected?.sources).forEach((source, k) =>
      listOf(source?.downwardAPI?.items).forEach((item, j) =>
        see(item?.resourceFieldRef, () => `spec.volumes[${i}].projected.sources[${k}].downwardAPI.items[${j}]`),
      ),
    );
  }
  return found;
}
