import { JSONSchemaProps } from '../../kubernetes/decoded';
import { isPlainObject, ownValue, PlainObject } from '../../util/plain-object';
import { excerpt } from '../../util/excerpt';
import { FieldPath } from '../model/field-path';
import { notDnsLabel } from '../model/names';
import { fieldSchema, itemSchema } from './complete';
import { Refusal } from './refusal';

const WHY = 'The field holds an object of Kubernetes.';

/** The places of the objects in an object (`x-kubernetes-embedded-resource`). */
export function embeddedIn(value: unknown, schema: JSONSchemaProps | undefined, at: FieldPath): FieldPath[] {
  if (schema === undefined) {
    return [];
  }
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    return value.flatMap((item, i) => embeddedIn(item, items, new FieldPath(at, i, item)));
  }
  if (!isPlainObject(value)) {
    return [];
  }
  const { properties = {} } = schema;
  const below = Object.keys(value).flatMap((key) => {
    const step = ownValue(properties, key) === undefined ? `[${key}]` : key;
    return embeddedIn(value[key], fieldSchema(schema, key), new FieldPath(at, step, value[key]));
  });
  return schema['x-kubernetes-embedded-resource'] === true ? [at, ...below] : below;
}

/** The problems of the objects in an object: each has an `apiVersion` and a `kind`. */
export function embeddedObjects(value: unknown, schema: JSONSchemaProps, at: FieldPath): Refusal[] {
  return embeddedIn(value, schema, at).flatMap((place) => typeRefusals(place.value as PlainObject, place));
}

function typeRefusals(object: PlainObject, at: FieldPath): Refusal[] {
  return [
    ...typeRefusal(object, at, 'apiVersion', (text) => text.split('/').length <= 2),
    ...typeRefusal(object, at, 'kind', (text) => /^[a-z]/i.test(text) && notDnsLabel(text.toLowerCase()) === undefined),
  ];
}

function typeRefusal(
  object: PlainObject,
  at: FieldPath,
  field: 'apiVersion' | 'kind',
  isRight: (text: string) => boolean,
): Refusal[] {
  const value = ownValue(object, field);
  const place = new FieldPath(at, field, value);
  if (value === undefined) {
    const fix = `Set \`${field}\`.`;
    return [{ at: place, type: 'FieldValueRequired', what: 'the field is missing.', why: WHY, fix }];
  }
  if (typeof value === 'string' && value !== '' && isRight(value)) {
    return [];
  }
  const what = `${typeof value === 'string' ? excerpt(value) : 'the value'} is not valid here.`;
  const fix = field === 'kind' ? 'Write a kind, such as "ConfigMap".' : 'Write a version, such as "apps/v1".';
  return [{ at: place, type: 'FieldValueInvalid', what, why: WHY, fix }];
}
