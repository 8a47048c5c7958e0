import { Inspection } from '../validation/validation-context';
import { notDnsLabel } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/container-name';

/**
 * A pod has a container at least; each has a name, and no two of a pod, init containers among them, have the same.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export const containerName: ApiRule = {
  PodSpec(spec, at, pod) {
    const { containers, initContainers, ephemeralContainers } = spec;
    if (containers === undefined || containers.length === 0) {
      const fix = 'Add one to `containers`.';
      pod.required(RULE, at.field('containers'), 'the pod has no container.', 'There would be nothing to run.', fix);
    }
    if (containers?.length === 1 && initContainers === undefined && ephemeralContainers === undefined) {
      checkName(containers[0], at, 'containers', 0, pod);
      return;
    }
    const owners = new Map<string, string>();
    for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
      const some = spec[list] ?? [];
      if (list === 'ephemeralContainers' && initContainers?.some(({ name }: any) => !name)) {
        owners.set('', 'initContainers'); // of init containers among themselves, those without a name do not count
      }
      for (let i = 0; i < some.length; i++) {
        const { name = '' } = some[i];
        checkName(some[i], at, list, i, pod);
        const owner = owners.get(name);
        if (owner !== undefined) {
          const what = `"${name}" is already the name of ${at}.${owner}.`;
          const why = 'The containers of a pod are told apart by their names.';
          pod.duplicate(RULE, nameAt(at, list, i), what, why, 'Give one of the two another name.');
        } else if (name !== '' || list !== 'initContainers') {
          owners.set(name, `${list}[${i}]`);
        }
      }
    }
  },
};

function checkName({ name }: any, at: Place, list: string, index: number, pod: Inspection): void {
  if (!name) {
    const why = 'Logs and probes speak of it by name.';
    pod.required(RULE, nameAt(at, list, index), 'the container has no name.', why, 'Give it one.');
    return;
  }
  const why = notDnsLabel(name);
  if (why !== undefined) {
    const what = `"${name}" is not a name that a container can have.`;
    pod.invalid(RULE, nameAt(at, list, index), what, why, 'Give it another one.');
  }
}

function nameAt(at: Place, list: string, index: number): Place {
  return at.field(list).item(index).field('name');
}
