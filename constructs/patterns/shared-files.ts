import { Volume } from '../../kubernetes/types';

/**
 * Files that containers of one pod share: which containers write and read them, at which paths, and their source.
 *
 * It adds a volume to the pod, and a mount to each container, read-only for readers. The source is a field of the volume, such as
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

/** A writer or reader of shared files. */
export interface SharedFilesEnd {
  /** The name of the container. */
  readonly container: string;
  /** The path of the files in the container, such as `/var/log/app`. */
  readonly mountPath: string;
  /**
   * The folder of the volume that the container mounts.
   * @default - the whole volume
   */
  readonly subPath?: string;
}
