import { abridged } from '../../util/truncate';
import { Finding } from '../finding';
import { Output } from '../model/output';
import { containers, listOf } from '../model/pod';
import { mountsOf } from '../model/mounts';

/** What a place asks for: a key of a ConfigMap or Secret. */
interface Asked {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: any;
  readonly key: any;
  readonly optional: any;
}

/**
 * A key of a ConfigMap or Secret that the same output defines without it. A container that asks for it in a variable is not created, a
 * pod that asks for it in a volume does not start, and a sub-path of that name is an empty folder. What is empty in the output, and so
 * filled by something else, is let pass.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/
 */
export function missingKey(object: any, output: Output): Finding[] {
  const made = output.hasKeys ? output.podOf(object) : undefined;
  if (made === undefined) {
    return [];
  }
  const { pod, way, namespace } = made;
  const found: Finding[] = [];
  const see = ({ kind, name, key, optional }: Asked, path: () => string): void => {
    const keys = optional === true || typeof key !== 'string' ? undefined : output.keysOf(kind, namespace, name);
    if (keys !== undefined && !keys.has(key)) {
      found.push({
        rule: 'runtime/missing-key',
        severity: 'warning',
        path: [...way, path()].join('.'),
        what: `the ${kind} "${name}" has no key "${key}".`,
        why: 'It is defined in the same output, so that the pod waits for a key that does not come.',
        fix: `It has ${abridged(keys, (one) => `"${one}"`)}. Name one of them, add the key, or say optional: true.`,
      });
    }
  };
  for (const container of containers(pod)) {
    const env = listOf(container.value.env);
    for (let i = 0; i < env.length; i++) {
      const { configMapKeyRef, secretKeyRef } = env[i]?.valueFrom ?? {};
      if (configMapKeyRef) {
        see(
          { kind: 'ConfigMap', ...part(configMapKeyRef) },
          () => `${container.path}.env[${i}].valueFrom.configMapKeyRef.key`,
        );
      }
      if (secretKeyRef) {
        see({ kind: 'Secret', ...part(secretKeyRef) }, () => `${container.path}.env[${i}].valueFrom.secretKeyRef.key`);
      }
    }
  }
  let mounted: Set<any> | undefined;
  listOf(pod.spec.volumes).forEach((volume, i) => {
    for (const { kind, source, path } of sources(volume)) {
      const { name, optional } = part(source);
      const secretName = source.secretName ?? name;
      listOf(source.items).forEach((item, j) =>
        see({ kind, name: secretName, key: item?.key, optional }, () => `spec.volumes[${i}].${path}.items[${j}].key`),
      );
      const isWhole = source.items === undefined && path === (kind === 'Secret' ? 'secret' : 'configMap');
      // of several of one name, the first is mounted
      if (isWhole && !mounted?.has(volume.name)) {
        mounted ??= new Set();
        mounted.add(volume.name);
        subPaths(pod, volume.name, (key, place) => see({ kind, name: secretName, key, optional }, place));
      }
    }
  });
  return found;
}

function part({ name, key, optional }: any): Omit<Asked, 'kind'> {
  return { name, key, optional };
}

interface Source {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly source: any;
  readonly path: string;
}

function sources(volume: any): Source[] {
  const of = (holder: any, prefix: string): Source[] => [
    ...(holder?.configMap
      ? [{ kind: 'ConfigMap' as const, source: holder.configMap, path: `${prefix}configMap` }]
      : []),
    ...(holder?.secret ? [{ kind: 'Secret' as const, source: holder.secret, path: `${prefix}secret` }] : []),
  ];
  return [
    ...of(volume, ''),
    ...listOf(volume?.projected?.sources).flatMap((source, k) => of(source, `projected.sources[${k}].`)),
  ];
}

/** The keys of a volume that its mounts name as sub-paths. */
function subPaths(pod: any, volume: any, see: (key: string, place: () => string) => void): void {
  for (const { container, mount, index } of mountsOf(pod).get(volume) ?? []) {
    if (typeof mount.subPath === 'string' && /^[^/]+$/.test(mount.subPath)) {
      see(mount.subPath, () => `${container.path}.volumeMounts[${index}].subPath`);
    }
  }
}
