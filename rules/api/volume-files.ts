import { DownwardAPIVolumeFile, DownwardAPIVolumeSource, KeyToPath } from '../../kubernetes/decoded';
import { ConfigMapVolumeSource, SecretVolumeSource } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notFile } from '../model/paths';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkFieldRef, checkResourceFieldRef } from '../validation/field-ref';
import { form, mode, need } from '../validation/fields';

const FILE_FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

export const volumeFiles = rule({
  id: 'api/volume-files',
  severity: 'error',
  summary: 'Each file of a volume must have a valid source, a path below the volume, and a valid mode.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#configmap',
});

export function checkConfigMap(source: ConfigMapVolumeSource, at: FieldPath, context: ValidationContext): void {
  need(source, at, context, 'name');
  mode(source, at, context, 'defaultMode');
  checkItems(source.items, at, context);
}

export function checkSecret(source: SecretVolumeSource, at: FieldPath, context: ValidationContext): void {
  need(source, at, context, 'secretName');
  mode(source, at, context, 'defaultMode');
  checkItems(source.items, at, context);
}

/** Checks the items of a ConfigMap or a Secret. */
export function checkItems(items: readonly KeyToPath[] = [], source: FieldPath, context: ValidationContext): void {
  items.forEach((item, i) => {
    const at = source.field('items').item(i);
    need(item, at, context, 'key', 'path');
    form(item, at, context, 'path', notFile);
    mode(item, at, context, 'mode');
  });
}

export function checkDownwardApi(source: DownwardAPIVolumeSource, at: FieldPath, context: ValidationContext): void {
  mode(source, at, context, 'defaultMode');
  checkFields(source.items, at, context);
}

/** Checks the items of a downward API. The server reports them without their index. */
export function checkFields(
  items: readonly DownwardAPIVolumeFile[] = [],
  at: FieldPath,
  context: ValidationContext,
): void {
  for (const item of items) {
    const { path, fieldRef, resourceFieldRef } = item;
    need(item, at, context, 'path');
    form(item, at, context, 'path', notFile);
    mode(item, at, context, 'mode');
    if (fieldRef !== undefined) {
      checkFieldRef(fieldRef, at.field('fieldRef'), FILE_FIELDS, context);
    } else if (resourceFieldRef !== undefined) {
      checkResourceFieldRef(resourceFieldRef, at.field('resourceFieldRef'), true, context);
    }
    const why = 'A file contains either a field of the pod or a resource of a container.';
    const fix = 'Set either `fieldRef` or `resourceFieldRef`.';
    if (fieldRef !== undefined && resourceFieldRef !== undefined) {
      context.invalid(at, `the file "${path}" has two sources.`, why, fix);
    } else if (fieldRef === undefined && resourceFieldRef === undefined) {
      context.required(at, `the file "${path}" has no source.`, why, fix);
    }
  }
}
