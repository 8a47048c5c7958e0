import { addTo } from '../../util/multimap';
import { at, kindOf } from '../../kubernetes/kinds';
import { entries, listOf } from './pod';

/** A pod of an output, or the pods that one of its objects makes. */
export interface OutputPod {
  readonly object: any;
  /** The pod, or the template of it. */
  readonly pod: any;
  /** The way to it in the object. */
  readonly way: readonly string[];
  readonly namespace: string;
}

/** Which pods are meant, as a NetworkPolicy says it. */
export interface Selector {
  readonly matchLabels?: any;
  readonly matchExpressions?: any;
}

/** Labels that no template has, since the controllers add them to each pod. */
const ADDED = new Set([
  'pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'statefulset.kubernetes.io/pod-name',
  'apps.kubernetes.io/pod-index',
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/job-completion-index',
]);

/** Secrets that the cluster fills by itself. */
const FILLED = 'kubernetes.io/service-account-token';

/**
 * All objects that are applied together, as far as they refer to each other. An object without a namespace may be in any: it lands in
 * that of whoever applies it.
 */
export class Output {
  public readonly pods: readonly OutputPod[];
  private made?: Map<any, OutputPod>;
  private namespaces?: Set<string>;
  /** Several objects ask for the same pods, and several rules of one object. */
  private readonly answers = new Map<string, readonly OutputPod[]>();
  private labels?: Labels;
  private keys?: Map<string, Set<string> | undefined>;
  private services?: Map<OutputPod, any[][]>;

  public constructor(private readonly objects: readonly any[]) {
    this.pods = objects.flatMap(podsOf);
  }

  /** The pods that an object makes or is; nothing for other objects. */
  public podOf(object: any): OutputPod | undefined {
    this.made ??= new Map(this.pods.map((one) => [one.object, one]));
    return this.made.get(object);
  }

  /** Whether an object shares its namespace with pods of the output. */
  public hasPodsBeside(object: any): boolean {
    this.namespaces ??= new Set(this.pods.map(({ namespace }) => namespace));
    return this.namespaces.has(namespaceOf(object));
  }

  /** The pods that are selected from the namespace of an object. */
  public selected(object: any, selector: Selector): readonly OutputPod[] {
    const asked = JSON.stringify([namespaceOf(object), selector.matchLabels, selector.matchExpressions]);
    let found = this.answers.get(asked);
    if (found === undefined) {
      found = this.select(namespaceOf(object), selector);
      this.answers.set(asked, found);
    }
    return found;
  }

  private select(namespace: string, selector: Selector): OutputPod[] {
    const labels = entries(selector.matchLabels).filter(([key]) => !ADDED.has(key));
    const expressions = listOf(selector.matchExpressions).filter((one) => !ADDED.has(one?.key));
    return this.candidates(labels, expressions).filter(
      (one) =>
        (one.namespace === namespace || one.namespace === '' || namespace === '') &&
        labels.every(([key, value]) => labelOf(one, key) === value) &&
        expressions.every((expression) => holds(expression, labelOf(one, expression?.key))),
    );
  }

  /** The Services that select a pod: the first one of them first. */
  public *servicesOf(pod: OutputPod): Iterable<any> {
    this.services ??= this.selecting();
    for (const alike of this.services.get(pod) ?? []) {
      yield* alike;
    }
  }

  /** Whether a ConfigMap or Secret is in the output. */
  public get hasKeys(): boolean {
    this.keys ??= this.allKeys();
    return this.keys.size > 0;
  }

  /** The keys of a ConfigMap or Secret of the output; nothing where it has none, or where something else fills it. */
  public keysOf(kind: string, namespace: string, name: any): ReadonlySet<string> | undefined {
    this.keys ??= this.allKeys();
    return this.keys.get(`${kind} ${namespace} ${name}`);
  }

  /** Those that have the label that the fewest have, or what the expression asks that the fewest meet. */
  private candidates(labels: [string, any][], expressions: readonly any[]): readonly OutputPod[] {
    if (labels.length === 0 && expressions.length === 0) {
      return this.pods;
    }
    this.labels ??= new Labels(this.pods);
    const known = this.labels;
    const lists = [
      ...labels.map(([key, value]) => known.with(key, [value])),
      ...expressions.filter((one) => one?.operator === 'In').map(({ key, values }) => known.with(key, listOf(values))),
      ...expressions.filter((one) => one?.operator === 'Exists').map(({ key }) => known.withKey(key)),
    ];
    return lists.length === 0
      ? this.pods
      : lists.reduce((least, list) => (list.length < least.length ? list : least)).map((i) => this.pods[i]);
  }

  /** For each pod the Services that select it, as lists of those that select the same pods. */
  private selecting(): Map<OutputPod, any[][]> {
    const alike = new Map<readonly OutputPod[], any[]>();
    for (const service of this.objects.filter(isService)) {
      addTo(alike, this.selected(service, { matchLabels: service.spec.selector }), service);
    }
    const all = new Map<OutputPod, any[][]>();
    for (const [pods, services] of alike) {
      pods.forEach((pod) => addTo(all, pod, services));
    }
    return all;
  }

  private allKeys(): Map<string, Set<string> | undefined> {
    const all = new Map<string, Set<string> | undefined>();
    for (const object of this.objects) {
      if (object?.apiVersion !== 'v1' || (object.kind !== 'ConfigMap' && object.kind !== 'Secret')) {
        continue;
      }
      const id = `${object.kind} ${namespaceOf(object)} ${object.metadata?.name}`;
      const keys = [object.data, object.binaryData, object.stringData].flatMap((map) =>
        entries(map).map(([key]) => key),
      );
      const known = all.has(id) ? all.get(id) : new Set<string>();
      keys.forEach((key) => known?.add(key));
      // an empty one is there for something else to fill
      const isFilled = keys.length === 0 || object.type === FILLED;
      all.set(id, isFilled ? undefined : known);
    }
    return all;
  }
}

/** Which of the pods have which labels, in their order. */
class Labels {
  private readonly pairs = new Map<string, number[]>();
  private readonly keys = new Map<string, number[]>();

  public constructor(pods: readonly OutputPod[]) {
    pods.forEach(({ pod }, i) => {
      for (const [key, value] of entries(pod.metadata?.labels)) {
        addTo(this.pairs, `${key}=${value}`, i);
        addTo(this.keys, key, i);
      }
    });
  }

  /** Those for whose label some values are. */
  public with(key: any, values: readonly any[]): readonly number[] {
    const found = values.map((value) => this.pairs.get(`${key}=${value}`) ?? []);
    return found.length === 1 ? found[0] : [...new Set(found.flat())].sort((a, b) => a - b);
  }

  public withKey(key: any): readonly number[] {
    return this.keys.get(`${key}`) ?? [];
  }
}

/** Whether an object is a Service that selects pods. */
export function isService(object: any): boolean {
  return (
    object?.apiVersion === 'v1' &&
    object.kind === 'Service' &&
    object.spec?.type !== 'ExternalName' &&
    entries(object.spec?.selector).length > 0
  );
}

export function isNetworkPolicy(object: any): boolean {
  return object?.apiVersion === 'networking.k8s.io/v1' && object.kind === 'NetworkPolicy';
}

export function isDisruptionBudget(object: any): boolean {
  return object?.apiVersion === 'policy/v1' && object.kind === 'PodDisruptionBudget';
}

export function namespaceOf(object: any): string {
  const namespace = object?.metadata?.namespace;
  return typeof namespace === 'string' ? namespace : '';
}

function podsOf(object: any): OutputPod[] {
  // what other kinds make pods is not known, but most have their template where Deployments have it
  const way = kindOf(object ?? {})?.template ?? ['spec', 'template'];
  const pod = at(object, way);
  return Array.isArray(pod?.spec?.containers) ? [{ object, pod, way, namespace: namespaceOf(object) }] : [];
}

function labelOf({ pod }: OutputPod, key: any): any {
  const labels = pod.metadata?.labels;
  return typeof labels === 'object' && labels !== null && Object.prototype.hasOwnProperty.call(labels, key)
    ? labels[key]
    : undefined;
}

function holds(expression: any, value: any): boolean {
  const values = listOf(expression?.values);
  switch (expression?.operator) {
    case 'In':
      return values.includes(value);
    case 'NotIn':
      return !values.includes(value);
    case 'DoesNotExist':
      return value === undefined;
    case 'Exists':
      return value !== undefined;
    default:
      return true;
  }
}
