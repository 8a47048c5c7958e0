import { fieldsOf, isPlainObject, itemsIn, PlainObject } from '../../util/plain-object';
import { nameText } from '../../util/json-text';

/** The pods that an object selects: by labels, and by expressions about labels. */
export interface Selector {
  readonly matchLabels: PlainObject;
  readonly matchExpressions: readonly PlainObject[];
}

/** A Service, NetworkPolicy or PodDisruptionBudget. The schema lacks these kinds, so nothing decodes them. */
export interface SelectingObject {
  readonly kind: 'Service' | 'NetworkPolicy' | 'PodDisruptionBudget';
  readonly name: string;
  readonly namespace: string;
  readonly spec: PlainObject;
  /** The selector. Without one, it selects no pods. */
  readonly selector?: Selector;
  /** The field path of the selector. */
  readonly path: string;
}

/** A port of a Service, and the port of its pods to which it leads. */
export interface ServicePort {
  readonly name?: string;
  readonly port?: number | string;
  readonly targetPort?: number | string;
  readonly protocol: string;
  /** The field that has the port of the pods. */
  readonly field: 'port' | 'targetPort';
}

const SELECTOR_FIELDS: Record<string, string> = {
  'v1 Service': 'selector',
  'networking.k8s.io/v1 NetworkPolicy': 'podSelector',
  'policy/v1 PodDisruptionBudget': 'selector',
};

/** The object, if it is of a kind that selects pods. */
export function selectingObject(object: unknown): SelectingObject | undefined {
  const { apiVersion, kind, metadata, spec: written } = fieldsOf(object);
  const field = SELECTOR_FIELDS[`${String(apiVersion)} ${String(kind)}`];
  if (field === undefined) {
    return undefined;
  }
  const spec = fieldsOf(written);
  return {
    kind: kind as SelectingObject['kind'],
    name: nameText(fieldsOf(metadata).name),
    namespace: namespaceOf(object),
    spec,
    selector: selectorOf(kind, spec, spec[field]),
    path: `spec.${field}`,
  };
}

function selectorOf(kind: unknown, { type }: PlainObject, written: unknown): Selector | undefined {
  const fields = fieldsOf(written);
  switch (kind) {
    case 'Service':
      return type === 'ExternalName' || Object.keys(fields).length === 0
        ? undefined
        : { matchLabels: fields, matchExpressions: [] };
    case 'PodDisruptionBudget':
      return isPlainObject(written) ? labelSelector(fields) : undefined;
    default:
      return labelSelector(fields);
  }
}

/** A label as the key of an index. */
export function labelText(key: string, value: unknown): string {
  return `${key}=${nameText(value)}`;
}

/** A label selector without empty fields. */
export function labelSelector({ matchLabels, matchExpressions }: PlainObject): Selector {
  return { matchLabels: fieldsOf(matchLabels), matchExpressions: itemsIn(matchExpressions).map(fieldsOf) };
}

/** The ports of a Service. */
export function servicePorts({ spec }: SelectingObject): ServicePort[] {
  return itemsIn(spec.ports).map((written) => {
    const { name, port, targetPort, protocol } = fieldsOf(written);
    return {
      name: typeof name === 'string' ? name : undefined,
      port: portOf(port),
      targetPort: portOf(targetPort) || portOf(port),
      protocol: nameText(protocol ?? 'TCP'),
      field: targetPort === undefined ? 'port' : 'targetPort',
    };
  });
}

/** The number or the name of a port. */
export function portOf(value: unknown): number | string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** The namespace of an object; empty if it has none. */
export function namespaceOf(object: unknown): string {
  const { namespace } = fieldsOf(fieldsOf(object).metadata);
  return typeof namespace === 'string' ? namespace : '';
}
