import { PlaceStep, placeText } from './json-path';

/** What stands in a manifest where an object of Kubernetes has to stand. */
export interface Item {
  /** Where: in the manifest itself, or, as `items[2]`, in a list. */
  readonly steps: readonly PlaceStep[];
  readonly object: any;
  /** Why kubectl does not take it, as a sentence without its full stop; nothing where it does. */
  readonly broken?: string;
}

/**
 * A manifest by itself, or the items of a list as `kubectl get -o yaml` prints them: `List`, or `PodList` and the like. Those of a
 * `PodList` need not say that they are pods.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#collections
 */
export function itemsOf(manifest: any): Item[] {
  if (!isList(manifest)) {
    return [{ steps: [], object: manifest, broken: lacking(manifest) }];
  }
  const { apiVersion, kind, items } = manifest;
  if (!Array.isArray(items)) {
    const is =
      items === undefined || items === null ? 'nothing is here' : `this is ${JSON.stringify(items).slice(0, 80)}`;
    const broken = `${is}, where a ${kind} has a list of objects`;
    return [{ steps: ['items'], object: items, broken }];
  }
  const own = kind.slice(0, -'List'.length);
  return items.map((item, i) => {
    const object = own !== '' && lacksBoth(item) ? { apiVersion, kind: own, ...item } : item;
    const inner = isList(item)
      ? `this is a ${item.kind} within a list, and kubectl looks for objects there`
      : undefined;
    return { steps: ['items', i], object, broken: inner ?? lacking(object) };
  });
}

/** Why an item is broken, as a sentence, with its place in a list. */
export function whyBroken({ steps, broken }: Item): string {
  return `${steps.length === 0 ? '' : `${placeText(steps)}: `}${broken}.`;
}

/** The objects of a manifest alone. */
export function objectsIn(manifest: any): any[] {
  if (!isList(manifest)) {
    return lacking(manifest) === undefined ? [manifest] : [];
  }
  return itemsOf(manifest).flatMap(({ object, broken }) => (broken === undefined ? [object] : []));
}

/** Whether a manifest is a list of objects, whatever stands in it. */
export function isList(manifest: any): boolean {
  const kind = manifest?.kind;
  return typeof kind === 'string' && (kind === 'List' || (kind.endsWith('List') && 'items' in manifest));
}

function lacksBoth(item: any): boolean {
  return typeof item === 'object' && item !== null && item.kind === undefined && item.apiVersion === undefined;
}

/** Why something is no object of Kubernetes, or undefined where it is one. */
function lacking(value: any): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const is = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
    return `this is ${is}, not an object of Kubernetes`;
  }
  if (typeof value.apiVersion === 'string' && typeof value.kind === 'string') {
    return undefined;
  }
  const lacks = ['apiVersion', 'kind'].filter((field) => typeof value[field] !== 'string');
  return `this is not an object of Kubernetes: it has no ${lacks.join(' and no ')}`;
}
