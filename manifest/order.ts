import { Field, SCHEMA } from '../spec/schema';
import { kindOf } from './kinds';

const OBJECT = ['apiVersion', 'kind', 'metadata', 'spec'];

/**
 * The order in which people write the fields of a manifest, struct by struct. A field that is not listed keeps the place that
 * its author gave it, after those that are; so do the keys of free maps, such as labels.
 */
export const ORDER: Record<string, readonly string[]> = {
  Pod: OBJECT,
  Deployment: OBJECT,
  StatefulSet: OBJECT,
  DaemonSet: OBJECT,
  ReplicaSet: OBJECT,
  Job: OBJECT,
  CronJob: OBJECT,
  PersistentVolumeClaim: OBJECT,
  ObjectMeta: ['name', 'generateName', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences'],

  // how many there are and how they are known, how they change, then what each is, which is long
  DeploymentSpec: [
    'replicas',
    'selector',
    'strategy',
    'minReadySeconds',
    'progressDeadlineSeconds',
    'revisionHistoryLimit',
    'paused',
    'template',
  ],
  ReplicaSetSpec: ['replicas', 'selector', 'minReadySeconds', 'template'],
  StatefulSetSpec: [
    'serviceName',
    'replicas',
    'ordinals',
    'selector',
    'podManagementPolicy',
    'updateStrategy',
    'minReadySeconds',
    'revisionHistoryLimit',
    'persistentVolumeClaimRetentionPolicy',
    'template',
    'volumeClaimTemplates',
  ],
  DaemonSetSpec: ['selector', 'updateStrategy', 'minReadySeconds', 'revisionHistoryLimit', 'template'],
  JobSpec: [
    'suspend',
    'completionMode',
    'completions',
    'parallelism',
    'backoffLimit',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
    'activeDeadlineSeconds',
    'ttlSecondsAfterFinished',
    'podReplacementPolicy',
    'podFailurePolicy',
    'successPolicy',
    'managedBy',
    'manualSelector',
    'selector',
    'scheduling',
    'template',
  ],
  CronJobSpec: [
    'schedule',
    'timeZone',
    'suspend',
    'concurrencyPolicy',
    'startingDeadlineSeconds',
    'successfulJobsHistoryLimit',
    'failedJobsHistoryLimit',
    'jobTemplate',
  ],
  PodTemplateSpec: ['metadata', 'spec'],
  JobTemplateSpec: ['metadata', 'spec'],
  DeploymentStrategy: ['type', 'rollingUpdate'],
  StatefulSetUpdateStrategy: ['type', 'rollingUpdate'],
  DaemonSetUpdateStrategy: ['type', 'rollingUpdate'],
  PersistentVolumeClaimSpec: ['storageClassName', 'accessModes', 'volumeMode', 'resources'],

  // where and as whom the pod runs, then what runs in it, then what that stands on
  PodSpec: [
    'schedulingGates',
    'schedulingGroup',
    'schedulerName',
    'priorityClassName',
    'priority',
    'preemptionPolicy',
    'runtimeClassName',
    'os',
    'nodeName',
    'nodeSelector',
    'affinity',
    'tolerations',
    'topologySpreadConstraints',
    'evictionResponders',
    'serviceAccountName',
    'serviceAccount',
    'automountServiceAccountToken',
    'imagePullSecrets',
    'hostNetwork',
    'hostPID',
    'hostIPC',
    'hostUsers',
    'shareProcessNamespace',
    'hostname',
    'hostnameOverride',
    'subdomain',
    'setHostnameAsFQDN',
    'hostAliases',
    'dnsPolicy',
    'dnsConfig',
    'enableServiceLinks',
    'securityContext',
    'restartPolicy',
    'activeDeadlineSeconds',
    'terminationGracePeriodSeconds',
    'readinessGates',
    'overhead',
    'resources',
    'resourceClaims',
    'initContainers',
    'containers',
    'ephemeralContainers',
    'volumes',
  ],

  // what runs, what it is told, what it takes and sees, how one knows that it is well
  Container: [
    'name',
    'image',
    'imagePullPolicy',
    'restartPolicy',
    'restartPolicyRules',
    'command',
    'args',
    'workingDir',
    'stdin',
    'stdinOnce',
    'tty',
    'ports',
    'envFrom',
    'env',
    'resources',
    'resizePolicy',
    'volumeMounts',
    'volumeDevices',
    'startupProbe',
    'readinessProbe',
    'livenessProbe',
    'lifecycle',
    'terminationMessagePath',
    'terminationMessagePolicy',
    'securityContext',
  ],
  ContainerPort: ['name', 'containerPort', 'protocol', 'hostPort', 'hostIP'],
  EnvVar: ['name', 'value', 'valueFrom'],
  EnvFromSource: ['prefix', 'configMapRef', 'secretRef'],
  ConfigMapKeySelector: ['name', 'key', 'optional'],
  SecretKeySelector: ['name', 'key', 'optional'],
  ResourceRequirements: ['requests', 'limits', 'claims'],
  VolumeMount: ['name', 'mountPath', 'subPath', 'subPathExpr', 'readOnly'],
  VolumeDevice: ['name', 'devicePath'],
  Probe: [
    'exec',
    'httpGet',
    'tcpSocket',
    'grpc',
    'initialDelaySeconds',
    'periodSeconds',
    'timeoutSeconds',
    'successThreshold',
    'failureThreshold',
  ],
  Lifecycle: ['postStart', 'preStop'],
  HTTPGetAction: ['path', 'port', 'host', 'scheme', 'httpHeaders'],
  HTTPHeader: ['name', 'value'],
  TCPSocketAction: ['port', 'host'],
  GRPCAction: ['port', 'service'],
  SecurityContext: [
    'privileged',
    'allowPrivilegeEscalation',
    'runAsNonRoot',
    'runAsUser',
    'runAsGroup',
    'readOnlyRootFilesystem',
    'capabilities',
    'seccompProfile',
  ],
  PodSecurityContext: ['runAsNonRoot', 'runAsUser', 'runAsGroup', 'fsGroup', 'fsGroupChangePolicy', 'seccompProfile'],
  Capabilities: ['drop', 'add'],
  SeccompProfile: ['type', 'localhostProfile'],

  Volume: ['name'],
  ConfigMapVolumeSource: ['name', 'items', 'defaultMode', 'optional'],
  SecretVolumeSource: ['secretName', 'items', 'defaultMode', 'optional'],
  KeyToPath: ['key', 'path', 'mode'],
  HostPathVolumeSource: ['path', 'type'],
  DownwardAPIVolumeFile: ['path', 'fieldRef', 'resourceFieldRef', 'mode'],

  Toleration: ['key', 'operator', 'value', 'effect', 'tolerationSeconds'],
  NodeSelectorRequirement: ['key', 'operator', 'values'],
  LabelSelector: ['matchLabels', 'matchExpressions'],
  LabelSelectorRequirement: ['key', 'operator', 'values'],
  TopologySpreadConstraint: ['maxSkew', 'minDomains', 'topologyKey', 'whenUnsatisfiable', 'labelSelector'],
  PreferredSchedulingTerm: ['weight', 'preference'],
  WeightedPodAffinityTerm: ['weight', 'podAffinityTerm'],
  PodAffinityTerm: ['topologyKey', 'labelSelector'],
  OwnerReference: ['apiVersion', 'kind', 'name', 'uid', 'controller', 'blockOwnerDeletion'],
};

/** A type that holds fields which may be in another order, read once. */
interface Shape {
  /** What a list holds. */
  readonly item?: Shape;
  /** Of a struct, the place of each field in its row of the table. */
  readonly ranks?: ReadonlyMap<string, number>;
  /** The shapes of those of its fields that somebody asked for. */
  readonly under: Map<string, Shape | undefined>;
  readonly fields: Readonly<Record<string, Field>>;
}

const shapes = new Map<string, Shape | undefined>();

function shapeOf(type: string): Shape | undefined {
  if (!shapes.has(type)) {
    shapes.set(type, newShape(type));
  }
  return shapes.get(type);
}

function newShape(type: string): Shape | undefined {
  if (type.endsWith('[]')) {
    const item = shapeOf(type.slice(0, -2));
    return item && { item, under: new Map(), fields: {} };
  }
  const keys = ORDER[type];
  const ranks = keys && new Map(keys.map((key, i) => [key, i]));
  return SCHEMA[type] && { ranks, under: new Map(), fields: SCHEMA[type] };
}

function shapeUnder({ under, fields }: Shape, key: string): Shape | undefined {
  let shape = under.get(key);
  if (shape === undefined && !under.has(key)) {
    shape = Object.prototype.hasOwnProperty.call(fields, key) ? shapeOf(fields[key][0]) : undefined;
    under.set(key, shape);
  }
  return shape;
}

/** An object of a kind that is known with its fields in the order of the table. What is in order already is taken as it is. */
export function orderObject(object: any): any {
  return ordered(object, kindOf(object)?.struct);
}

/** A value of a type of the schema with its fields in the order of the table. */
export function ordered(value: any, type: string | undefined): any {
  const shape = type === undefined ? undefined : shapeOf(type);
  return shape === undefined ? value : inShape(value, shape);
}

function inShape(value: any, shape: Shape): any {
  if (value === null || typeof value !== 'object' || Array.isArray(value) !== (shape.item !== undefined)) {
    return value;
  }
  if (shape.item !== undefined) {
    const items = value.map((item: any) => inShape(item, shape.item!));
    return items.some((item: any, i: number) => item !== value[i]) ? items : value;
  }
  const keys = inOrder(value, shape.ranks);
  let result: any = keys === undefined ? undefined : {};
  for (const key of keys ?? Object.keys(value)) {
    const child = value[key];
    const under = typeof child === 'object' ? shapeUnder(shape, key) : undefined;
    const after = under === undefined ? child : inShape(child, under);
    if (result === undefined && after !== child) {
      result = upTo(key, value);
    }
    if (result !== undefined) {
      set(result, key, after);
    }
  }
  return result ?? value;
}

/** A copy of an object with the keys before one. */
function upTo(key: string, value: any): any {
  const copy = {};
  for (const earlier of Object.keys(value)) {
    if (earlier === key) {
      break;
    }
    set(copy, earlier, value[earlier]);
  }
  return copy;
}

/** The keys of an object in order; nothing where they are so already. */
function inOrder(value: any, ranks: Shape['ranks']): string[] | undefined {
  if (ranks === undefined) {
    return undefined;
  }
  let last = 0;
  for (const key in value) {
    const next = ranks.get(key) ?? ranks.size;
    if (next < last) {
      const rank = (one: string): number => ranks.get(one) ?? ranks.size;
      return Object.keys(value).sort((a, b) => rank(a) - rank(b));
    }
    last = next;
  }
  return undefined;
}

/** Sets a key of its own, whatever it is called: an assignment to `__proto__` would set none. */
export function set(target: any, key: string, value: any): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}
