import { Volume, VolumeMount } from '../../kubernetes/decoded';
import type { ContainerModel } from './container-model';
import { withoutSlashes } from './path-tree';

/** A mount of a volume in a container. */
export interface ContainerMount {
  readonly container: ContainerModel;
  readonly mount: VolumeMount;
  /** The field path: `spec.containers[0].volumeMounts[0]`. */
  readonly path: string;
}

/** The field of the first source of a volume; undefined if the volume has no source. */
export function sourceOf(volume: Volume): Exclude<keyof Volume, 'name'> | undefined {
  const [field] =
    Object.entries(volume).find(([key, value]) => key !== 'name' && value !== undefined && value !== null) ?? [];
  return field as Exclude<keyof Volume, 'name'> | undefined;
}

/** Whether a volume is empty when the pod starts: a volume without a source is an `emptyDir`. */
export function startsEmpty(volume: Volume): boolean {
  const source = sourceOf(volume) ?? 'emptyDir';
  const { dataSource, dataSourceRef, volumeName } = volume.ephemeral?.volumeClaimTemplate?.spec ?? {};
  const isCopy = (dataSource ?? dataSourceRef ?? volumeName) !== undefined;
  return source === 'emptyDir' || (source === 'ephemeral' && !isCopy);
}

/** The sources that a container can only read, even if its mount is not read-only. */
const READ_ONLY_SOURCES = ['configMap', 'secret', 'downwardAPI', 'projected', 'image'] as const;

/** The source of a volume if a container can only read it. */
export function readOnlySource(volume: Volume | undefined): string | undefined {
  return READ_ONLY_SOURCES.find((source) => volume?.[source] !== undefined && volume[source] !== null);
}

/** The fields of a mount that decide which folder of the volume it shows: decoded, or as its author wrote it. */
export type MountedFolder = { readonly [Field in 'subPath' | 'subPathExpr']?: string | null };

/** Whether two mounts of one volume can show the same file: their folders are the same, or one contains the other. */
export function overlap(mount: MountedFolder, other: MountedFolder): boolean {
  const [a, b] = [folderOf(mount), folderOf(other)];
  return a === undefined || b === undefined || `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`);
}

/** The folder of the volume that a mount shows; undefined if it shows all of it, or if only the running pod knows the folder. */
export function folderOf({ subPath, subPathExpr }: MountedFolder): string | undefined {
  return (subPathExpr ?? undefined) === undefined && typeof subPath === 'string'
    ? withoutSlashes(subPath.replace(/^(\.\/)+/, '')) || undefined
    : undefined;
}

/** The extensions of configuration files. A folder such as `conf.d` or `example.com` has none of these. */
const OF_FILE = /\.(?:conf|cfg|ini|json|ya?ml|toml|xml|properties|env|txt|html|sh|js|py|sql|crt|pem|key|jks|p12)$/i;

/** Whether a path looks like that of a file. */
export function hasFileName(path: string): boolean {
  return OF_FILE.test(path);
}
