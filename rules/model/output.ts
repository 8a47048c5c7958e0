import { kindOf } from '../../kubernetes/kinds';
import { addTo } from '../../util/multimap';
import { fieldsOf, itemsIn, PlainObject, valueAt } from '../../util/plain-object';
import { words } from '../../util/words';
import type { PodModel } from './pod-model';
import { SelectedPorts } from './selected-ports';
import { namespaceOf, SelectingObject, selectingObject, Selector } from './selecting-object';

/** Labels that no template has, because the controllers add them to each pod. */
const ADDED = new Set(
  words(`
    pod-template-hash controller-revision-hash pod-template-generation controller-uid job-name
    statefulset.kubernetes.io/pod-name apps.kubernetes.io/pod-index
    batch.kubernetes.io/controller-uid batch.kubernetes.io/job-name batch.kubernetes.io/job-completion-index
  `),
);

/** The type of the Secrets that the cluster fills. */
const FILLED = 'kubernetes.io/service-account-token';

/** Decodes the pod of an object, or its pod template at a path. */
export type ReadPod = (object: unknown, path: readonly string[]) => PodModel;

/** A pod of an output, or the pod template of a workload. */
export class OutputPod {
  /** The object as messages name it: `Deployment "web"`. */
  public readonly label: string;
  public readonly namespace: string;
  public readonly labels: PlainObject;
  private cachedPod?: PodModel;

  public constructor(
    public readonly object: unknown,
    private readonly path: readonly string[],
    private readonly readPod: ReadPod,
  ) {
    const { kind, metadata } = fieldsOf(object);
    this.label = `${String(kind)} "${String(fieldsOf(metadata).name)}"`;
    this.namespace = namespaceOf(object);
    this.labels = fieldsOf(valueAt(object, [...path, 'metadata', 'labels']));
  }

  public get pod(): PodModel {
    this.cachedPod ??= this.readPod(this.object, this.path);
    return this.cachedPod;
  }

  public get isTemplate(): boolean {
    return this.path.length > 0;
  }

  /** The field path in the object of a field path in the pod. */
  public at(path: string): string {
    return [...this.path, path].join('.');
  }
}

/**
 * All objects that are applied together, and how they refer to each other. An object without a namespace may be in any namespace: that
 * depends on who applies it. Lookups are indexed, because many objects may select many pods.
 */
export class Output {
  public readonly pods: readonly OutputPod[];
  private readonly podsByObject: ReadonlyMap<unknown, OutputPod>;
  private readonly selections = new Map<string, readonly OutputPod[]>();
  private readonly ports = new Map<readonly OutputPod[], SelectedPorts>();
  private cachedNamespaces?: ReadonlySet<string>;
  private cachedLabels?: ReadonlyMap<string, readonly OutputPod[]>;
  private cachedKeys?: ReadonlyMap<string, ReadonlySet<string> | undefined>;
  private cachedServices?: ReadonlyMap<OutputPod, readonly SelectingObject[][]>;

  public constructor(
    private readonly objects: readonly unknown[],
    readPod: ReadPod,
  ) {
    this.pods = objects.flatMap((object) => {
      // a kind that is not known mostly has its template where Deployments have it
      const path = kindOf(fieldsOf(object))?.template ?? ['spec', 'template'];
      const hasContainers = Array.isArray(valueAt(object, [...path, 'spec', 'containers']));
      return hasContainers ? [new OutputPod(object, path, readPod)] : [];
    });
    this.podsByObject = new Map(this.pods.map((pod) => [pod.object, pod]));
  }

  /** The pod that an object is, or that its template describes, if it has one. */
  public podOf(object: unknown): OutputPod | undefined {
    return this.podsByObject.get(object);
  }

  /** Whether a pod of the output is in a namespace. */
  public hasPodsIn(namespace: string): boolean {
    this.cachedNamespaces ??= new Set(this.pods.map((pod) => pod.namespace));
    return this.cachedNamespaces.has(namespace);
  }

  /** The pods that an object selects. */
  public selected({ namespace, selector }: SelectingObject): readonly OutputPod[] {
    if (selector === undefined) {
      return [];
    }
    const key = JSON.stringify([namespace, selector]);
    let pods = this.selections.get(key);
    if (pods === undefined) {
      pods = this.select(namespace, selector);
      this.selections.set(key, pods);
    }
    return pods;
  }

  /** The ports of selected pods. */
  public portsOf(pods: readonly OutputPod[]): SelectedPorts {
    const ports = this.ports.get(pods) ?? new SelectedPorts(pods.flatMap(({ pod }) => pod.stayingUp));
    this.ports.set(pods, ports);
    return ports;
  }

  /** The Services that select a pod, in their order. */
  public *servicesOf(pod: OutputPod): Iterable<SelectingObject> {
    this.cachedServices ??= this.servicesByPod();
    for (const services of this.cachedServices.get(pod) ?? []) {
      yield* services;
    }
  }

  /** Whether a ConfigMap or Secret is in the output. */
  public get hasKeys(): boolean {
    return this.keys.size > 0;
  }

  /** The keys of a ConfigMap or Secret of the output; undefined if it is not there, or if something else fills it. */
  public keysOf(
    kind: 'ConfigMap' | 'Secret',
    namespace: string,
    name: string | undefined,
  ): ReadonlySet<string> | undefined {
    return this.keys.get(`${kind} ${namespace} ${name}`);
  }

  private select(namespace: string, selector: Selector): OutputPod[] {
    const labels = Object.entries(selector.matchLabels).filter(([key]) => !ADDED.has(key));
    const expressions = selector.matchExpressions.filter(({ key }) => !ADDED.has(String(key)));
    return this.candidates(labels).filter(
      (pod) =>
        (pod.namespace === namespace || pod.namespace === '' || namespace === '') &&
        labels.every(([key, value]) => labelOf(pod, key) === value) &&
        expressions.every((expression) => holds(expression, labelOf(pod, String(expression.key)))),
    );
  }

  /** The pods that have one of some labels: the label that the fewest pods have. */
  private candidates(labels: readonly [string, unknown][]): readonly OutputPod[] {
    this.cachedLabels ??= byLabel(this.pods);
    const index = this.cachedLabels;
    const lists = labels.map((label) => index.get(String(label)) ?? []);
    return lists.reduce((shortest, list) => (list.length < shortest.length ? list : shortest), this.pods);
  }

  /** For each pod the Services that select it, grouped by the pods that they select. */
  private servicesByPod(): Map<OutputPod, SelectingObject[][]> {
    const byPods = new Map<readonly OutputPod[], SelectingObject[]>();
    for (const object of this.objects) {
      const service = selectingObject(object);
      if (service?.kind === 'Service' && service.selector !== undefined) {
        addTo(byPods, this.selected(service), service);
      }
    }
    const byPod = new Map<OutputPod, SelectingObject[][]>();
    for (const [pods, services] of byPods) {
      pods.forEach((pod) => addTo(byPod, pod, services));
    }
    return byPod;
  }

  private get keys(): ReadonlyMap<string, ReadonlySet<string> | undefined> {
    this.cachedKeys ??= keysByObject(this.objects);
    return this.cachedKeys;
  }
}

function keysByObject(objects: readonly unknown[]): Map<string, Set<string> | undefined> {
  const all = new Map<string, Set<string> | undefined>();
  for (const object of objects) {
    const { apiVersion, kind, metadata, type, data, binaryData, stringData } = fieldsOf(object);
    if (apiVersion === 'v1' && (kind === 'ConfigMap' || kind === 'Secret')) {
      const id = `${kind} ${namespaceOf(object)} ${String(fieldsOf(metadata).name)}`;
      const keys = [data, binaryData, stringData].flatMap((map) => Object.keys(fieldsOf(map)));
      const known = all.has(id) ? all.get(id) : new Set<string>();
      keys.forEach((key) => known?.add(key));
      // an empty one is there for something else to fill
      all.set(id, keys.length === 0 || type === FILLED ? undefined : known);
    }
  }
  return all;
}

function byLabel(pods: readonly OutputPod[]): Map<string, OutputPod[]> {
  const index = new Map<string, OutputPod[]>();
  for (const pod of pods) {
    Object.entries(pod.labels).forEach((label) => addTo(index, String(label), pod));
  }
  return index;
}

function labelOf({ labels }: OutputPod, key: string): unknown {
  return Object.prototype.hasOwnProperty.call(labels, key) ? labels[key] : undefined;
}

function holds({ operator, values }: PlainObject, value: unknown): boolean {
  switch (operator) {
    case 'In':
      return itemsIn(values).includes(value);
    case 'NotIn':
      return !itemsIn(values).includes(value);
    case 'DoesNotExist':
      return value === undefined;
    case 'Exists':
      return value !== undefined;
    default:
      return true;
  }
}
