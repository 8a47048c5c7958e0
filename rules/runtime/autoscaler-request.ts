import { scaledPod, utilizationsOf } from '../model/autoscaled';
import { ContainerModel } from '../model/container-model';
import type { Output, OutputPod } from '../model/output';
import { rule } from '../rule';

export const autoscalerRequest = rule({
  id: 'runtime/autoscaler-request',
  severity: 'warning',
  summary: 'The pods of a HorizontalPodAutoscaler should request the resources by whose utilization it scales.',
  details:
    'The utilization is a percentage of the requests of all containers. Without metrics, the autoscaler scales by cpu. The rule ignores ' +
    'targets of the type `AverageValue`, requests of the pod, and containers for which a LimitRange of the output has a default.',
  why: 'The autoscaler cannot compute the utilization ("missing request"), so it does not scale, unless the namespace has a LimitRange.',
  see: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work',
  checkOutput(object, output, report) {
    const scaled = scaledPod(object, output);
    for (const { resource, container, path } of scaled === undefined ? [] : utilizationsOf(object)) {
      const without = lacking(scaled!, resource, output).find(
        ({ value }) => container === undefined || value.name === container,
      );
      if (without !== undefined) {
        report(
          path,
          `${without.label} of ${scaled!.label} has no request for ${resource}.`,
          `Add \`resources.requests.${resource}\` to all containers of the pod.`,
        );
      }
    }
  },
});

/** The containers that stay up without a request for a resource. */
function lacking({ pod, namespace }: OutputPod, resource: string, output: Output): readonly ContainerModel[] {
  const { requests, limits } = pod.spec.resources ?? {};
  const hasDefault = output.limits.rangesOf(namespace).some((range) => range.requests.has(resource));
  return hasDefault || requests?.[resource] !== undefined || limits?.[resource] !== undefined
    ? []
    : pod.stayingUp.filter((one) => !one.requests(resource));
}
