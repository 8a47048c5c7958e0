import { Container, ContainerPort, EnvFromSource, EnvVar, Volume, VolumeMount } from '../../kubernetes/types';
import { SharedFiles } from './shared-files';

/**
 * A pattern: containers that help the app's container, and what connects them to it.
 *
 * It returns its contribution as plain data, so it works for every construct that has pods. Implement the interface for a pattern of your
 * own; docs/patterns/your-own.md has a complete example.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers
 */
export interface IPattern {
  /** The name of the pattern in messages. It is unique in a pod. */
  readonly name: string;
  /**
   * What the pattern contributes to a pod. Synth reports an error that is thrown here, with the path of the pod.
   * @param pod the pod that the pattern is added to
   */
  contribute(pod: PatternTarget): PatternContribution;
}

/** What a pattern knows about the pod that it is added to. */
export interface PatternTarget {
  /** The app's container, as its author wrote it. */
  readonly app: Container;
  /** The Kubernetes version of the cluster, such as `1.35`. */
  readonly version: string;
  /** The form of sidecars in that version, unless the pattern sets another one. */
  readonly sidecarForm: SidecarForm;
}

/**
 * The form of a sidecar in the manifest.
 *
 * - `native`: an init container with `restartPolicy: Always`. It starts before the app and stops after it; several stop in the reverse order
 *   of their start. A Job completes without it. It requires Kubernetes 1.29.
 * - `classic`: a container beside the app. All such containers start together, after the init containers, and stop together. It keeps a Job
 *   from completing.
 */
export type SidecarForm = 'native' | 'classic';

/** The start order of a pattern's containers. */
export interface PatternOrderProps {
  /**
   * The names of containers, or of patterns, that start after the containers of this pattern.
   *
   * A native sidecar has started when its `startupProbe` succeeds; without a probe, at once. Classic sidecars and the app start together:
   * Kubernetes keeps an order between them only if the first container has a `postStart` hook, because the next container starts when the
   * hook ends. Without a hook, synth prints a warning.
   * @default - none
   */
  readonly startsBefore?: string[];
  /**
   * The names of containers, or of patterns, that start before the containers of this pattern. See `startsBefore`.
   * @default - none
   */
  readonly startsAfter?: string[];
}

/** The form and the start order of a pattern's sidecars. */
export interface PatternSidecarProps extends PatternOrderProps {
  /**
   * The form of the sidecars.
   * @default - native if the target version is 1.29 or later, otherwise classic
   */
  readonly sidecarForm?: SidecarForm;
}

/** What a pattern adds to a pod. It overwrites nothing: a clash with the pod or with another pattern is an error. */
export interface PatternContribution {
  /**
   * Containers that run before the app, one after the other, each until it completes.
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
   */
  readonly initContainers?: Container[];
  /**
   * Containers that run as long as the pod: native sidecars (in `initContainers`) from Kubernetes 1.29 on, and classic sidecars (in
   * `containers`, after the app) in older versions.
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  readonly sidecars?: Container[];
  /**
   * The form of the sidecars.
   * @default - native if the target version is 1.29 or later, otherwise classic
   */
  readonly sidecarForm?: SidecarForm;
  /**
   * What the pattern adds to the app's container.
   * @default - nothing
   */
  readonly app?: AppAddition;
  /**
   * Volumes of the pod.
   * @default - none
   * @see https://kubernetes.io/docs/concepts/storage/volumes/
   */
  readonly volumes?: Volume[];
  /**
   * Files that containers of the pod share. They add a volume, and a mount to each of the containers.
   * @default - none
   */
  readonly files?: SharedFiles[];
  /**
   * Which container starts before which.
   * @default - init containers in the order given, then sidecars, then the app
   */
  readonly startOrder?: StartOrder[];
}

/** What a pattern adds to the app's container. */
export interface AppAddition {
  /**
   * Variables. They come before the app's own variables, which can refer to them as `$(NAME)`.
   * @default - none
   */
  readonly env?: EnvVar[];
  /**
   * Arguments at the end of the app's own `command`, which must be set.
   * @default - none
   */
  readonly command?: string[];
  /**
   * Arguments at the end of the app's own `args`. If the app has none, they replace the default arguments of its image.
   * @default - none
   */
  readonly args?: string[];
  /**
   * Sources of variables, after the app's own sources.
   * @default - none
   */
  readonly envFrom?: EnvFromSource[];
  /**
   * Ports, after the app's own ports.
   * @default - none
   */
  readonly ports?: ContainerPort[];
  /**
   * Mounts, after the app's own mounts. For files that another container shares, use `files`.
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];
}

/** One container starts before another. If no container has a name, it is the name of a pattern: all containers that the pattern adds. */
export interface StartOrder {
  /** The name of the container that starts first. */
  readonly container: string;
  /**
   * The name of the container that starts after it.
   *
   * Only a native sidecar can start before an init container. For classic sidecars and the app, see `PatternOrderProps.startsBefore`.
   */
  readonly before: string;
}
