/** A kind of objects that are pods, or make some. */
export interface Kind {
  readonly apiVersion: string;

  /** Its struct in the schema. */
  readonly struct: string;

  /** The way to its pod template: nothing for a pod, which is one itself. */
  readonly template: readonly string[];
}

const WORKLOAD = ['spec', 'template'];

const KINDS = new Map(
  [
    kind('v1', 'Pod', []),
    kind('apps/v1', 'Deployment', WORKLOAD),
    kind('apps/v1', 'StatefulSet', WORKLOAD),
    kind('apps/v1', 'DaemonSet', WORKLOAD),
    kind('apps/v1', 'ReplicaSet', WORKLOAD),
    kind('batch/v1', 'Job', WORKLOAD),
    kind('batch/v1', 'CronJob', ['spec', 'jobTemplate', 'spec', 'template']),
  ].map((one) => [one.struct, one]),
);

function kind(apiVersion: string, struct: string, template: readonly string[]): Kind {
  return { apiVersion, struct, template };
}

/** The kind of an object, where it is one that is known here. */
export function kindOf(object: { readonly apiVersion?: any; readonly kind?: any }): Kind | undefined {
  const known = KINDS.get(object.kind);
  return known?.apiVersion === object.apiVersion ? known : undefined;
}

/** What stands at the end of a way; undefined where the way ends before. */
export function at(object: any, way: readonly string[]): any {
  let value = object;
  for (let i = 0; i < way.length; i++) {
    value = value?.[way[i]];
  }
  return value;
}

/** The object with something else at the end of a way, which is made where it is not there. The object itself is not changed. */
export function withAt(object: any, way: readonly string[], value: any): any {
  if (way.length === 0) {
    return value;
  }
  const copy = { ...object };
  copy[way[0]] = withAt(copy[way[0]], way.slice(1), value);
  return copy;
}

/** The items of a list of a manifest; none where something else stands there. */
export function listOf(value: any): any[] {
  return Array.isArray(value) ? value.filter((item) => item !== null && item !== undefined) : [];
}
