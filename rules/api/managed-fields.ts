import { everyObjectWith } from '../validation/every-object';

const RULE = 'api/managed-fields';

const OPERATIONS = ['Apply', 'Update'];

/** Go's printable characters: letters, marks, numbers, punctuation, symbols, and the blank. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u;

/**
 * The record of who set which field. The server keeps it; a manifest has none, and a server-side apply refuses one that has.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
 */
export const managedFields = everyObjectWith('managedFields', ({ managedFields: entries }, at, pod) => {
  entries.forEach((entry: any, i: number) => {
    const place = at.field('managedFields').item(i);
    const { operation = '', fieldsType, manager = '', subresource = '' } = entry;
    if (pod.minor < 37 && !OPERATIONS.includes(operation)) {
      const what = `${JSON.stringify(operation)} is not an operation.`;
      pod.invalid(RULE, place.field('operation'), what, 'It is Apply or Update.', FIX);
    } else if (operation === '') {
      pod.required(RULE, place.field('operation'), 'the entry names no operation.', WHY, FIX);
    } else if (!OPERATIONS.includes(operation)) {
      pod.notSupported(RULE, place.field('operation'), operation, OPERATIONS);
    }
    if (fieldsType && fieldsType !== 'FieldsV1') {
      pod.invalid(RULE, place.field('fieldsType'), `"${fieldsType}" is not a type of fields.`, 'It is FieldsV1.', FIX);
    }
    if (Buffer.byteLength(manager) > 128) {
      const what = 'the manager has more than 128 characters.';
      pod.error(RULE, 'FieldValueTooLong', place.field('manager'), what, WHY, FIX);
    }
    if (!PRINTABLE.test(manager)) {
      pod.invalid(RULE, place.field('manager'), 'the manager has characters that cannot be printed.', WHY, FIX);
    }
    if (Buffer.byteLength(subresource) > 256) {
      const what = 'the subresource has more than 256 characters.';
      pod.error(RULE, 'FieldValueTooLong', place.field('subresource'), what, WHY, FIX);
    }
  });
});

const WHY = 'The API server keeps this record itself.';
const FIX = 'Leave managedFields out.';
