import { Volume } from '../../kubernetes/types';

/**
 * Files that containers of one pod share: who writes them, who reads them, where each sees them, and what backs them.
 *
 * It is a volume, with its mounts. The volume lands in the pod, a mount in each container that is named, read-only in those that
 * read. Without a source the volume is an `emptyDir`, which lives as long as the pod.
 *
 * Files of one name have their writers in one place. Another pattern of the pod may name them again to add readers.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/
 */
export interface SharedFiles extends Volume {
  /**
   * The containers that write the files.
   *
   * @default - none: the files come from the volume's source, or another pattern of the pod names who writes them
   */
  readonly writers?: SharedFilesEnd[];

  /**
   * The containers that read the files.
   *
   * @default - none
   */
  readonly readers?: SharedFilesEnd[];
}

/** One end of shared files: a container, and where it sees them. */
export interface SharedFilesEnd {
  /** The name of the container. */
  readonly container: string;

  /** The path at which the container sees the files, such as `/var/log/app`. */
  readonly mountPath: string;

  /**
   * The folder of the volume that the container sees.
   *
   * @default - the whole volume
   */
  readonly subPath?: string;
}
