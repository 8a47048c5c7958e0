import { KubernetesObject, kindOf } from '../../kubernetes/kinds';
import { SCHEMA } from '../../kubernetes/schema';
import { PathStep } from '../../manifest/yaml/json-path';
import { isPlainObject, PlainObject, setField } from '../../util/plain-object';
import { Cleaned } from './clean';
import { isSameData } from './same-data';

/** The default of a field; a function if it depends on the other fields of the struct. */
type Default = unknown | ((struct: PlainObject) => unknown);

const PROBE = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
const CONTAINER: Readonly<Record<string, Default>> = {
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  imagePullPolicy: pullPolicy,
  resources: {},
};

/**
 * The defaults that the API server writes into an object, by struct.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.0/pkg/apis/core/v1/defaults.go
 */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, Default>>>> = {
  PodSpec: {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    enableServiceLinks: true,
    // the server writes both, and the older one is deprecated
    serviceAccount: ({ serviceAccountName }: PlainObject) => serviceAccountName,
  },
  Container: CONTAINER,
  ContainerPort: { protocol: 'TCP' },
  Probe: PROBE,
  HTTPGetAction: { scheme: 'HTTP' },
  GRPCAction: { service: '' },
  ObjectFieldSelector: { apiVersion: 'v1' },
  ConfigMapVolumeSource: { defaultMode: 420 },
  SecretVolumeSource: { defaultMode: 420 },
  DownwardAPIVolumeSource: { defaultMode: 420 },
  ProjectedVolumeSource: { defaultMode: 420 },
  HostPathVolumeSource: { type: '' },
  DeploymentSpec: {
    replicas: 1,
    progressDeadlineSeconds: 600,
    revisionHistoryLimit: 10,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
  },
  StatefulSetSpec: {
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    revisionHistoryLimit: 10,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  },
  DaemonSetSpec: {
    revisionHistoryLimit: 10,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  },
  JobSpec: {
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    completions: ({ parallelism }: PlainObject) => (parallelism === undefined || parallelism === 1 ? 1 : undefined),
    parallelism: 1,
    podReplacementPolicy: 'TerminatingOrFailed',
    suspend: false,
  },
  CronJobSpec: {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  },
  PersistentVolumeClaimSpec: { volumeMode: 'Filesystem' },
};

/** The same for objects without pods, by kind. */
const SERVICE = {
  type: 'ClusterIP',
  sessionAffinity: 'None',
  internalTrafficPolicy: 'Cluster',
  ipFamilyPolicy: 'SingleStack',
};

/** Removes the fields that have the default of the API server. */
export function stripDefaults(object: KubernetesObject): Cleaned {
  const removed: (readonly PathStep[])[] = [];
  const kind = kindOf(object);
  if (kind !== undefined) {
    return { object: strip(object, kind.struct, []) as KubernetesObject, removed };
  }
  const spec = object.kind === 'Service' && object.apiVersion === 'v1' ? object.spec : undefined;
  if (!isPlainObject(spec)) {
    return { object, removed };
  }
  const stripped = without(spec, SERVICE, ['spec']);
  const ports = Array.isArray(stripped.ports)
    ? stripped.ports.map((port, i): unknown =>
        isPlainObject(port) ? without(port, { protocol: 'TCP', targetPort: port.port }, ['spec', 'ports', i]) : port,
      )
    : stripped.ports;
  return { object: { ...object, spec: ports === undefined ? stripped : { ...stripped, ports } }, removed };

  function strip(value: unknown, type: string, path: readonly PathStep[]): unknown {
    if (Array.isArray(value)) {
      const item = type.endsWith('[]') ? type.slice(0, -2) : '';
      return value.map((one, i) => strip(one, item, [...path, i]));
    }
    const fields = Object.prototype.hasOwnProperty.call(SCHEMA, type) ? SCHEMA[type] : undefined;
    if (!isPlainObject(value) || fields === undefined) {
      return value;
    }
    const kept = without(value, DEFAULTS[type] ?? {}, path);
    const result = {};
    for (const key of Object.keys(kept)) {
      const [inner = ''] = Object.prototype.hasOwnProperty.call(fields, key) ? fields[key] : [];
      setField(result, key, strip(kept[key], inner, [...path, key]));
    }
    return result;
  }

  function without(
    struct: PlainObject,
    defaults: Readonly<Record<string, Default>>,
    path: readonly PathStep[],
  ): PlainObject {
    const result = {};
    for (const key of Object.keys(struct)) {
      const given = Object.prototype.hasOwnProperty.call(defaults, key) ? defaults[key] : undefined;
      const fallback: unknown = typeof given === 'function' ? given(struct) : given;
      if (fallback !== undefined && isSameData(struct[key], fallback)) {
        removed.push([...path, key]);
      } else {
        setField(result, key, struct[key]);
      }
    }
    return result;
  }
}

/** `Always` for the tag `latest`, and for an image without a tag and digest. */
function pullPolicy({ image }: PlainObject): string | undefined {
  if (typeof image !== 'string') {
    return undefined;
  }
  const name = image.slice(image.lastIndexOf('/') + 1);
  const tag = name.includes('@') ? '' : name.includes(':') ? name.slice(name.indexOf(':') + 1) : 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}
