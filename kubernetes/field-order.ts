import { SCHEMA } from './schema';
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

/** The place of each field in its struct's row of the table. */
const RANKS: Record<string, Map<string, number>> = Object.fromEntries(
  Object.entries(ORDER).map(([type, keys]) => [type, new Map(keys.map((key, i) => [key, i]))]),
);

/** An object of a kind that is known with its fields in the order of the table. What is in order already is taken as it is. */
export function orderObject(object: any): any {
  return ordered(object, kindOf(object)?.struct);
}

/** A value of a type of the schema with its fields in the order of the table. */
export function ordered(value: any, type: string | undefined): any {
  if (type === undefined || value === null || typeof value !== 'object') {
    return value;
  }
  if (Array.isArray(value)) {
    if (!type.endsWith('[]')) {
      return value;
    }
    return orderedItems(value, type.slice(0, -2));
  }
  const fields = SCHEMA[type];
  if (fields === undefined) {
    return value;
  }
  const ranks = RANKS[type];
  let result = ranks === undefined || inOrder(value, ranks) ? value : sorted(value, ranks);
  for (const key in value) {
    const child = value[key];
    if (typeof child === 'object') {
      const after = ordered(child, fields[key]?.[0]);
      if (after !== child) {
        result = result === value ? { ...value } : result;
        set(result, key, after);
      }
    }
  }
  return result;
}

function inOrder(value: any, ranks: Map<string, number>): boolean {
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

function sorted(value: any, ranks: Map<string, number>): any {
  const rank = (key: string): number => ranks.get(key) ?? ranks.size;
  const result = {};
  const keys = Object.keys(value).sort((a, b) => rank(a) - rank(b));
  keys.forEach((key) => set(result, key, value[key]));
  return result;
}

function orderedItems(list: any[], type: string): any[] {
  let result: any[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const after = ordered(list[i], type);
    if (after !== list[i]) {
      result ??= [...list];
      result[i] = after;
    }
  }
  return result ?? list;
}

/** Sets a key of its own, whatever it is called: an assignment to `__proto__` would set none. */
export function set(target: any, key: string, value: any): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}
