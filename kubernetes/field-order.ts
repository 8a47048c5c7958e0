import { isPlainObject, PlainObject, setField } from '../util/plain-object';
import { words } from '../util/words';
import { kindOf } from './kinds';
import { STRUCT_TYPES, StructType } from './struct-type';

const OBJECT = 'apiVersion kind metadata spec';

const FIELDS: Readonly<Record<string, string>> = {
  Pod: OBJECT,
  Deployment: OBJECT,
  StatefulSet: OBJECT,
  DaemonSet: OBJECT,
  ReplicaSet: OBJECT,
  Job: OBJECT,
  CronJob: OBJECT,
  PersistentVolumeClaim: OBJECT,
  ObjectMeta: 'name generateName namespace labels annotations finalizers ownerReferences',

  // scale and selector first, then updates, then the template, which is long
  DeploymentSpec: `
    replicas selector strategy minReadySeconds progressDeadlineSeconds revisionHistoryLimit paused template
  `,
  ReplicaSetSpec: 'replicas selector minReadySeconds template',
  StatefulSetSpec: `
    serviceName replicas ordinals selector podManagementPolicy
    updateStrategy minReadySeconds revisionHistoryLimit persistentVolumeClaimRetentionPolicy
    template volumeClaimTemplates
  `,
  DaemonSetSpec: 'selector updateStrategy minReadySeconds revisionHistoryLimit template',
  JobSpec: `
    suspend completionMode completions parallelism backoffLimit backoffLimitPerIndex maxFailedIndexes
    activeDeadlineSeconds ttlSecondsAfterFinished podReplacementPolicy podFailurePolicy successPolicy
    managedBy manualSelector selector scheduling template
  `,
  CronJobSpec: `
    schedule timeZone suspend concurrencyPolicy startingDeadlineSeconds successfulJobsHistoryLimit
    failedJobsHistoryLimit jobTemplate
  `,
  PodTemplateSpec: 'metadata spec',
  JobTemplateSpec: 'metadata spec',
  DeploymentStrategy: 'type rollingUpdate',
  StatefulSetUpdateStrategy: 'type rollingUpdate',
  DaemonSetUpdateStrategy: 'type rollingUpdate',
  PersistentVolumeClaimSpec: 'storageClassName accessModes volumeMode resources',

  // where and as which user the pod runs, then its containers, then its volumes
  PodSpec: `
    schedulingGates schedulingGroup schedulerName priorityClassName priority preemptionPolicy runtimeClassName
    os nodeName nodeSelector affinity tolerations topologySpreadConstraints evictionResponders
    serviceAccountName serviceAccount automountServiceAccountToken imagePullSecrets
    hostNetwork hostPID hostIPC hostUsers shareProcessNamespace
    hostname hostnameOverride subdomain setHostnameAsFQDN hostAliases dnsPolicy dnsConfig enableServiceLinks
    securityContext restartPolicy activeDeadlineSeconds terminationGracePeriodSeconds readinessGates
    overhead resources resourceClaims
    initContainers containers ephemeralContainers volumes
  `,

  // what runs, its inputs, its resources, its health
  Container: `
    name image imagePullPolicy restartPolicy restartPolicyRules
    command args workingDir stdin stdinOnce tty
    ports envFrom env resources resizePolicy
    volumeMounts volumeDevices startupProbe readinessProbe livenessProbe
    lifecycle terminationMessagePath terminationMessagePolicy securityContext
  `,
  ContainerPort: 'name containerPort protocol hostPort hostIP',
  EnvVar: 'name value valueFrom',
  EnvFromSource: 'prefix configMapRef secretRef',
  ConfigMapKeySelector: 'name key optional',
  SecretKeySelector: 'name key optional',
  ResourceRequirements: 'requests limits claims',
  VolumeMount: 'name mountPath subPath subPathExpr readOnly',
  VolumeDevice: 'name devicePath',
  Probe: `
    exec httpGet tcpSocket grpc initialDelaySeconds periodSeconds timeoutSeconds successThreshold
    failureThreshold
  `,
  Lifecycle: 'postStart preStop',
  HTTPGetAction: 'path port host scheme httpHeaders',
  HTTPHeader: 'name value',
  TCPSocketAction: 'port host',
  GRPCAction: 'port service',
  SecurityContext: `
    privileged allowPrivilegeEscalation runAsNonRoot runAsUser runAsGroup readOnlyRootFilesystem capabilities
    seccompProfile
  `,
  PodSecurityContext: 'runAsNonRoot runAsUser runAsGroup fsGroup fsGroupChangePolicy seccompProfile',
  Capabilities: 'drop add',
  SeccompProfile: 'type localhostProfile',

  Volume: 'name',
  ConfigMapVolumeSource: 'name items defaultMode optional',
  SecretVolumeSource: 'secretName items defaultMode optional',
  KeyToPath: 'key path mode',
  HostPathVolumeSource: 'path type',
  DownwardAPIVolumeFile: 'path fieldRef resourceFieldRef mode',

  Toleration: 'key operator value effect tolerationSeconds',
  NodeSelectorRequirement: 'key operator values',
  LabelSelector: 'matchLabels matchExpressions',
  LabelSelectorRequirement: 'key operator values',
  TopologySpreadConstraint: 'maxSkew minDomains topologyKey whenUnsatisfiable labelSelector',
  PreferredSchedulingTerm: 'weight preference',
  WeightedPodAffinityTerm: 'weight podAffinityTerm',
  PodAffinityTerm: 'topologyKey labelSelector',
  OwnerReference: 'apiVersion kind name uid controller blockOwnerDeletion',
};

/**
 * The order in which people write the fields of each struct. Other fields follow in the order of their author, and so do the keys of free
 * maps, such as labels.
 */
export const ORDER: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(FIELDS).map(([struct, fields]) => [struct, words(fields)]),
);

const RANKS: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries(ORDER).map(([struct, fields]) => [struct, new Map(fields.map((field, i) => [field, i]))]),
);

/** The object with its fields in order. Parts that are in order already are not copied. */
export function orderObject<T extends { readonly apiVersion?: unknown; readonly kind?: unknown }>(object: T): T {
  const kind = kindOf(object);
  return kind === undefined ? object : ordered(object, kind.struct);
}

/** A value of a type of the schema, such as `PodSpec` or `Container[]`, with its fields in order. */
export function ordered<T>(value: T, type: string): T {
  return inOrder(value, STRUCT_TYPES.of(type)) as T;
}

function inOrder(value: unknown, type: StructType | undefined): unknown {
  if (type === undefined) {
    return value;
  }
  if (Array.isArray(value)) {
    return type.item === undefined ? value : itemsInOrder(value, type.item);
  }
  return isPlainObject(value) && type.fields !== undefined ? structInOrder(value, type.name, type.fields) : value;
}

function itemsInOrder(list: readonly unknown[], type: StructType): readonly unknown[] {
  let result: unknown[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = inOrder(list[i], type);
    if (item !== list[i]) {
      result ??= [...list];
      result[i] = item;
    }
  }
  return result ?? list;
}

function structInOrder(
  value: PlainObject,
  struct: string,
  fields: ReadonlyMap<string, StructType | undefined>,
): PlainObject {
  const ranks = RANKS.get(struct);
  let result: { [key: string]: unknown } =
    ranks === undefined || isInOrder(value, ranks) ? value : sortFields(value, ranks);
  for (const key in value) {
    const given = value[key];
    const field = typeof given === 'object' ? inOrder(given, fields.get(key)) : given;
    if (field !== given) {
      result = result === value ? { ...value } : result;
      setField(result, key, field);
    }
  }
  return result;
}

function isInOrder(value: PlainObject, ranks: ReadonlyMap<string, number>): boolean {
  let last = 0;
  for (const key in value) {
    const rank = ranks.get(key) ?? ranks.size;
    if (rank < last) {
      return false;
    }
    last = rank;
  }
  return true;
}

function sortFields(value: PlainObject, ranks: ReadonlyMap<string, number>): PlainObject {
  const keys = Object.keys(value);
  // an insertion sort: the fields are few and almost in order, and `sort` allocates more than the object itself
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i];
    const rank = ranks.get(key) ?? ranks.size;
    let to = i;
    for (; to > 0 && (ranks.get(keys[to - 1]) ?? ranks.size) > rank; to--) {
      keys[to] = keys[to - 1];
    }
    keys[to] = key;
  }
  const result = {};
  for (let i = 0; i < keys.length; i++) {
    setField(result, keys[i], value[keys[i]]);
  }
  return result;
}
