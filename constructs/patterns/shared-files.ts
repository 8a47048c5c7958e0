import { Volume, VolumeMount } from '../../kubernetes/types';

/**
 * Files that containers of one pod share: which containers write and read them, at which paths, and their source.
 *
 * It adds a volume to the pod, and a mount to each container, read-only for readers. If several containers write and read the files, all
 * of them are writers. The source is a field of the volume, such as
 * `configMap`; by default it is an `emptyDir`, which exists as long as the pod.
 *
 * Only one pattern names the writers of the files. Other patterns of the pod can add readers: they use the same name.
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export interface SharedFiles extends Volume {
  /**
   * The containers that write the files.
   * @default - none: the files come from the volume's source, or another pattern of the pod names the writers
   */
  readonly writers?: SharedFilesEnd[];
  /**
   * The containers that read the files.
   * @default - none
   */
  readonly readers?: SharedFilesEnd[];
}

/** A writer or reader of shared files: the container, and the fields of its mount. */
export interface SharedFilesEnd {
  /** The name of the container. */
  readonly container: string;
  /** The path of the files in the container, such as `/var/log/app`. */
  readonly mountPath: string;
  /**
   * The folder of the volume that the container mounts.
   * @default - the whole volume
   */
  readonly subPath?: VolumeMount['subPath'];
  /**
   * The folder of the volume that the container mounts, with variables of the container, such as `$(POD_NAME)`.
   * @default - the whole volume
   */
  readonly subPathExpr?: VolumeMount['subPathExpr'];
  /**
   * Whether the container can only read the files. A reader with `false` can also write them.
   * @default - true for readers; none for writers: the cluster uses false
   */
  readonly readOnly?: VolumeMount['readOnly'];
  /**
   * Whether mounts below the volume are also read-only. It requires `readOnly`.
   * @default - none; the cluster uses `Disabled`
   */
  readonly recursiveReadOnly?: VolumeMount['recursiveReadOnly'];
  /**
   * Whether the container sees later mounts of the node in the volume, and the node sees those of the container.
   * @default - none; the cluster uses `None`
   */
  readonly mountPropagation?: VolumeMount['mountPropagation'];
  /**
   * Options of the mount, such as `noexec`.
   * @default - none
   */
  readonly bindMountOptions?: VolumeMount['bindMountOptions'];
  /**
   * Fields of the mount that this struct lacks, merged into the mount.
   * @default - none
   */
  readonly raw?: VolumeMount['raw'];
}
