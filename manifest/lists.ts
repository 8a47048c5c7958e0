/**
 * Whether a manifest is a list of objects, as `kubectl get -o yaml` prints them: `List`, or `PodList` and the like.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#collections
 */
export function isList(manifest: any): boolean {
  const kind = manifest?.kind;
  return typeof kind === 'string' && (kind === 'List' || (kind.endsWith('List') && 'items' in manifest));
}

/** The objects of a manifest: itself, or the items of a list. Those of a `PodList` need not say that they are pods. */
export function objectsIn(manifest: any): any[] {
  if (!isList(manifest)) {
    return [manifest];
  }
  const { apiVersion, kind, items } = manifest;
  const own = kind.slice(0, -'List'.length);
  const lacksBoth = (item: any): boolean =>
    typeof item === 'object' && item !== null && item.kind === undefined && item.apiVersion === undefined;
  return Array.isArray(items)
    ? items.map((item) => (own !== '' && lacksBoth(item) ? { apiVersion, kind: own, ...item } : item))
    : [];
}

/** Why kubectl applies nothing of a list, if that is so. */
export function brokenList(manifest: any): string | undefined {
  if (!isList(manifest) || Array.isArray(manifest.items)) {
    return undefined;
  }
  const { items } = manifest;
  const are = items === undefined || items === null ? 'there are no items' : `items is ${JSON.stringify(items)}`;
  return `${are.slice(0, 80)}, and a ${manifest.kind} has a list of objects there`;
}

/** Why an object cannot be an item of a list, if it cannot. */
export function brokenItem(item: any): string | undefined {
  return isList(item) ? `this is a ${item.kind} within a list, and kubectl looks for objects there` : undefined;
}
