import { compare, isQuantity } from '../model/quantity';
import { ContainerModel } from '../model/container-model';
import { ContainerLimits } from '../model/namespace-limits';
import { Report, rule } from '../rule';

export const limitRange = rule({
  id: 'runtime/limit-range',
  severity: 'error',
  summary: 'The requests and limits of a container must fit a LimitRange of the same output.',
  details:
    'The rule compares the containers of a namespace with `min` and `max` of the type `Container`. A limit without a request is also the ' +
    'request. A container without a limit gets the default limit, which must not be less than its request.',
  why: 'The API server refuses the pod. It accepts a workload, but refuses its pods.',
  see: 'https://kubernetes.io/docs/concepts/policy/limit-range/',
  checkOutput(object, output, report) {
    const pod = output.limits.isEmpty ? undefined : output.podOf(object);
    for (const range of pod === undefined ? [] : output.limits.rangesOf(pod.namespace)) {
      for (const container of pod!.pod.containers) {
        checkContainer(container, range, (path, ...message) => report(pod!.at(path), ...message));
      }
    }
  },
});

function checkContainer({ value, path, label }: ContainerModel, range: ContainerLimits, report: Report): void {
  const { name, min, max, limits: defaults } = range;
  const { requests = {}, limits = {} } = value.resources ?? {};
  const by = `the LimitRange "${name}" of this output`;
  for (const resource of new Set([...Object.keys(requests), ...Object.keys(limits)])) {
    const [most, least, byDefault] = [max.get(resource), min.get(resource), defaults.get(resource)];
    for (const [field, amount] of Object.entries({ limits: limits[resource], requests: requests[resource] })) {
      const place = `${path}.resources.${field}.${resource}`;
      const isDefaulted = field === 'requests' && limits[resource] === undefined && byDefault !== undefined;
      if (!isQuantity(amount)) {
        continue;
      } else if (most !== undefined && compare(amount, most) > 0) {
        report(place, `${label} has ${amount}, and ${by} allows at most ${most}.`, `Use at most ${most}.`);
      } else if (least !== undefined && compare(amount, least) < 0) {
        report(place, `${label} has ${amount}, and ${by} requires at least ${least}.`, `Use at least ${least}.`);
      } else if (isDefaulted && compare(amount, byDefault) > 0) {
        const what = `${label} requests ${amount}, and ${by} sets the limit to ${byDefault}.`;
        report(place, what, `Set \`resources.limits.${resource}\` of the container to at least ${amount}.`);
      }
    }
  }
}
