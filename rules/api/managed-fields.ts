import { rule } from '../rule';
import { everyObjectWith } from '../validation/every-object';
import { maxLength } from '../validation/fields';

const OPERATIONS = ['Apply', 'Update'];

/** Go's printable characters: letters, marks, numbers, punctuation, symbols, and the space. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;

export const managedFields = rule({
  id: 'api/managed-fields',
  severity: 'error',
  summary: 'The entries of `managedFields` must be valid.',
  details: 'The API server writes them. A server-side apply refuses any manifest that has entries.',
  why: 'Only the API server writes this field.',
  see: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management',
  checks: everyObjectWith('managedFields', ({ managedFields }, metadataAt, context) => {
    const fix = 'Remove `managedFields`.';
    managedFields.forEach((entry, i) => {
      const at = metadataAt.field('managedFields').item(i);
      const { operation = '', fieldsType, manager = '' } = entry;
      if (context.minor < 37 && !OPERATIONS.includes(operation)) {
        context.invalid(at.field('operation'), `"${operation}" is not an operation.`, context.why, fix);
      } else if (operation === '') {
        context.required(at.field('operation'), '`operation` is missing.', context.why, fix);
      } else if (!OPERATIONS.includes(operation)) {
        context.notSupported(at.field('operation'), operation, OPERATIONS);
      }
      if (fieldsType && fieldsType !== 'FieldsV1') {
        context.invalid(at.field('fieldsType'), `"${fieldsType}" is not "FieldsV1".`, context.why, fix);
      }
      maxLength(entry, at, context, 'manager', 128);
      if (!PRINTABLE.test(manager)) {
        context.invalid(at.field('manager'), '`manager` has unprintable characters.', context.why, fix);
      }
      maxLength(entry, at, context, 'subresource', 256);
    });
  }),
});
