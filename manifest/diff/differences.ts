import { isDeepStrictEqual } from 'util';
import { matchItems } from './match-items';

/** A step of the way to a field: the name of a field, or an item of a list. */
export type Step = string | Item;

export interface Item {
  /** The name of the item, or its position. */
  readonly key: string | number;
  /** What the item is, if it is a container. */
  readonly role?: Role;
  /** Whether there is only one that can be meant. */
  readonly only?: boolean;
}

/** In what way a container of a pod runs. */
export type Role = 'container' | 'init container' | 'native sidecar';

/** One thing in which two versions of an object differ. */
export interface Difference {
  readonly steps: readonly Step[];
  readonly change: 'added' | 'removed' | 'changed' | 'moved' | 'reordered';
  readonly before?: any;
  readonly after?: any;
  /** Whether the values are not to be shown. */
  readonly secret?: boolean;
}

/** Where the pod of an object is: it is one itself, or a template is in it. */
const PODS = [
  ['spec'],
  ['spec', 'template', 'spec'],
  ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ['template', 'spec'],
];

/** The lists that a container can go from and to. */
const CONTAINERS = ['initContainers', 'containers'];

/** Maps of which each key stands for itself. */
const FREE_MAPS = ['labels', 'annotations', 'data', 'stringData', 'binaryData', 'matchLabels', 'nodeSelector'];

/** The steps to the pod of an object, if it has one. */
export function podPath(object: any): string[] | undefined {
  return PODS.find((path) => {
    const spec = path.reduce((value, name) => value?.[name], object);
    return Array.isArray(spec?.containers);
  });
}

/** In what two versions of an object differ. The order of the fields is no difference. */
export function differences(before: any, after: any): Difference[] {
  const found: Difference[] = [];
  const pod = podPath(after) ?? podPath(before);
  differ([], before, after, { found, pod: pod?.join('.') });
  return found.map((difference) => (isSecret(before, difference.steps) ? hidden(difference) : difference));
}

interface Search {
  readonly found: Difference[];
  readonly pod: string | undefined;
}

function differ(steps: readonly Step[], before: any, after: any, search: Search): void {
  if (isDeepStrictEqual(before, after)) {
    return;
  }
  const field = steps[steps.length - 1];
  if (isMap(before) && isMap(after)) {
    return differMaps(steps, before, after, search);
  }
  const lists = Array.isArray(before) || Array.isArray(after);
  if ((lists && spread(before) && spread(after)) || (Array.isArray(before) && Array.isArray(after))) {
    return differLists(steps, before ?? [], after ?? [], search);
  }
  if (FREE_MAPS.includes(field as string) && (isFilled(before) || isFilled(after)) && (!before || !after)) {
    return differMaps(steps, before ?? {}, after ?? {}, search);
  }
  const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  search.found.push({ steps, change, before, after });
}

/** Whether a list, or nothing, is better shown item by item: not where it is empty, and not where it holds plain values. */
function spread(value: any): boolean {
  return value === undefined || (Array.isArray(value) && value.length > 0 && value.every(isMap));
}

function isFilled(value: any): boolean {
  return isMap(value) && Object.keys(value).length > 0;
}

function differMaps(steps: readonly Step[], before: any, after: any, search: Search): void {
  let keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  if (steps.join('.') === search.pod && hasContainers(before) && hasContainers(after)) {
    differContainers(steps, before, after, search);
    keys = keys.filter((key) => !CONTAINERS.includes(key));
  }
  for (const key of keys) {
    differ([...steps, key], own(before, key), own(after, key), search);
  }
}

function differLists(steps: readonly Step[], before: any[], after: any[], search: Search): void {
  const list = String(steps[steps.length - 1]);
  const { pairs, reordered } = matchItems(list, before, after);
  for (const { key, before: old, after: new_ } of pairs) {
    const item = [...steps, { key }];
    if (list === 'env' && old !== undefined && new_ !== undefined && !isDeepStrictEqual(old, new_)) {
      search.found.push({ steps: item, change: 'changed', before: old, after: new_ });
    } else if (old === undefined || new_ === undefined) {
      search.found.push({ steps: item, change: old === undefined ? 'added' : 'removed', before: old, after: new_ });
    } else {
      differ(item, old, new_, search);
    }
  }
  if (reordered !== undefined) {
    search.found.push({ steps, change: 'reordered', ...reordered });
  }
}

/** A container that goes over to the init containers, which is how a sidecar becomes native, stays the same container. */
function differContainers(steps: readonly Step[], before: any, after: any, search: Search): void {
  const listed = (spec: any) => CONTAINERS.flatMap((list) => spec[list] ?? []);
  const { pairs } = matchItems('containers', listed(before), listed(after));
  const only = pairs.filter((pair) => pair.before !== undefined && pair.after !== undefined).length === 1;
  for (const pair of pairs) {
    const [old, new_] = [roleIn(before, pair.before), roleIn(after, pair.after)];
    const item: Step[] = [...steps, (new_ ?? old)!.list, { key: pair.key, role: (new_ ?? old)!.role, only }];
    if (old === undefined || new_ === undefined) {
      search.found.push({ steps: item, change: old === undefined ? 'added' : 'removed', ...pair });
    } else if (old.role === new_.role) {
      differ(item, pair.before, pair.after, search);
    } else {
      search.found.push({ steps: item, change: 'moved', before: old.role, after: new_.role });
      differ(item, withoutRole(pair.before, old.role), withoutRole(pair.after, new_.role), search);
    }
  }
  for (const list of CONTAINERS) {
    const [old, new_] = [before[list], after[list]];
    const { reordered } = matchItems(list, old ?? [], new_ ?? []);
    if (reordered !== undefined) {
      search.found.push({ steps: [...steps, list], change: 'reordered', ...reordered });
    } else if (!old?.length && !new_?.length) {
      // one may be empty, and the other not there
      differ([...steps, list], old, new_, search);
    }
  }
}

/** Whether the containers of a pod are where they should be. */
function hasContainers(spec: any): boolean {
  return CONTAINERS.every((list) => spec[list] === undefined || (Array.isArray(spec[list]) && spec[list].every(isMap)));
}

function roleIn(spec: any, container: any): { list: string; role: Role } | undefined {
  if (container === undefined) {
    return undefined;
  }
  if (!spec.initContainers?.includes(container)) {
    return { list: 'containers', role: 'container' };
  }
  return {
    list: 'initContainers',
    role: container.restartPolicy === 'Always' ? 'native sidecar' : 'init container',
  };
}

function withoutRole({ restartPolicy, ...rest }: any, role: Role): any {
  return role === 'native sidecar' ? rest : restartPolicy === undefined ? rest : { ...rest, restartPolicy };
}

function isSecret(object: any, steps: readonly Step[]): boolean {
  const [first, second, third] = steps;
  const applied = first === 'metadata' && second === 'annotations' && String(third).includes('last-applied');
  return object.kind === 'Secret' && (first === 'data' || first === 'stringData' || applied);
}

function hidden({ steps, change }: Difference): Difference {
  return { steps, change, secret: true };
}

function isMap(value: any): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function own(map: any, key: string): any {
  return Object.prototype.hasOwnProperty.call(map, key) ? map[key] : undefined;
}
