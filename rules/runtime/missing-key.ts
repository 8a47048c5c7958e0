import { ConfigMapKeySelector, SecretProjection, Volume, VolumeProjection } from '../../kubernetes/decoded';
import { truncated } from '../../util/truncate';
import { PodModel } from '../model/pod-model';
import { rule } from '../rule';

/** A reference to a key of a ConfigMap or Secret. */
interface KeyReference extends ConfigMapKeySelector {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly path: string;
}

export const missingKey = rule({
  id: 'runtime/missing-key',
  severity: 'warning',
  summary: 'A pod should refer only to keys that the ConfigMaps and Secrets of the same output have.',
  details:
    'A container with such a variable is not created. A pod with such a volume does not start. A sub-path of that name is an empty folder. The rule ignores ConfigMaps and Secrets that are empty in the output, because something else fills them.',
  why: 'The same output defines it, so the pod waits for a key that nobody adds.',
  see: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
  checkOutput(object, output, report) {
    const pod = output.hasKeys ? output.podOf(object) : undefined;
    if (pod === undefined) {
      return;
    }
    for (const { kind, name, key, optional, path } of referencesOf(pod.pod)) {
      const keys = optional === true ? undefined : output.keysOf(kind, pod.namespace, name);
      if (keys !== undefined && key !== undefined && !keys.has(key)) {
        report(
          pod.at(path),
          `the ${kind} "${name}" has no key "${key}".`,
          `It has ${truncated(keys, (one) => `"${one}"`)}. Use one of these keys, add the key, or set \`optional: true\`.`,
        );
      }
    }
  },
});

function* referencesOf(pod: PodModel): Iterable<KeyReference> {
  for (const { env, path } of pod.containers) {
    for (const [i, { valueFrom }] of env.entries()) {
      const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
      if (configMapKeyRef !== undefined) {
        yield { kind: 'ConfigMap', ...configMapKeyRef, path: `${path}.env[${i}].valueFrom.configMapKeyRef.key` };
      }
      if (secretKeyRef !== undefined) {
        yield { kind: 'Secret', ...secretKeyRef, path: `${path}.env[${i}].valueFrom.secretKeyRef.key` };
      }
    }
  }
  for (const [i, volume] of pod.volumes.entries()) {
    for (const { kind, name, optional, items = [], path } of sourcesOf(volume)) {
      for (const [j, { key }] of items.entries()) {
        yield { kind, name, key, optional, path: `spec.volumes[${i}].${path}.items[${j}].key` };
      }
    }
    yield* subPaths(pod, volume);
  }
}

/** The keys that mounts of a volume name as sub-paths. Of several volumes of one name, the first is mounted. */
function* subPaths(pod: PodModel, volume: Volume): Iterable<KeyReference> {
  for (const { kind, name, optional, items } of sourcesOf({ ...volume, projected: undefined })) {
    const isMounted = items === undefined && pod.volume(volume.name) === volume;
    for (const { mount, path } of isMounted ? pod.mountsOf(volume.name) : []) {
      if (mount.subPath !== undefined && /^[^/]+$/.test(mount.subPath)) {
        yield { kind, name, key: mount.subPath, optional, path: `${path}.subPath` };
      }
    }
  }
}

interface Source extends Pick<SecretProjection, 'items' | 'name' | 'optional'> {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly path: string;
}

function sourcesOf({ configMap, secret, projected }: Volume): Source[] {
  const own = { configMap, secret: secret && { ...secret, name: secret.secretName } };
  return [
    ...namedBy(own, ''),
    ...(projected?.sources ?? []).flatMap((one, k) => namedBy(one, `projected.sources[${k}].`)),
  ];
}

function namedBy({ configMap, secret }: VolumeProjection, prefix: string): Source[] {
  return [
    ...(configMap === undefined ? [] : [{ kind: 'ConfigMap' as const, ...configMap, path: `${prefix}configMap` }]),
    ...(secret === undefined ? [] : [{ kind: 'Secret' as const, ...secret, path: `${prefix}secret` }]),
  ];
}
