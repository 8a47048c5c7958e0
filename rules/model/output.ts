import { kindOf } from '../../kubernetes/kinds';
import { addTo } from '../../util/multimap';
import { fieldsOf, itemsIn, PlainObject, valueAt } from '../../util/plain-object';
import { words } from '../../util/words';
import { jsonText, nameText } from '../../util/json-text';
import type { PodModel } from './pod-model';
import { Claims, ClaimUsers } from './claims';
import { NamedObjects } from './named-objects';
import { NamespaceLimits } from './namespace-limits';
import { Operators } from './operators';
import { PodLabels } from './pod-labels';
import { SelectedPorts } from './selected-ports';
import {
  labelText,
  namespaceOf,
  SelectingObject,
  selectingObject,
  Selector,
  ServicePort,
  servicePorts,
} from './selecting-object';
import { Settings } from './settings';

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
    this.label = `${nameText(kind)} "${nameText(fieldsOf(metadata).name)}"`;
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
  private readonly reached = new Map<readonly OutputPod[], boolean>();
  private readonly settings: Settings;
  private readonly claims: Claims;
  private cachedLabels?: ReadonlyMap<string, readonly OutputPod[]>;
  private cachedKeys?: ReadonlyMap<string, ReadonlySet<string> | undefined>;
  private cachedTypes?: ReadonlyMap<string, string>;
  private cachedBinaryKeys?: ReadonlyMap<string, readonly string[]>;
  private cachedUnselected?: ReadonlyMap<string, PodLabels>;
  private cachedOperators?: Operators;
  private cachedNamed?: NamedObjects;
  private cachedLimits?: NamespaceLimits;
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
    this.settings = new Settings(objects);
    this.claims = new Claims(objects);
    this.podsByObject = new Map(this.pods.map((pod) => [pod.object, pod]));
  }

  /** The pod that an object is, or that its template describes, if it has one. */
  public podOf(object: unknown): OutputPod | undefined {
    return this.podsByObject.get(object);
  }

  /** The pods that an object selects. */
  public selected({ namespace, selector }: Pick<SelectingObject, 'namespace' | 'selector'>): readonly OutputPod[] {
    if (selector === undefined) {
      return [];
    }
    const key = jsonText([namespace, selector]);
    let pods = this.selections.get(key);
    if (pods === undefined) {
      pods = this.select(namespace, selector);
      this.selections.set(key, pods);
    }
    return pods;
  }

  /**
   * Whether a pod of the output is probably meant by a selector that selects none: no other object of the kind selects the pod, and the pod
   * has all labels of the selector, but with other values, or the values at other labels. A label that the pods lack may be set by a
   * controller, as `role: primary` by a database operator.
   */
  public isMistaken(selecting: SelectingObject): boolean {
    const { namespace, kind, selector } = selecting;
    this.cachedOperators ??= new Operators(this.objects);
    if (selector === undefined || this.cachedOperators.mayCreate(selector)) {
      return false;
    }
    this.cachedUnselected ??= this.unselectedPods();
    return this.cachedUnselected.get(`${kind} ${namespace}`)?.resemble(withoutAdded(selector)) === true;
  }

  /**
   * Whether selected pods probably do not listen on a port. A pod can listen on numbers that it does not declare. So a number is missing only
   * if all containers declare ports, no Service uses one of these ports, and no ConfigMap or Secret of the namespace has the number.
   */
  public lack(pods: readonly OutputPod[], port: number | string, protocol: string): boolean {
    return (
      this.portsOf(pods).lack(port, protocol) &&
      (typeof port === 'string' || !(this.isReached(pods) || this.settings.have(pods[0].namespace, port)))
    );
  }

  /** The pods that have one of some labels: the label that the fewest pods have. */
  public candidates(labels: readonly [string, unknown][]): readonly OutputPod[] {
    this.cachedLabels ??= byLabel(this.pods);
    const index = this.cachedLabels;
    let shortest = this.pods;
    for (const [key, value] of labels) {
      const list = index.get(labelText(key, value)) ?? [];
      shortest = list.length < shortest.length ? list : shortest;
    }
    return shortest;
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

  /** The type of a Secret of the output; undefined if it is not there. */
  public typeOfSecret(namespace: string, name: string): string | undefined {
    this.cachedTypes ??= byName(this.objects, 'Secret', typeOf);
    return this.cachedTypes.get(`${namespace} ${name}`);
  }

  /** The keys of a ConfigMap of the output that have only a binary value. */
  public binaryKeysOf(namespace: string, name: string): readonly string[] {
    this.cachedBinaryKeys ??= byName(this.objects, 'ConfigMap', binaryKeys);
    return this.cachedBinaryKeys.get(`${namespace} ${name}`) ?? [];
  }

  /** Who can use a claim of the output; undefined if pods of several nodes can use it, or if it is not there. */
  public usersOf(namespace: string, claim: string): ClaimUsers | undefined {
    return this.claims.usersOf(namespace, claim);
  }

  /** The LimitRanges and ResourceQuotas. */
  public get limits(): NamespaceLimits {
    this.cachedLimits ??= new NamespaceLimits(this.objects);
    return this.cachedLimits;
  }

  /** The objects to which others refer by name. */
  public get named(): NamedObjects {
    this.cachedNamed ??= new NamedObjects(this.objects);
    return this.cachedNamed;
  }

  /** The ports of selected pods. */
  private portsOf(pods: readonly OutputPod[]): SelectedPorts {
    const ports = this.ports.get(pods) ?? new SelectedPorts(pods.flatMap(({ pod }) => pod.stayingUp));
    this.ports.set(pods, ports);
    return ports;
  }

  /** Whether a Service leads to a port that selected pods have. */
  private isReached(pods: readonly OutputPod[]): boolean {
    let isReached = this.reached.get(pods);
    if (isReached === undefined) {
      const ports = this.portsOf(pods);
      const leadsThere = ({ targetPort, protocol }: ServicePort): boolean =>
        targetPort !== undefined && !ports.lack(targetPort, protocol);
      isReached = [...this.servicesOf(pods[0])].some((service) => servicePorts(service).some(leadsThere));
      this.reached.set(pods, isReached);
    }
    return isReached;
  }

  private select(namespace: string, selector: Selector): OutputPod[] {
    const { matchLabels, matchExpressions: expressions } = withoutAdded(selector);
    const labels = Object.entries(matchLabels);
    return this.candidates(labels).filter(
      (pod) =>
        (pod.namespace === namespace || pod.namespace === '' || namespace === '') &&
        labels.every(([key, value]) => labelOf(pod, key) === value) &&
        expressions.every((expression) => holds(expression, labelOf(pod, nameText(expression.key)))),
    );
  }

  /** The labels of the pods that no object of a kind selects, by the kind and the namespace. */
  private unselectedPods(): Map<string, PodLabels> {
    const selected = new Map<string, Set<readonly OutputPod[]>>();
    for (const object of this.objects) {
      const selecting = selectingObject(object);
      if (selecting !== undefined) {
        const lists = selected.get(selecting.kind) ?? new Set();
        selected.set(selecting.kind, lists.add(this.selected(selecting)));
      }
    }
    const unselected = new Map<string, PodLabels>();
    for (const [kind, lists] of selected) {
      const pods = new Set([...lists].flat());
      for (const { namespace, labels } of this.pods.filter((pod) => !pods.has(pod))) {
        const key = `${kind} ${namespace}`;
        unselected.set(key, (unselected.get(key) ?? new PodLabels()).add(labels));
      }
    }
    return unselected;
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

/** A selector without the labels that controllers add. */
function withoutAdded({ matchLabels, matchExpressions }: Selector): Selector {
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels).filter(([key]) => !ADDED.has(key))),
    matchExpressions: matchExpressions.filter(({ key }) => !ADDED.has(nameText(key))),
  };
}

function keysByObject(objects: readonly unknown[]): Map<string, Set<string> | undefined> {
  const all = new Map<string, Set<string> | undefined>();
  for (const object of objects) {
    const { apiVersion, kind, metadata, type, data, binaryData, stringData } = fieldsOf(object);
    if (apiVersion === 'v1' && (kind === 'ConfigMap' || kind === 'Secret')) {
      const id = `${kind} ${namespaceOf(object)} ${nameText(fieldsOf(metadata).name)}`;
      const keys = [data, binaryData, stringData].flatMap((map) => Object.keys(fieldsOf(map)));
      const known = all.has(id) ? all.get(id) : new Set<string>();
      keys.forEach((key) => known?.add(key));
      // an empty one is there for something else to fill
      all.set(id, keys.length === 0 || type === FILLED ? undefined : known);
    }
  }
  return all;
}

/** What the objects of a kind have, by namespace and name: of several objects, the last. */
function byName<T>(
  objects: readonly unknown[],
  kind: 'ConfigMap' | 'Secret',
  valueOf: (fields: PlainObject) => T | undefined,
): Map<string, T> {
  const values = new Map<string, T>();
  for (const object of objects) {
    const fields = fieldsOf(object);
    const value = fields.apiVersion === 'v1' && fields.kind === kind ? valueOf(fields) : undefined;
    if (value !== undefined) {
      values.set(`${namespaceOf(object)} ${nameText(fieldsOf(fields.metadata).name)}`, value);
    }
  }
  return values;
}

function typeOf({ type }: PlainObject): string {
  return typeof type === 'string' && type !== '' ? type : 'Opaque';
}

function binaryKeys({ binaryData }: PlainObject): string[] | undefined {
  const keys = Object.keys(fieldsOf(binaryData));
  return keys.length > 0 ? keys : undefined;
}

function byLabel(pods: readonly OutputPod[]): Map<string, OutputPod[]> {
  const index = new Map<string, OutputPod[]>();
  for (const pod of pods) {
    for (const key in pod.labels) {
      addTo(index, labelText(key, pod.labels[key]), pod);
    }
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
