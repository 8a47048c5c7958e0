import { everyObjectAndTemplateWith } from '../validation/every-object';
import { Inspection } from '../validation/validation-context';
import { notLabelValue, notQualifiedName } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/labels';

/** How much all annotations of an object may come to, in bytes. */
const ANNOTATIONS_SIZE = 256 * 1024;

/**
 * The keys and values of labels, and the keys and the size of annotations.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export const labels: ApiRule = {
  ...everyObjectAndTemplateWith('labels', (metadata, _, pod) => {
    checkLabels(metadata.labels, pod.metadataAt, 'labels', 'label', pod);
  }),
  ...everyObjectAndTemplateWith('annotations', (metadata, _, pod) => {
    checkAnnotations(metadata.annotations, pod.metadataAt, pod);
  }),
};

/** A map of labels: of an object, of a selector, of a node. */
export function checkLabels(map: any, at: Place, field: string, kind: string, pod: Inspection, rule = RULE): void {
  for (const key in map) {
    const why = notQualifiedName(key);
    if (why !== undefined) {
      pod.invalid(rule, at.field(field), `"${key}" cannot be the key of a ${kind}.`, why, 'Rename it.');
    }
    const value = map[key];
    const reason = notLabelValue(value);
    if (reason !== undefined) {
      const what = `"${value}" cannot be the value of ${kind} "${key}".`;
      pod.invalid(rule, at.field(field), what, reason, 'Give it another value.');
    }
  }
}

/** The annotations of an object whose metadata stand at a place. */
export function checkAnnotations(map: any, at: Place, pod: Inspection): void {
  let size = 0;
  for (const key in map) {
    size += key.length + map[key].length;
    const why = notQualifiedName(key.toLowerCase());
    if (why !== undefined) {
      const what = `"${key}" cannot be the key of an annotation.`;
      pod.invalid(RULE, at.field('annotations'), what, why, 'Rename it.');
    }
  }
  // a character has three bytes at most
  if (size * 3 > ANNOTATIONS_SIZE && bytesOf(map) > ANNOTATIONS_SIZE) {
    const what = 'the annotations have more than 256 KiB.';
    const fix = 'Put what is large into a ConfigMap.';
    pod.error(RULE, 'FieldValueTooLong', at.field('annotations'), what, 'The API server takes no more.', fix);
  }
}

function bytesOf(map: Record<string, string>): number {
  return Object.entries(map).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
}
