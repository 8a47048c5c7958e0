import { ENUMS } from '../../kubernetes/enums';
import { Field, SCHEMA } from '../../kubernetes/schema';
import { atLeast } from '../../kubernetes/version';
import { Case } from '../shared';
import { Dice } from './dice';
import { ANNOTATIONS, anyQuantity, LIMITS, longText } from './edges';
import { GOOD, KEYS, MAPS, NUMBERS, QUANTITIES, STRINGS, WRONG } from './values';

/** The kinds of volumes, sources and handlers. A struct accepts only one of them. */
const ONE_OF: Record<string, readonly string[]> = {
  Volume: Object.keys(SCHEMA.Volume).filter((field) => field !== 'name'),
  VolumeProjection: Object.keys(SCHEMA.VolumeProjection),
  EnvVarSource: Object.keys(SCHEMA.EnvVarSource),
  EnvFromSource: ['configMapRef', 'secretRef'],
  LifecycleHandler: Object.keys(SCHEMA.LifecycleHandler),
  Probe: ['exec', 'grpc', 'httpGet', 'tcpSocket'],
  DownwardAPIVolumeFile: ['fieldRef', 'resourceFieldRef'],
  EnvVar: ['value', 'valueFrom'],
  PodFailurePolicyRule: ['onExitCodes', 'onPodConditions'],
};

/** Fields that most structs get, so that the server can accept a grown pod. */
const REQUIRED: Record<string, readonly string[]> = {
  Container: ['name', 'image'],
  EphemeralContainer: ['name', 'image'],
  ContainerPort: ['containerPort'],
  EnvVar: ['name'],
  HTTPGetAction: ['port'],
  TCPSocketAction: ['port'],
  GRPCAction: ['port'],
  HTTPHeader: ['name', 'value'],
  ExecAction: ['command'],
  ConfigMapKeySelector: ['key', 'name'],
  SecretKeySelector: ['key', 'name'],
  FileKeySelector: ['key', 'volumeName', 'path'],
  ObjectFieldSelector: ['fieldPath'],
  ResourceFieldSelector: ['resource'],
  Volume: ['name'],
  VolumeMount: ['name', 'mountPath'],
  VolumeDevice: ['name', 'devicePath'],
  KeyToPath: ['key', 'path'],
  OwnerReference: ['apiVersion', 'kind', 'name', 'uid'],
  HostAlias: ['ip'],
  Toleration: ['key', 'operator'],
  TopologySpreadConstraint: ['maxSkew', 'topologyKey', 'whenUnsatisfiable', 'labelSelector'],
  PodAffinityTerm: ['topologyKey', 'labelSelector'],
  WeightedPodAffinityTerm: ['podAffinityTerm', 'weight'],
  PreferredSchedulingTerm: ['preference', 'weight'],
  NodeSelector: ['nodeSelectorTerms'],
  NodeSelectorTerm: ['matchExpressions'],
  NodeSelectorRequirement: ['key', 'operator', 'values'],
  LabelSelectorRequirement: ['key', 'operator', 'values'],
  PodReadinessGate: ['conditionType'],
  PodSchedulingGate: ['name'],
  PodResourceClaim: ['name'],
  ResourceClaim: ['name'],
  Sysctl: ['name', 'value'],
  SeccompProfile: ['type'],
  AppArmorProfile: ['type'],
  ContainerRestartRule: ['action', 'exitCodes'],
  ContainerRestartRuleOnExitCodes: ['operator', 'values'],
  ContainerResizePolicy: ['resourceName', 'restartPolicy'],
  PersistentVolumeClaimTemplate: ['spec'],
  PersistentVolumeClaimSpec: ['accessModes', 'resources'],
  EphemeralVolumeSource: ['volumeClaimTemplate'],
  Pod: ['metadata', 'spec'],
  PodSpec: ['containers'],
  ObjectMeta: ['name'],
  PodOS: ['name'],
  Deployment: ['metadata', 'spec'],
  StatefulSet: ['metadata', 'spec'],
  DaemonSet: ['metadata', 'spec'],
  ReplicaSet: ['metadata', 'spec'],
  Job: ['metadata', 'spec'],
  CronJob: ['metadata', 'spec'],
  CronJobSpec: ['schedule', 'jobTemplate'],
  PodFailurePolicy: ['rules'],
  PodFailurePolicyRule: ['action'],
  PodFailurePolicyOnExitCodesRequirement: ['operator', 'values'],
  PodFailurePolicyOnPodConditionsPattern: ['type', 'status'],
  SuccessPolicy: ['rules'],
  PersistentVolumeClaim: ['metadata', 'spec'],
};

/** Grows pods from what there is, and mutates them. */
export class Gardener {
  private readonly seeds: any[];

  public constructor(
    manifests: Case[],
    private readonly version: string,
    private readonly dice: Dice,
    private readonly kind = 'Pod',
  ) {
    this.seeds = manifests.map(({ manifest }) => podOf(manifest)).filter((pod) => pod !== undefined);
  }

  /** A pod, or an object that makes pods, that may be wrong in a few places. */
  public object(): any {
    const { dice, kind } = this;
    const isSeed = dice.chance(0.5);
    const object = isSeed && kind === 'Pod' ? this.seed() : this.grown(kind, 0);
    if (kind !== 'Pod') {
      this.mend(object, isSeed);
    }
    for (let i = dice.below(4) + (dice.chance(0.5) ? 1 : 0); i > 0; i--) {
      this.mutate(object);
    }
    if (kind !== 'Pod') {
      this.address(object);
    }
    return object;
  }

  /** Resets the fields that decide the URL of the request. */
  private address(object: any): void {
    object.apiVersion = this.kind === 'Job' || this.kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
    object.kind = this.kind;
    if (typeof object.metadata === 'object' && object.metadata !== null) {
      delete object.metadata.namespace;
      // the server writes these anew, whatever they were
      delete object.metadata.managedFields;
      // and merges duplicate owners
      delete object.metadata.ownerReferences;
    }
  }

  private seed(): any {
    const pod = clone(this.dice.one(this.seeds));
    for (const { type, value } of this.dice.chance(0.95) ? structsOf(pod, 'Pod') : []) {
      Object.keys(value)
        .filter((key) => hasOwn(SCHEMA[type], key) && !this.isThere(SCHEMA[type][key]))
        .forEach((key) => delete value[key]);
    }
    return pod;
  }

  /** Makes a workload one that can be accepted: pods that can, which its selector selects, and which are restarted as they must be. */
  private mend(object: any, isSeed: boolean): void {
    const { dice, kind } = this;
    const isJob = kind === 'Job' || kind === 'CronJob';
    object.spec ??= {};
    const spec = kind === 'CronJob' ? ((object.spec.jobTemplate ??= {}).spec ??= {}) : object.spec;
    if (isSeed || dice.chance(0.7)) {
      const { metadata, spec: own } = this.seed();
      spec.template = { metadata: { labels: metadata.labels ?? { app: 'a' } }, spec: own };
    }
    spec.template ??= {};
    const podSpec = (spec.template.spec ??= {});
    if (dice.chance(0.95)) {
      podSpec.restartPolicy = isJob ? dice.one(['Never', 'Never', 'OnFailure']) : 'Always';
      delete podSpec.activeDeadlineSeconds;
    }
    if (!isJob && dice.chance(0.9)) {
      const labels = ((spec.template.metadata ??= {}).labels ??= { app: 'a' });
      spec.selector = { matchLabels: { ...labels } };
    } else if (isJob && dice.chance(0.9)) {
      delete spec.selector;
      delete spec.manualSelector;
    }
  }

  /** A value of a type, mostly a good one. */
  private grown(type: string, depth: number, place = ''): any {
    const { dice } = this;
    if (GOOD[place] !== undefined && dice.chance(0.9)) {
      return clone(dice.one(GOOD[place]));
    }
    if (type.endsWith('[]')) {
      const length = dice.one([0, 1, 1, 1, 2, 2, 3]);
      return Array.from({ length }, () => this.item(type.slice(0, -2), depth, place));
    }
    if (ENUMS[place] !== undefined && dice.chance(0.95)) {
      return dice.one(ENUMS[place]);
    }
    if (MAPS[type] !== undefined && dice.chance(place === 'ObjectMeta.annotations' ? 0.5 : 0.9)) {
      return clone(dice.one(MAPS[type]));
    }
    if (type.startsWith('map<')) {
      return Object.fromEntries([this.entry(type, place)]);
    }
    return SCHEMA[type] === undefined ? this.scalar(type, true) : this.struct(type, depth);
  }

  /** An item of a list at a path. */
  private item(type: string, depth: number, place: string): any {
    const good = (GOOD[place] ?? [ENUMS[place] ?? []]).flat();
    return good.length > 0 && this.dice.chance(0.9) ? this.dice.one(good) : this.grown(type, depth + 1);
  }

  /** An entry of a map. */
  private entry(type: string, place: string): [key: string, value: unknown] {
    const { dice } = this;
    if (place !== 'ObjectMeta.annotations' || dice.chance(0.2)) {
      return [dice.one(KEYS), this.scalar(type.slice(4, -1))];
    }
    const key = dice.one(Object.keys(ANNOTATIONS));
    const isList = key.endsWith('/tolerations') && dice.chance(0.7);
    return [key, isList ? JSON.stringify(this.grown('Toleration[]', 0)) : dice.one(ANNOTATIONS[key])];
  }

  private struct(type: string, depth: number): any {
    const { dice } = this;
    const result: any = {};
    const fields = Object.entries(SCHEMA[type]).filter(([, field]) => this.isThere(field));
    const exclusive = ONE_OF[type] ?? [];
    const choice = fields.filter(([name]) => exclusive.includes(name));
    const chosen = choice.length > 0 && dice.chance(0.95) ? dice.one(choice)[0] : undefined;
    // a few of the optional ones: most structs have more than a person would write at a time
    const odds = Math.min(0.5, (type === 'PodSpec' ? 5 : 2.5) / fields.length);
    for (const [name, [fieldType]] of fields) {
      const isRequired = REQUIRED[type]?.includes(name) ?? false;
      const isWanted = exclusive.includes(name) ? name === chosen : dice.chance(isRequired ? 0.97 : odds);
      if (isWanted && name !== 'status' && (name !== 'ephemeralContainers' || dice.chance(0.1)) && depth < 12) {
        result[name] = this.grown(fieldType, depth + 1, `${type}.${name}`);
      }
    }
    return result;
  }

  private isThere([, since, until]: Field): boolean {
    return (
      (since === undefined || atLeast(this.version, since)) && (until === undefined || atLeast(until, this.version))
    );
  }

  private scalar(type: string, good = false): any {
    const { dice } = this;
    switch (type) {
      case 'string':
        return good && dice.chance(0.8)
          ? dice.one(['a', 'b', 'x', 'web'])
          : dice.chance(0.8)
            ? dice.one(STRINGS)
            : longText(dice);
      case 'int32':
      case 'int64':
        return good && dice.chance(0.8) ? dice.one([1, 2, 10]) : dice.one(NUMBERS);
      case 'boolean':
        return dice.chance(0.5);
      case 'Quantity':
        return dice.chance(0.6) ? dice.one(QUANTITIES) : anyQuantity(dice);
      case 'IntOrString':
        return dice.chance(0.5) ? dice.one(NUMBERS) : dice.one(STRINGS);
      case 'Time':
        return dice.chance(0.9)
          ? dice.one(['2026-01-31T12:00:00Z', '2026-02-28T12:00:00.5+02:00'])
          : dice.one(['2026-02-30T12:00:00Z', '2026-1-31T12:00:00Z', '2026-01-31', '', 'now']);
      default:
        return {};
    }
  }

  private mutate(pod: any): void {
    const { dice } = this;
    const nodes = structsOf(pod, this.kind);
    // the fields of a workload outside its pod template get more mutations
    const own = this.kind === 'Pod' || dice.chance(0.4) ? nodes : nodes.filter(({ isOfPods }) => !isOfPods);
    const node = dice.one(own);
    const fields = SCHEMA[node.type];
    const present = Object.keys(node.value).filter((key) => hasOwn(fields, key) && !this.isDull(node.type, key));
    const set = (key: string, value: any) => {
      node.value[key] = value;
    };
    const kind = dice.below(100);
    if (kind < 30 || present.length === 0) {
      // any field of the struct, well grown
      const absent = Object.keys(fields).filter((key) => node.value[key] === undefined && key !== 'status');
      const key = dice.one(absent.length > 0 ? absent : Object.keys(fields));
      if (this.isThere(fields[key]) || dice.chance(0.05)) {
        set(key, this.grown(fields[key][0], 3, `${node.type}.${key}`));
      }
      return;
    }
    const key = dice.one(present);
    const [type] = fields[key];
    const value = node.value[key];
    if (kind < 55) {
      this.bend(node.value, key, type, `${node.type}.${key}`);
    } else if (kind < 65) {
      delete node.value[key];
    } else if (kind < 80 && Array.isArray(value)) {
      this.shuffle(value, type.slice(0, -2), `${node.type}.${key}`);
    } else if (kind < 88) {
      // a value from another place of this type
      const others = nodes.filter((other) => other.type === node.type && other.value[key] !== undefined);
      set(key, clone(dice.one(others).value[key]));
    } else if (kind < 92) {
      set(key, Array.isArray(value) ? [] : typeof value === 'object' ? {} : null);
    } else if (kind < 95) {
      set(key, clone(dice.one(WRONG)));
    } else if (kind < 97) {
      const stranger = dice.one([
        `${key}s`,
        key.toUpperCase(),
        'foo',
        'nodeSelector',
        'image',
        '__proto__',
        'name',
        'x-y',
      ]);
      Object.defineProperty(node.value, stranger, { value, enumerable: true, configurable: true, writable: true });
    } else {
      set(key, this.grown(type, 3, `${node.type}.${key}`));
    }
  }

  /** Whether there is little to find out by changing a field. */
  private isDull(type: string, field: string): boolean {
    return (
      field === 'status' || (type === 'Pod' && (field === 'kind' || field === 'apiVersion') && this.dice.chance(0.9))
    );
  }

  /** Puts a value at the edge of what its type, or field, allows. */
  private bend(struct: any, key: string, type: string, place: string): void {
    const { dice } = this;
    const value = struct[key];
    if (LIMITS[place] !== undefined && dice.chance(0.1)) {
      struct[key] = clone(dice.one(LIMITS[place]));
    } else if (type.endsWith('[]')) {
      const item = type.slice(0, -2);
      if (!Array.isArray(value) || value.length === 0) {
        struct[key] = [this.item(item, 4, place)];
      } else if (SCHEMA[item] === undefined) {
        value[dice.below(value.length)] = this.scalar(item);
      } else {
        this.shuffle(value, item, place);
      }
    } else if (type.startsWith('map<')) {
      const map = typeof value === 'object' && value !== null ? value : {};
      const [entry, item] = this.entry(type, place);
      const isOld = dice.chance(0.5) && Object.keys(map).length > 0;
      Object.defineProperty(map, isOld ? dice.one(Object.keys(map)) : entry, {
        value: item,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      struct[key] = map;
    } else if (SCHEMA[type] === undefined) {
      struct[key] = this.scalar(type);
    } else {
      struct[key] = this.grown(type, 4, place);
    }
  }

  private shuffle(list: any[], item: string, place: string): void {
    const { dice } = this;
    const i = dice.below(list.length);
    switch (dice.below(6)) {
      case 0:
        list.push(clone(list[i]));
        break;
      case 1:
        list.splice(i, 1);
        break;
      case 2:
        list.reverse();
        break;
      case 3:
        list.push(...Array.from({ length: dice.one([1, 3, 8, 20, 35]) }, () => clone(list[i])));
        break;
      case 4:
        list.push(null);
        break;
      default:
        list.push(this.item(item, 4, place));
    }
  }
}

interface Node {
  readonly type: string;
  readonly value: any;
  readonly isOfPods: boolean;
}

/** Every struct of an object, the object itself among them. */
function structsOf(object: any, kind: string): Node[] {
  const found: Node[] = [];
  const visit = (value: any, type: string, isOfPods: boolean): void => {
    if (value === null || typeof value !== 'object') {
      return;
    }
    if (type.endsWith('[]')) {
      if (Array.isArray(value)) {
        value.forEach((item) => visit(item, type.slice(0, -2), isOfPods));
      }
      return;
    }
    if (SCHEMA[type] === undefined || Array.isArray(value)) {
      return;
    }
    if (Object.keys(SCHEMA[type]).length > 0) {
      found.push({ type, value, isOfPods });
    }
    for (const key of Object.keys(value)) {
      if (hasOwn(SCHEMA[type], key)) {
        visit(value[key], SCHEMA[type][key][0], isOfPods || type === 'PodTemplateSpec');
      }
    }
  };
  visit(object, kind, false);
  return found;
}

/** The pod that an object is, or makes. */
export function podOf(manifest: any): any {
  const template = manifest?.spec?.jobTemplate?.spec?.template ?? manifest?.spec?.template;
  const { metadata, spec } = template ?? manifest;
  if (spec?.containers === undefined) {
    return undefined;
  }
  return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: metadata?.name ?? 'p' }, spec };
}

function clone(value: any): any {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function hasOwn(table: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(table, key);
}
