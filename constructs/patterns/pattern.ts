import { Container, ContainerPort, EnvFromSource, EnvVar, Volume, VolumeMount } from '../../kubernetes/types';
import { SharedFiles } from './shared-files';

/**
 * A pattern: containers that help the app's container, and all that ties them to it.
 *
 * It says what it contributes as plain data, so that it can be checked before anything is rendered, and works wherever there are
 * pods. Implement it to write a pattern of your own; the README beside this file has one in full.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#how-pods-manage-multiple-containers
 */
export interface IPattern {
  /** What messages call the pattern. Two patterns of one name cannot be in one pod. */
  readonly name: string;

  /**
   * What the pattern contributes to a pod. An error that is thrown here is reported at synth, with the pod's path before it.
   *
   * @param pod the pod that it goes into
   */
  contribute(pod: PatternTarget): PatternContribution;
}

/** The pod that a pattern goes into, as far as the pattern may know it. */
export interface PatternTarget {
  /** The app's container, as its author wrote it. */
  readonly app: Container;

  /** The Kubernetes version that the pod is for, such as `1.27`. */
  readonly version: string;

  /** The form that a sidecar has at that version, unless the pattern insists on one. */
  readonly sidecarForm: SidecarForm;
}

/**
 * How a sidecar lands in the manifest.
 *
 * - `native`: an init container with `restartPolicy: Always`. It starts before the app and stops after it, native sidecars among
 *   themselves in the reverse order of their start, and a Job completes without it. Kubernetes has it from 1.29 on.
 * - `classic`: a container beside the app. All such containers start together, when the init containers are done, and are told to stop
 *   together. It keeps a Job from completing.
 */
export type SidecarForm = 'native' | 'classic';

/** What patterns can say of the order in which their containers start. */
export interface PatternOrderProps {
  /**
   * The containers, or patterns, that start only after the containers of this one, by name.
   *
   * A native sidecar counts as started when its `startupProbe` succeeds, or at once where it has none. Classic sidecars start together
   * with the app: an order between those is kept where the earlier one has a `postStart` hook, for whose end the later one waits, and
   * is warned of where it has none.
   *
   * @default - none
   */
  readonly startsBefore?: string[];

  /**
   * The containers, or patterns, that start before the containers of this one, by name. As for `startsBefore`.
   *
   * @default - none
   */
  readonly startsAfter?: string[];
}

/** What patterns can say of their sidecars. */
export interface PatternSidecarProps extends PatternOrderProps {
  /**
   * The form of the sidecars.
   *
   * @default - native where the target version is 1.29 or later, and classic before
   */
  readonly sidecarForm?: SidecarForm;
}

/** What a pattern adds to a pod. Nothing is overwritten: what clashes with the pod or with another pattern is refused. */
export interface PatternContribution {
  /**
   * Containers that run to their end, one after the other, before the app starts.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
   */
  readonly initContainers?: Container[];

  /**
   * Containers that run beside the app for as long as the pod does. From Kubernetes 1.29 on they are native sidecars (init
   * containers that are restarted always); before, they stand among `containers`, after the app.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  readonly sidecars?: Container[];

  /**
   * The form that the sidecars have in any case.
   *
   * @default - that of the target version
   */
  readonly sidecarForm?: SidecarForm;

  /**
   * What the app's container gets.
   *
   * @default - it stays as it is
   */
  readonly app?: AppAddition;

  /**
   * Volumes of the pod.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/storage/volumes/
   */
  readonly volumes?: Volume[];

  /**
   * Files that containers of the pod share: the volume and the mounts at both ends follow from it.
   *
   * @default - none
   */
  readonly files?: SharedFiles[];

  /**
   * What must start before what, where it does not follow from the lists above.
   *
   * @default - init containers in the order given, then sidecars, then the app
   */
  readonly startOrder?: StartOrder[];
}

/** What a pattern adds to the app's container. */
export interface AppAddition {
  /**
   * Variables. They come before the app's own, so that those can refer to them as `$(NAME)`.
   *
   * @default - none
   */
  readonly env?: EnvVar[];

  /**
   * Sources of variables, after the app's own.
   *
   * @default - none
   */
  readonly envFrom?: EnvFromSource[];

  /**
   * Ports, after the app's own.
   *
   * @default - none
   */
  readonly ports?: ContainerPort[];

  /**
   * Mounts, after the app's own. For files that are shared with another container, see `files`.
   *
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];
}

/** One container starts before another. A name that is none of a container's can be that of a pattern: all that it adds is meant. */
export interface StartOrder {
  /** The name of the container that starts first. */
  readonly container: string;

  /**
   * The name of the one that starts only then.
   *
   * A sidecar can start before an init container only where it is native (Kubernetes 1.29). Classic sidecars start together with the
   * app: an order between those is kept where the earlier one has a `postStart` hook, and is warned of where it has none.
   */
  readonly before: string;
}
