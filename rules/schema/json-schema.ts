import { JSONSchemaProps } from '../../kubernetes/decoded';
import { fieldsOf, isPlainObject, itemsIn, PlainObject } from '../../util/plain-object';

const LISTS = ['allOf', 'anyOf', 'oneOf'];
const SCHEMAS = ['items', 'not', 'additionalProperties'];
const PRESERVE = 'x-kubernetes-preserve-unknown-fields';

/** Keywords of the schemas of CRDs, and the types that they must have. Other values are ignored. */
const KEYWORD_TYPES: Readonly<Record<string, string>> = {
  ...{ maximum: 'number', minimum: 'number', multipleOf: 'number', maxLength: 'number', minLength: 'number' },
  ...{ maxItems: 'number', minItems: 'number', maxProperties: 'number', minProperties: 'number' },
  ...{ exclusiveMaximum: 'boolean', exclusiveMinimum: 'boolean', uniqueItems: 'boolean', nullable: 'boolean' },
  ...{ format: 'string', pattern: 'string', 'x-kubernetes-list-type': 'string' },
  ...{ [PRESERVE]: 'boolean', 'x-kubernetes-int-or-string': 'boolean', 'x-kubernetes-embedded-resource': 'boolean' },
};

/**
 * A JSON Schema as the schema of a CRD. A CRD drops unknown fields unless it has `x-kubernetes-preserve-unknown-fields`; a JSON Schema
 * accepts unknown fields unless `additionalProperties` is false.
 */
export function fromJsonSchema(schema: unknown): JSONSchemaProps {
  const given = fieldsOf(schema);
  const result: Record<string, unknown> = {};
  for (const [keyword, type] of Object.entries(KEYWORD_TYPES)) {
    if (typeof given[keyword] === type) {
      result[keyword] = given[keyword];
    }
  }
  for (const keyword of ['enum', 'required', 'x-kubernetes-list-map-keys', 'x-kubernetes-validations']) {
    if (Array.isArray(given[keyword])) {
      result[keyword] = given[keyword];
    }
  }
  if ('default' in given) {
    result.default = given.default;
  }
  setTypes(given, result);
  const fields = Object.entries(fieldsOf(given.properties)).map(([name, one]) => [name, fromJsonSchema(one)]);
  if (fields.length > 0) {
    result.properties = Object.fromEntries(fields);
  }
  for (const keyword of LISTS) {
    const all = itemsIn(given[keyword]).map(fromJsonSchema);
    if (all.length > 0) {
      result[keyword] = all;
    }
  }
  for (const keyword of SCHEMAS) {
    if (isPlainObject(given[keyword])) {
      result[keyword] = fromJsonSchema(given[keyword]);
    }
  }
  const hasOthers = given.additionalProperties !== false || given.patternProperties !== undefined;
  if (hasOthers && !isPlainObject(given.additionalProperties)) {
    result[PRESERVE] = true;
  }
  return result;
}

/** JSON Schema writes `nullable` and `x-kubernetes-int-or-string` as lists of types. */
function setTypes({ type, format }: PlainObject, result: Record<string, unknown>): void {
  const types = (Array.isArray(type) ? type : [type]).filter((one): one is string => typeof one === 'string');
  if (types.includes('null')) {
    result.nullable = true;
  }
  const others = types.filter((one) => one !== 'null');
  if (format === 'int-or-string' || (others.length === 2 && others.includes('integer') && others.includes('string'))) {
    result['x-kubernetes-int-or-string'] = true;
  } else if (others.length === 1) {
    [result.type] = others;
  }
}
