import { KubernetesObject } from '../../kubernetes/kinds';
import { isPlainObject, PlainObject } from '../../util/plain-object';
import { jsonText } from '../../util/json-text';
import { formatPath, PathStep } from './json-path';

/** A manifest, or an item of a list: a Kubernetes object, or the reason why it is not. */
export type Item =
  | { readonly steps: readonly PathStep[]; readonly object: KubernetesObject; readonly broken?: undefined }
  | { readonly steps: readonly PathStep[]; readonly object: unknown; readonly broken: string };

/**
 * The items of a list as `kubectl get -o yaml` prints it (`List`, `PodList` and so on); of another manifest, the manifest itself. Items of
 * a `PodList` need no `apiVersion` and `kind`.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#collections
 */
export function itemsOf(manifest: unknown): Item[] {
  if (!isList(manifest)) {
    return [itemOf([], manifest)];
  }
  const { apiVersion, kind, items } = manifest;
  if (!Array.isArray(items)) {
    const actual = items === undefined || items === null ? 'missing' : jsonText(items).slice(0, 80);
    return [{ steps: ['items'], object: items, broken: `the "items" of a ${kind} must be a list, and are ${actual}` }];
  }
  const itemKind = kind.slice(0, -'List'.length);
  return items.map((item: unknown, i) => {
    const hasKind = !isPlainObject(item) || item.kind !== undefined || item.apiVersion !== undefined;
    const object = hasKind || itemKind === '' ? item : { apiVersion, kind: itemKind, ...item };
    return isList(item)
      ? { steps: ['items', i], object, broken: `this is a ${item.kind}, and a list cannot contain lists` }
      : itemOf(['items', i], object);
  });
}

/** The reason of a broken item as a sentence, with its path in the list. */
export function whyBroken({ steps, broken }: Item): string {
  return `${steps.length === 0 ? '' : `${formatPath(steps)}: `}${broken}.`;
}

/** The Kubernetes objects of a manifest. Throws if it or an item is not a Kubernetes object, with the name of the manifest. */
export function readObjects(manifest: unknown, name: string): KubernetesObject[] {
  return itemsOf(manifest).map((item) => {
    if (item.broken !== undefined) {
      throw new Error(`${name}: ${whyBroken(item)}`);
    }
    return item.object;
  });
}

/** The Kubernetes objects of a manifest, without broken items. */
export function objectsIn(manifest: unknown): KubernetesObject[] {
  const objects: KubernetesObject[] = [];
  for (const item of itemsOf(manifest)) {
    if (item.broken === undefined) {
      objects.push(item.object);
    }
  }
  return objects;
}

/** Whether a manifest is a list of objects. Its `items` can still be missing or invalid. */
export function isList(manifest: unknown): manifest is PlainObject & { readonly kind: string } {
  const kind = isPlainObject(manifest) ? manifest.kind : undefined;
  return typeof kind === 'string' && (kind === 'List' || (kind.endsWith('List') && 'items' in (manifest as object)));
}

function itemOf(steps: readonly PathStep[], object: unknown): Item {
  if (!isPlainObject(object)) {
    const type = Array.isArray(object) ? 'a list' : object === null ? 'null' : `a ${typeof object}`;
    return { steps, object, broken: `this is ${type}, not a Kubernetes object` };
  }
  if (typeof object.apiVersion === 'string' && typeof object.kind === 'string') {
    return { steps, object: object as KubernetesObject };
  }
  const missing = ['apiVersion', 'kind'].filter((field) => typeof object[field] !== 'string');
  return { steps, object, broken: `this is not a Kubernetes object: it has no ${missing.join(' and no ')}` };
}
