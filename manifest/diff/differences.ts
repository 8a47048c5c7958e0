import { isDeepStrictEqual } from 'util';
import { ContainerRole, containerRole } from '../../kubernetes/container-role';
import { fieldsOf, isPlainObject, PlainObject, valueAt } from '../../util/plain-object';
import { matchItems } from './match-items';

/** A step of a path: the name of a field, or an item of a list. */
export type Step = string | ListItem;

export interface ListItem {
  /** The name of the item, or its index. */
  readonly key: string | number;
  /** The role of a container. */
  readonly role?: ContainerRole;
  /** Whether the pod has only one container, so that messages can omit its name. */
  readonly only?: boolean;
}

/** A difference between two versions of an object. */
export interface Difference {
  readonly steps: readonly Step[];
  readonly change: 'added' | 'removed' | 'changed' | 'moved' | 'reordered';
  /** The value; for `moved`, the role; for `reordered`, the names in order. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** Whether the values are missing because they are secret. */
  readonly secret?: boolean;
}

/** The paths of a pod spec. */
const POD_PATHS = ['spec', 'spec.template.spec', 'spec.jobTemplate.spec.template.spec', 'template.spec'].map((path) =>
  path.split('.'),
);

const CONTAINER_LISTS = ['initContainers', 'containers'] as const;

/** Maps with free keys: each key is a difference of its own. */
const FREE_MAPS = ['labels', 'annotations', 'data', 'stringData', 'binaryData', 'matchLabels', 'nodeSelector'];

/** The path of the pod spec of an object, if it has containers. */
export function podPath(object: unknown): readonly string[] | undefined {
  return POD_PATHS.find((path) => Array.isArray(valueAt(object, [...path, 'containers'])));
}

/** The differences between two versions of an object. The order of fields does not matter. */
export function differences(before: PlainObject, after: PlainObject): Difference[] {
  const found: Difference[] = [];
  const pod = podPath(after) ?? podPath(before);
  compareValues([], before, after, { found, pod: pod?.join('.') });
  return found.map((difference) => {
    const { steps, change } = difference;
    return isSecret(before, steps) ? { steps, change, secret: true } : difference;
  });
}

interface Search {
  readonly found: Difference[];
  /** The path of the pod spec. */
  readonly pod: string | undefined;
}

function compareValues(steps: readonly Step[], before: unknown, after: unknown, search: Search): void {
  if (isDeepStrictEqual(before, after)) {
    return;
  }
  const isFilled = [before, after].some((value) => Object.keys(fieldsOf(value)).length > 0);
  const isFreeMap = FREE_MAPS.includes(steps[steps.length - 1] as string) && isFilled;
  if ((isPlainObject(before) && isPlainObject(after)) || (isFreeMap && (!before || !after))) {
    compareMaps(steps, fieldsOf(before), fieldsOf(after), search);
    return;
  }
  const lists = [before, after].filter(Array.isArray);
  if (lists.length === 2 || (lists.length === 1 && hasOnlyMaps(before) && hasOnlyMaps(after))) {
    compareLists(steps, (before ?? []) as readonly unknown[], (after ?? []) as readonly unknown[], search);
    return;
  }
  search.found.push({ steps, change: changeOf(before, after), before, after });
}

function changeOf(before: unknown, after: unknown): Difference['change'] {
  return before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
}

/** Whether a list is new or removed item by item: a list of plain values, or an empty list, is one difference. */
function hasOnlyMaps(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length > 0 && value.every(isPlainObject));
}

function compareMaps(steps: readonly Step[], before: PlainObject, after: PlainObject, search: Search): void {
  let keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  if (steps.join('.') === search.pod && isPodSpec(before) && isPodSpec(after)) {
    compareContainers(steps, before, after, search);
    keys = keys.filter((key) => !(CONTAINER_LISTS as readonly string[]).includes(key));
  }
  const own = (map: PlainObject, key: string) =>
    Object.prototype.hasOwnProperty.call(map, key) ? map[key] : undefined;
  for (const key of keys) {
    compareValues([...steps, key], own(before, key), own(after, key), search);
  }
}

function compareLists(
  steps: readonly Step[],
  before: readonly unknown[],
  after: readonly unknown[],
  search: Search,
): void {
  const list = String(steps[steps.length - 1]);
  const { pairs, reordered } = matchItems(list, before, after);
  for (const { key, before: old, after: new_ } of pairs) {
    const item = [...steps, { key }];
    const isWhole = list === 'env' || old === undefined || new_ === undefined;
    if (!isWhole) {
      compareValues(item, old, new_, search);
    } else if (!isDeepStrictEqual(old, new_)) {
      search.found.push({ steps: item, change: changeOf(old, new_), before: old, after: new_ });
    }
  }
  if (reordered !== undefined) {
    search.found.push({ steps, change: 'reordered', ...reordered });
  }
}

interface PodSpec extends PlainObject {
  readonly initContainers?: readonly PlainObject[];
  readonly containers?: readonly PlainObject[];
}

/** A container that moves to the init containers, as a sidecar that becomes native, stays the same container. */
function compareContainers(steps: readonly Step[], before: PodSpec, after: PodSpec, search: Search): void {
  const all = (spec: PodSpec) => CONTAINER_LISTS.flatMap((list) => spec[list] ?? []);
  const { pairs } = matchItems('containers', all(before), all(after));
  const only = pairs.filter((pair) => pair.before !== undefined && pair.after !== undefined).length === 1;
  for (const pair of pairs) {
    const [old, new_] = [roleOf(before, pair.before), roleOf(after, pair.after)];
    const role = (new_ ?? old)!;
    const list = role === 'container' ? 'containers' : 'initContainers';
    const item: Step[] = [...steps, list, { key: pair.key, role, only }];
    if (old === undefined || new_ === undefined) {
      search.found.push({ steps: item, change: changeOf(old, new_), before: pair.before, after: pair.after });
    } else if (old === new_) {
      compareValues(item, pair.before, pair.after, search);
    } else {
      search.found.push({ steps: item, change: 'moved', before: old, after: new_ });
      compareValues(item, withoutRole(pair.before!, old), withoutRole(pair.after!, new_), search);
    }
  }
  for (const list of CONTAINER_LISTS) {
    const [old, new_] = [before[list], after[list]];
    const { reordered } = matchItems(list, old ?? [], new_ ?? []);
    if (reordered !== undefined) {
      search.found.push({ steps: [...steps, list], change: 'reordered', ...reordered });
    } else if (!old?.length && !new_?.length) {
      // an empty list is not a missing list
      compareValues([...steps, list], old, new_, search);
    }
  }
}

function isPodSpec(spec: PlainObject): spec is PodSpec {
  return CONTAINER_LISTS.map((list) => spec[list]).every(
    (list) => list === undefined || (Array.isArray(list) && list.every(isPlainObject)),
  );
}

function roleOf({ initContainers = [] }: PodSpec, container: PlainObject | undefined): ContainerRole | undefined {
  const list = container && initContainers.includes(container) ? 'initContainers' : 'containers';
  return container && containerRole(list, container.restartPolicy);
}

/** The container without the restart policy that makes it a native sidecar. */
function withoutRole({ restartPolicy, ...container }: PlainObject, role: ContainerRole): PlainObject {
  return role === 'native sidecar' || restartPolicy === undefined ? container : { ...container, restartPolicy };
}

function isSecret({ kind }: PlainObject, [first, second, third]: readonly Step[]): boolean {
  const isLastApplied = first === 'metadata' && second === 'annotations' && String(third).includes('last-applied');
  return kind === 'Secret' && (first === 'data' || first === 'stringData' || isLastApplied);
}
