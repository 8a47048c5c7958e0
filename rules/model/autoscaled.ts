import { groupOf } from '../../kubernetes/kinds';
import { fieldsOf, itemsIn, valueAt } from '../../util/plain-object';
import { isNamedKind } from './named-objects';
import type { Output, OutputPod } from './output';
import { namespaceOf } from './selecting-object';

/** The object that a HorizontalPodAutoscaler scales. */
export interface ScaleTarget {
  readonly apiVersion: unknown;
  readonly kind: unknown;
  readonly name: unknown;
}

/** The target of an object, if it is a HorizontalPodAutoscaler. */
export function scaleTargetOf(object: unknown): ScaleTarget | undefined {
  const { apiVersion, kind, spec } = fieldsOf(object);
  if (kind !== 'HorizontalPodAutoscaler' || groupOf(String(apiVersion)) !== 'autoscaling') {
    return undefined;
  }
  const target = fieldsOf(fieldsOf(spec).scaleTargetRef);
  return { apiVersion: target.apiVersion, kind: target.kind, name: target.name };
}

/** The pod template that a HorizontalPodAutoscaler scales, if the output has it. */
export function scaledPod(object: unknown, output: Output): OutputPod | undefined {
  const { apiVersion, kind, name } = scaleTargetOf(object) ?? {};
  const target = isNamedKind(apiVersion, kind) ? output.named.find(kind, namespaceOf(object), name) : undefined;
  return target === undefined ? undefined : output.podOf(target);
}

/** A metric that is a part of the requests of the containers. */
export interface Utilization {
  /** `cpu` or `memory`. */
  readonly resource: string;
  /** The name of the container; undefined for all containers. */
  readonly container?: string;
  readonly path: string;
}

/** The metrics of a HorizontalPodAutoscaler that depend on requests. Without metrics, it scales by cpu. */
export function utilizationsOf(object: unknown): Utilization[] {
  const { apiVersion, spec } = fieldsOf(object);
  const metrics = itemsIn(fieldsOf(spec).metrics);
  if (apiVersion === 'autoscaling/v1' || metrics.length === 0) {
    return [{ resource: 'cpu', path: 'spec' }];
  }
  return metrics.flatMap((metric, i) =>
    (['resource', 'containerResource'] as const).flatMap((field) => {
      const { name, container } = fieldsOf(fieldsOf(metric)[field]);
      const isUtilization = valueAt(metric, [field, 'target', 'type']) === 'Utilization';
      return isUtilization && typeof name === 'string'
        ? [
            {
              resource: name,
              container: typeof container === 'string' ? container : undefined,
              path: `spec.metrics[${i}].${field}`,
            },
          ]
        : [];
    }),
  );
}
