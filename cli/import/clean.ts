import { KubernetesObject } from '../../kubernetes/kinds';
import { PathStep } from '../../manifest/yaml/json-path';
import { isPlainObject, PlainObject, setField } from '../../util/plain-object';

/** An object without what a cluster added, and the paths of what was removed. */
export interface Cleaned {
  readonly object: KubernetesObject;
  readonly removed: readonly (readonly PathStep[])[];
}

/** The fields of metadata that only a cluster sets. */
const CLUSTER_METADATA = new Set([
  'managedFields',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'selfLink',
]);

/** The annotations that kubectl and controllers of Kubernetes set. */
const CLUSTER_ANNOTATIONS = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
]);

/** The labels by which a Job selects its pods, unless its author sets `manualSelector`. */
const JOB_LABELS = new Set([
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
]);

/** Removes what a cluster added to an object. */
export function clean(object: KubernetesObject): Cleaned {
  const removed: (readonly PathStep[])[] = [];
  const isOfCluster = isPlainObject(object.metadata) && typeof object.metadata.uid === 'string';
  const isJob = object.kind === 'Job' && isOfCluster && !hasManualSelector(object);
  const cleaned = without(object, [], (path) => {
    const [key, parent] = [path[path.length - 1] as string, path[path.length - 2]];
    if (key === 'status') {
      return path.length === 1 || typeof parent === 'number';
    }
    if (parent === 'metadata' && isMetadata(path)) {
      return CLUSTER_METADATA.has(key);
    }
    if (parent === 'annotations') {
      return CLUSTER_ANNOTATIONS.has(key) && isMetadata(path.slice(0, -1));
    }
    return isJob && (path.join('.') === 'spec.selector' || (JOB_LABELS.has(key) && parent === 'labels'));
  });
  return { object: cleaned as KubernetesObject, removed };

  function without(
    map: PlainObject,
    path: readonly PathStep[],
    isRemoved: (path: readonly PathStep[]) => boolean,
  ): PlainObject {
    let result: { [key: string]: unknown } | undefined;
    for (const key of Object.keys(map)) {
      const inner = [...path, key];
      let value = map[key];
      if (isRemoved(inner)) {
        removed.push(inner);
        value = undefined;
      } else if (isSearched(inner)) {
        value = Array.isArray(value)
          ? value.map((item, i) => (isPlainObject(item) ? without(item, [...inner, i], isRemoved) : item))
          : isPlainObject(value)
            ? emptied(without(value, inner, isRemoved), value)
            : value;
      }
      if (value !== map[key]) {
        result ??= copyOf(map);
        if (value === undefined) {
          delete result[key];
        } else {
          setField(result, key, value);
        }
      }
    }
    return result ?? map;
  }
}

/** A map that became empty is removed as well. */
function emptied(map: PlainObject, before: PlainObject): PlainObject | undefined {
  return map !== before && Object.keys(map).length === 0 ? undefined : map;
}

function copyOf(map: PlainObject): { [key: string]: unknown } {
  const copy = {};
  Object.keys(map).forEach((key) => setField(copy, key, map[key]));
  return copy;
}

/** The paths of metadata: of the object, its pod template, its job template, and its claims. */
const SEARCHED =
  /^(?:metadata(?:\.annotations|\.labels)?|spec(?:\.selector)?|spec\.(?:template|jobTemplate|jobTemplate\.spec|jobTemplate\.spec\.template|volumeClaimTemplates)(?:\.metadata(?:\.annotations|\.labels)?)?)$/;

function isSearched(path: readonly PathStep[]): boolean {
  return path.length <= 7 && SEARCHED.test(path.filter((step) => typeof step === 'string').join('.'));
}

function isMetadata(path: readonly PathStep[]): boolean {
  return isSearched(path.slice(0, -1));
}

function hasManualSelector({ spec }: KubernetesObject): boolean {
  return isPlainObject(spec) && spec.manualSelector === true;
}
