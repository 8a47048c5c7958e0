import { NamedKind } from './named-objects';
import { objectReferences, OutputReference } from './object-references';
import type { Output, OutputPod } from './output';
import { PodModel } from './pod-model';

/** A reference of a pod to an object of its namespace, or to an object without a namespace. */
interface Reference {
  readonly kind: NamedKind;
  readonly name: string;
  /** The field path of the name in the pod. */
  readonly path: string;
}

/** The kinds of objects without a namespace. */
const CLUSTER_SCOPED: ReadonlySet<NamedKind> = new Set<NamedKind>([
  'ClusterRole',
  'IngressClass',
  'Namespace',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
]);

/** The references that must exist before the pod can start. */
function requiredReferences(pod: PodModel): Reference[] {
  const found: Reference[] = [];
  const add = (kind: NamedKind, source: Source | undefined, name: string | undefined, path: string): void => {
    if (source !== undefined && source.optional !== true && name) {
      found.push({ kind, name, path });
    }
  };
  for (const { env, value, path } of pod.containers) {
    for (const [i, { valueFrom: { configMapKeyRef, secretKeyRef } = {} }] of env.entries()) {
      const at = `${path}.env[${i}].valueFrom`;
      add('ConfigMap', configMapKeyRef, configMapKeyRef?.name, `${at}.configMapKeyRef.name`);
      add('Secret', secretKeyRef, secretKeyRef?.name, `${at}.secretKeyRef.name`);
    }
    for (const [i, { configMapRef, secretRef }] of (value.envFrom ?? []).entries()) {
      add('ConfigMap', configMapRef, configMapRef?.name, `${path}.envFrom[${i}].configMapRef.name`);
      add('Secret', secretRef, secretRef?.name, `${path}.envFrom[${i}].secretRef.name`);
    }
  }
  for (const [i, volume] of pod.volumes.entries()) {
    const { name = '', configMap, secret, projected, persistentVolumeClaim: claim } = volume;
    const at = `spec.volumes[${i}]`;
    add('ConfigMap', configMap, configMap?.name, `${at}.configMap.name`);
    add('Secret', secret, secret?.secretName, `${at}.secret.secretName`);
    for (const [k, source] of (projected?.sources ?? []).entries()) {
      add('ConfigMap', source.configMap, source.configMap?.name, `${at}.projected.sources[${k}].configMap.name`);
      add('Secret', source.secret, source.secret?.name, `${at}.projected.sources[${k}].secret.name`);
    }
    if (claim !== undefined && !pod.claims.has(name)) {
      add('PersistentVolumeClaim', {}, claim.claimName, `${at}.persistentVolumeClaim.claimName`);
    }
  }
  const { serviceAccountName, imagePullSecrets = [], priorityClassName, runtimeClassName } = pod.spec;
  add('ServiceAccount', {}, serviceAccountName, 'spec.serviceAccountName');
  imagePullSecrets.forEach(({ name }, i) => add('Secret', {}, name, `spec.imagePullSecrets[${i}].name`));
  add('PriorityClass', {}, priorityClassName, 'spec.priorityClassName');
  add('RuntimeClass', {}, runtimeClassName, 'spec.runtimeClassName');
  return found;
}

/** The references of an object and of its pods to other objects: none if the output has no object to which others refer. */
export function requiredOf(object: unknown, output: Output): OutputReference[] {
  if (output.named.isEmpty) {
    return [];
  }
  const pod = output.podOf(object);
  const ofPod = pod === undefined ? [] : requiredReferences(pod.pod).map((one) => ofTemplate(one, pod));
  return ofPod.concat(objectReferences(object)).map(withoutNamespace);
}

function ofTemplate({ kind, name, path }: Reference, pod: OutputPod): OutputReference {
  return { kind, name, path: pod.at(path), from: 'pod', namespace: pod.namespace };
}

function withoutNamespace(reference: OutputReference): OutputReference {
  return CLUSTER_SCOPED.has(reference.kind) ? { ...reference, namespace: '' } : reference;
}

interface Source {
  readonly optional?: boolean;
}
