import type {
  CronJobSpec,
  DaemonSetSpec,
  DeploymentSpec,
  JobSpec,
  ObjectMeta,
  PodSpec,
  StatefulSetSpec,
} from '../kubernetes/types';

/** A Kubernetes object of any kind. */
export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the fields of any kind
  readonly [field: string]: any;
}

/** A Kubernetes object with a typed spec. */
export interface TypedResource<Kind extends string, Spec> {
  readonly apiVersion: string;
  readonly kind: Kind;
  readonly metadata: ObjectMeta;
  readonly spec: Spec;
}

/** The kinds with a typed spec. */
export interface TypedResources {
  readonly Pod: TypedResource<'Pod', PodSpec>;
  readonly Deployment: TypedResource<'Deployment', DeploymentSpec>;
  readonly StatefulSet: TypedResource<'StatefulSet', StatefulSetSpec>;
  readonly DaemonSet: TypedResource<'DaemonSet', DaemonSetSpec>;
  readonly Job: TypedResource<'Job', JobSpec>;
  readonly CronJob: TypedResource<'CronJob', CronJobSpec>;
}

/** The type of the objects of a kind. */
export type ResourceOf<Kind extends string> = Kind extends keyof TypedResources ? TypedResources[Kind] : Resource;

/** Which of several objects with one name is meant. */
export interface ResourceFilter {
  /**
   * The namespace that the manifest sets.
   * @default - any
   */
  readonly namespace?: string;
  /**
   * The kind, or the API version and the kind: `Deployment`, `apps/v1/Deployment`.
   * @default - any
   */
  readonly kind?: string;
}
