import { JSONSchemaProps } from '../../kubernetes/decoded';
import { fieldsOf, isPlainObject, ownValue, PlainObject } from '../../util/plain-object';
import { truncated } from '../../util/truncate';
import { FieldPath } from '../model/field-path';
import { itemSchema } from './complete';
import { Refusal } from './refusal';
import { comparable } from './validate';

/**
 * The duplicates in the lists that are sets or maps (`x-kubernetes-list-type`).
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
export function duplicateItems(value: unknown, schema: JSONSchemaProps | undefined, at: FieldPath): Refusal[] {
  if (schema === undefined) {
    return [];
  }
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    const own = duplicatesIn(value, schema, at);
    return [...own, ...value.flatMap((item, i) => duplicateItems(item, items, new FieldPath(at, i, item)))];
  }
  return isPlainObject(value) ? Object.keys(value).flatMap((key) => duplicatesBelow(value, key, schema, at)) : [];
}

/** The server looks at a field that has its own schema twice, if the schema also has one for all other fields. */
function duplicatesBelow(value: PlainObject, key: string, schema: JSONSchemaProps, at: FieldPath): Refusal[] {
  const { properties = {}, additionalProperties: others } = schema;
  const own = ownValue(properties, key);
  return own !== undefined
    ? duplicateItems(value[key], own, new FieldPath(at, key, value[key]))
    : duplicateItems(value[key], isPlainObject(others) ? others : undefined, new FieldPath(at, `[${key}]`, value[key]));
}

function duplicatesIn(list: readonly unknown[], schema: JSONSchemaProps, at: FieldPath): Refusal[] {
  const type = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const isMap = type === 'map';
  if (type !== 'set' && !isMap) {
    return [];
  }
  const other = isMap ? list.findIndex((item) => item !== null && !isPlainObject(item)) : -1;
  if (other >= 0) {
    const why = 'The items of this list are identified by their fields.';
    const what = 'the item is not an object.';
    const place = new FieldPath(at, other, list[other]);
    return [{ at: place, type: 'FieldValueInvalid', what, why, fix: 'Write an object with fields.' }];
  }
  const firsts = new Map<string, number>();
  const refusals: Refusal[] = [];
  list.forEach((item, i) => {
    const key = isMap ? comparable(keys.map((field) => ownValue(fieldsOf(item), field) ?? [])) : comparable(item);
    const count = (firsts.get(key) ?? 0) + 1;
    firsts.set(key, count);
    // the server reports the first duplicate
    if (count === 2) {
      const what = isMap
        ? `an item with the same ${truncated(keys)} comes before it.`
        : 'an equal item comes before it.';
      const why = isMap ? 'These fields identify the items of this list.' : 'The items of this list are a set.';
      refusals.push({
        at: new FieldPath(at, i, item),
        type: 'FieldValueDuplicate',
        what,
        why,
        fix: 'Remove one of the two.',
      });
    }
  });
  return refusals;
}
