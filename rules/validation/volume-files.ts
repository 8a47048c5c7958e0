import { checkFieldRef, checkResourceFieldRef } from './field-ref';
import { form, mode, need } from './fields';
import { Inspection } from './validation-context';
import { notFile } from '../model/paths';
import { Place } from '../model/field-path';

const RULE = 'api/volume-files';

const FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

/**
 * The files of a volume: each has a path of its own below it, and a mode.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#configmap
 */
export function checkConfigMap(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'name');
  mode(RULE, source, at, pod, 'defaultMode');
  checkItems(source.items, at, pod);
}

/**
 * The files of a secret volume.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#secret
 */
export function checkSecret(source: any, at: Place, pod: Inspection): void {
  need(RULE, source, at, pod, 'secretName');
  mode(RULE, source, at, pod, 'defaultMode');
  checkItems(source.items, at, pod);
}

/** The keys that become files, with the path of each. */
export function checkItems(items: any[] | undefined, source: Place, pod: Inspection): void {
  if (items !== undefined) {
    for (let i = 0; i < items.length; i++) {
      const at = source.field('items').item(i);
      need(RULE, items[i], at, pod, 'key', 'path');
      form(RULE, items[i], at, pod, 'path', notFile);
      mode(RULE, items[i], at, pod, 'mode');
    }
  }
}

/**
 * The files of a downwardAPI volume.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#downwardapi
 */
export function checkDownwardApi(source: any, at: Place, pod: Inspection): void {
  mode(RULE, source, at, pod, 'defaultMode');
  checkFields(source.items, at, pod);
}

/** The fields that become files. The API server does not say which of them it means. */
export function checkFields(items: any[] = [], source: Place, pod: Inspection): void {
  for (const item of items) {
    const at = new Place(source.above, source.step, item);
    need(RULE, item, at, pod, 'path');
    form(RULE, item, at, pod, 'path', notFile);
    mode(RULE, item, at, pod, 'mode');
    if (item.fieldRef !== undefined) {
      checkFieldRef(RULE, item.fieldRef, at.field('fieldRef'), FIELDS, pod);
    }
    if (item.fieldRef !== undefined && item.resourceFieldRef !== undefined) {
      const why = 'A file tells one thing.';
      pod.invalid(RULE, at, `"${item.path}" has two sources.`, why, 'Leave out fieldRef or resourceFieldRef.');
    } else if (item.resourceFieldRef !== undefined) {
      checkResourceFieldRef(RULE, item.resourceFieldRef, at.field('resourceFieldRef'), true, pod);
    } else if (item.fieldRef === undefined) {
      const why = 'A file tells a field of the pod or a resource of a container.';
      pod.required(RULE, at, `"${item.path}" has no source.`, why, 'Add fieldRef or resourceFieldRef.');
    }
  }
}
