import { NamedKind } from './named-objects';
import type { Output } from './output';
import { PodModel } from './pod-model';

/** A reference of a pod to an object of its namespace. */
interface Reference {
  readonly kind: NamedKind;
  readonly name: string;
  /** The field path of the name in the pod. */
  readonly path: string;
}

/** A reference in an object of an output: the path is that in the object. */
interface OutputReference extends Reference {
  /** The namespace of the pod. */
  readonly namespace: string;
}

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
  add('ServiceAccount', {}, pod.spec.serviceAccountName, 'spec.serviceAccountName');
  return found;
}

/** The references of the pods of an object to others of its output: none if the output has no object to which pods refer. */
export function requiredOf(object: unknown, output: Output): OutputReference[] {
  const pod = output.named.isEmpty ? undefined : output.podOf(object);
  return pod === undefined
    ? []
    : requiredReferences(pod.pod).map((one) => ({ ...one, path: pod.at(one.path), namespace: pod.namespace }));
}

interface Source {
  readonly optional?: boolean;
}
