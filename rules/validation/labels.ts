import { FieldPath } from '../model/field-path';
import { lowerCase } from '../model/go-text';
import { notLabelValue, notQualifiedName } from '../model/names';
import { ValidationContext } from '../validation-context';
import { checkForm } from './fields';

/** The limit for all annotations of an object, in bytes. */
const ANNOTATIONS_SIZE = 256 * 1024;

/**
 * Checks a map of labels: of an object, of a selector, or of a node.
 * @param at the path of the struct that has the map
 * @param kind the noun for messages: `label`, `node label`
 */
export function checkLabels(
  labels: Readonly<Record<string, string>> = {},
  at: FieldPath,
  field: string,
  kind: string,
  context: ValidationContext,
): void {
  for (const key in labels) {
    if (notQualifiedName(key) !== undefined) {
      checkForm(key, at.field(field), context, notQualifiedName, `key of a ${kind}`);
    }
    if (notLabelValue(labels[key]) !== undefined) {
      checkForm(labels[key], at.field(field), context, notLabelValue, `value of ${kind} "${key}"`);
    }
  }
}

/** Checks the annotations of an object or a pod template. */
export function checkAnnotations(
  annotations: Readonly<Record<string, string>> = {},
  metadataAt: FieldPath,
  context: ValidationContext,
): void {
  const at = metadataAt.field('annotations');
  for (const key in annotations) {
    checkForm(key, at, context, (name) => notQualifiedName(lowerCase(name)), 'annotation key');
  }
  checkAnnotationsSize(annotations, at, context);
}

/** Checks the size of all annotations in a map. */
export function checkAnnotationsSize(
  annotations: Readonly<Record<string, string>> = {},
  at: FieldPath,
  context: ValidationContext,
): void {
  let size = 0;
  for (const key in annotations) {
    size += Buffer.byteLength(key) + Buffer.byteLength(annotations[key]);
  }
  if (size > ANNOTATIONS_SIZE) {
    const why = 'All annotations of an object can have at most 256 KiB.';
    const fix = 'Move the large values into a ConfigMap.';
    context.error('FieldValueTooLong', at, `the annotations have ${size} bytes.`, why, fix);
  }
}
