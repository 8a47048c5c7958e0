/** Whether a manifest is a list of objects, as `kubectl get -o yaml` prints them: `List`, or `PodList` and the like. */
export function isList(manifest: any): boolean {
  return (
    typeof manifest?.kind === 'string' &&
    (manifest.kind === 'List' ||
      (manifest.kind.endsWith('List') && manifest.items?.some?.((item: any) => typeof item?.kind === 'string'))) &&
    Array.isArray(manifest.items)
  );
}
