import { JSONSchemaProps } from '../../kubernetes/decoded';
import { isPlainObject, ownValue, PlainObject, setField } from '../../util/plain-object';
import { FieldPath } from '../model/field-path';

/** Reports a field that a schema does not have. `schema` is undefined if the schema has no fields at all. */
export type ReportUnknown = (key: string, at: FieldPath, schema: JSONSchemaProps | undefined) => void;

/** The fields that every object has, also if its schema does not list them. */
const OBJECT_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * A custom resource as the API server validates it: without unknown fields and without null, which the server drops, and with the defaults
 * of the schema.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning
 */
export function complete(object: PlainObject, schema: JSONSchemaProps, unknown: ReportUnknown): PlainObject {
  return completeFields(object, { ...schema, [EMBEDDED]: true }, new FieldPath(undefined, '', object), unknown);
}

const EMBEDDED = 'x-kubernetes-embedded-resource';
const PRESERVE = 'x-kubernetes-preserve-unknown-fields';

/** The schema of the items of a list. In a CRD, all items have the same schema. */
export function itemSchema({ items }: JSONSchemaProps): JSONSchemaProps | undefined {
  return isPlainObject(items) ? items : undefined;
}

/** The schema of a field: its own, or the one of all other fields. */
export function fieldSchema(schema: JSONSchemaProps, key: string): JSONSchemaProps | undefined {
  const { properties = {}, additionalProperties } = schema;
  return ownValue(properties, key) ?? (isPlainObject(additionalProperties) ? additionalProperties : undefined);
}

function completeValue(
  value: unknown,
  schema: JSONSchemaProps | undefined,
  at: FieldPath,
  unknown: ReportUnknown,
): unknown {
  if (Array.isArray(value)) {
    return completeItems(value, schema, at, unknown);
  }
  return isPlainObject(value) ? completeFields(value, schema, at, unknown) : value;
}

function completeItems(
  list: readonly unknown[],
  schema: JSONSchemaProps | undefined,
  at: FieldPath,
  unknown: ReportUnknown,
): unknown[] {
  const items = schema === undefined ? undefined : itemSchema(schema);
  const keepsAll = schema?.[PRESERVE] === true;
  if (keepsAll && items === undefined) {
    return [...list];
  }
  // in a list that keeps unknown fields, its items keep them, too
  const ofItem = keepsAll ? { ...items, [PRESERVE]: true } : items;
  return list.map((item, i) => {
    const value = (isNull(item) ? items?.default : item) ?? null;
    return completeValue(value, ofItem, new FieldPath(at, i, item), unknown);
  });
}

function completeFields(
  fields: PlainObject,
  schema: JSONSchemaProps | undefined,
  at: FieldPath,
  unknown: ReportUnknown,
): PlainObject {
  const result: Record<string, unknown> = {};
  for (const key in fields) {
    const child = fields[key];
    if (child === undefined) {
      continue;
    }
    const ofField = schema === undefined ? undefined : fieldSchema(schema, key);
    const isKept = schema?.[EMBEDDED] === true && OBJECT_FIELDS.has(key);
    const isUnknown = ofField === undefined && !isKept && schema?.additionalProperties !== true;
    if (isUnknown) {
      if (schema?.[PRESERVE] === true) {
        setField(result, key, child);
      } else {
        unknown(key, at, schema);
      }
    } else if (child === null && ofField !== undefined && ofField.nullable !== true) {
      // the default follows; without one, the server drops null
      const { default: value } = ofField;
      if (!isNull(value)) {
        setField(result, key, completeValue(value, ofField, new FieldPath(at, key, child), unknown));
      }
    } else {
      setField(result, key, isKept ? child : completeValue(child, ofField, new FieldPath(at, key, child), unknown));
    }
  }
  const { properties = {} } = schema ?? {};
  for (const key in properties) {
    const { default: value } = properties[key];
    if (!isNull(value) && ownValue(result, key) === undefined) {
      setField(result, key, completeValue(value, properties[key], new FieldPath(at, key, value), unknown));
    }
  }
  return result;
}

function isNull(value: unknown): boolean {
  return value === undefined || value === null;
}
