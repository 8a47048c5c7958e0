/** A kind of objects that are pods, or make some. */
export interface Kind {
  /** Its struct in the schema. */
  readonly struct: string;

  /** The way to its pod template: nothing for a pod, which is one itself. */
  readonly template: readonly string[];
}

const WORKLOAD = ['spec', 'template'];

const KINDS: Record<string, Kind> = {
  'v1 Pod': { struct: 'Pod', template: [] },
  'apps/v1 Deployment': { struct: 'Deployment', template: WORKLOAD },
  'apps/v1 StatefulSet': { struct: 'StatefulSet', template: WORKLOAD },
  'apps/v1 DaemonSet': { struct: 'DaemonSet', template: WORKLOAD },
  'apps/v1 ReplicaSet': { struct: 'ReplicaSet', template: WORKLOAD },
  'batch/v1 Job': { struct: 'Job', template: WORKLOAD },
  'batch/v1 CronJob': { struct: 'CronJob', template: ['spec', 'jobTemplate', 'spec', 'template'] },
};

/** The kind of an object, where it is one that is known here. */
export function kindOf(object: { readonly apiVersion?: any; readonly kind?: any }): Kind | undefined {
  const name = `${object.apiVersion} ${object.kind}`;
  return Object.prototype.hasOwnProperty.call(KINDS, name) ? KINDS[name] : undefined;
}

/** What stands at the end of a way; undefined where the way ends before. */
export function at(object: any, way: readonly string[]): any {
  return way.reduce((value, key) => (value === null || value === undefined ? undefined : value[key]), object);
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
