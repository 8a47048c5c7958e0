import { kindOf } from '../../kubernetes/kinds';
import { fieldsOf } from '../../util/plain-object';
import { ContainerModel } from '../model/container-model';
import { rule } from '../rule';

/** The resources of a quota that every container must have, and the field that has them. */
const REQUIRED = [
  { of: ['requests.cpu', 'cpu'], field: 'requests', resource: 'cpu' },
  { of: ['requests.memory', 'memory'], field: 'requests', resource: 'memory' },
  { of: ['limits.cpu'], field: 'limits', resource: 'cpu' },
  { of: ['limits.memory'], field: 'limits', resource: 'memory' },
] as const;

type Required = (typeof REQUIRED)[number];

export const resourceQuota = rule({
  id: 'runtime/resource-quota',
  severity: 'warning',
  summary: 'In a namespace with a ResourceQuota for cpu or memory, each container must have requests or limits for it.',
  details:
    'It is an error if the output also has the Namespace: then no LimitRange of the cluster has a default. The rule ignores quotas with ' +
    'scopes, resources of the pod, and resources for which a LimitRange of the output has a default.',
  why: 'The API server refuses the pod ("must specify"), unless the namespace has a LimitRange with a default. It accepts a workload, but refuses its pods.',
  see: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  checkOutput(object, output, report) {
    const pod = output.limits.isEmpty ? undefined : output.podOf(object);
    if (pod === undefined || pod.pod.spec.resources !== undefined) {
      return;
    }
    const { namespace } = pod;
    // the controller of a custom resource can add requests
    const isCertain =
      kindOf(fieldsOf(object)) !== undefined && output.named.find('Namespace', '', namespace) !== undefined;
    const severity = isCertain ? 'error' : 'warning';
    const ranges = output.limits.rangesOf(namespace);
    for (const { name, hard } of output.limits.quotasOf(namespace)) {
      for (const required of REQUIRED.filter(({ of }) => of.some((one) => hard.has(one)))) {
        const { field, resource } = required;
        const hasDefault = ranges.some((range) => range[field].has(resource));
        const without = hasDefault ? undefined : pod.pod.containers.find((one) => lacks(one, required));
        if (without !== undefined) {
          report(
            pod.at(without.path),
            `${without.label} has no ${field === 'limits' ? 'limit' : 'request'} for ${resource}, which the ResourceQuota "${name}" of this output requires.`,
            `Add \`resources.${field}.${resource}\`, or a LimitRange with a default.`,
            { severity },
          );
        }
      }
    }
  },
});

function lacks(container: ContainerModel, { field, resource }: Required): boolean {
  return field === 'requests'
    ? !container.requests(resource)
    : container.value.resources?.limits?.[resource] === undefined;
}
