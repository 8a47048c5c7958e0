import { PlainObject } from '../util/plain-object';

/** A Kubernetes object in a manifest. Its other fields can hold anything. */
export type KubernetesObject = PlainObject & { readonly apiVersion: string; readonly kind: string };

/** A kind of object that is a pod, or creates pods. */
export interface Kind {
  readonly apiVersion: string;
  /** The name of the kind, and of its struct in the schema. */
  readonly struct: string;
  /** The path of its pod template; empty for a pod. */
  readonly template: readonly string[];
}

/** By the name of their struct. */
export const KINDS: ReadonlyMap<string, Kind> = new Map(
  [
    kind('v1', 'Pod'),
    kind('apps/v1', 'Deployment', 'spec', 'template'),
    kind('apps/v1', 'StatefulSet', 'spec', 'template'),
    kind('apps/v1', 'DaemonSet', 'spec', 'template'),
    kind('apps/v1', 'ReplicaSet', 'spec', 'template'),
    kind('v1', 'ReplicationController', 'spec', 'template'),
    kind('v1', 'PodTemplate', 'template'),
    kind('batch/v1', 'Job', 'spec', 'template'),
    kind('batch/v1', 'CronJob', 'spec', 'jobTemplate', 'spec', 'template'),
  ].map((one) => [one.struct, one]),
);

function kind(apiVersion: string, struct: string, ...template: string[]): Kind {
  return { apiVersion, struct, template };
}

/** The kind of an object, if it is in the list above. */
export function kindOf(object: { readonly apiVersion?: unknown; readonly kind?: unknown }): Kind | undefined {
  const known = KINDS.get(object.kind as string);
  return known?.apiVersion === object.apiVersion ? known : undefined;
}

/** The path of the pod template of a kind; empty for a pod, and for other kinds. */
export function templatePathOf(struct: string): readonly string[] {
  return KINDS.get(struct)?.template ?? [];
}

/** The group of an API version; empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
}
