import { JSONSchemaProps } from '../../kubernetes/decoded';
import { excerpt } from '../../util/excerpt';
import { jsonText } from '../../util/json-text';
import { described, isPlainObject, ownValue, PlainObject } from '../../util/plain-object';
import { truncated } from '../../util/truncate';
import { FieldPath } from '../model/field-path';
import { fieldSchema, itemSchema } from './complete';
import { formatTest } from './formats';
import { isAlmostInteger, isInt64, isJsonNumber, isMultipleOf, JsonNumber, limitFor } from './json-number';
import { Outcome, Refusal } from './refusal';
import { RegularExpression } from './regular-expression';

/**
 * Validates the values of a custom resource, after the defaults, as the API server does.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation
 */
export class Validator {
  private readonly why: string;

  /**
   * @param kind the kind of the object, for messages
   * @param minor the minor version of Kubernetes
   */
  public constructor(
    kind: string,
    private readonly minor: number,
  ) {
    this.why = `The schema of ${excerpt(kind)} refuses it.`;
  }

  public validate(value: unknown, schema: JSONSchemaProps, at: FieldPath): Outcome {
    const outcome = new Outcome();
    const refuse: Refuse = (type, what, fix, place = at) =>
      void outcome.refusals.push({ at: place, type, what, why: this.why, fix });
    const types = typesOf(schema);
    const format = this.formatOf(schema, types);
    if (types.length > 0 || (format !== undefined && value !== null)) {
      const wrong = wrongType(value, types, format, schema.nullable === true);
      if (wrong === undefined) {
        outcome.checks += value === null ? 1 : 2;
      } else {
        outcome.checks += value === null ? 0 : 1;
        const { what, fix } = wrong;
        outcome.refusals.push({ at, type: 'FieldValueTypeInvalid', what, why: this.why, fix, isWrongType: true });
      }
    } else if (value === null) {
      outcome.checks += 1;
    }
    if (value !== null) {
      this.combine(value, schema, at, outcome);
    }
    if (typeof value === 'string') {
      this.text(value, schema, refuse);
      const isOfFormat = format === undefined ? undefined : formatTest(format, this.minor);
      if (isOfFormat?.(value) === false) {
        refuse('FieldValueTypeInvalid', `${excerpt(value)} is not of the format ${excerpt(format!)}.`, 'Correct it.');
      }
      // the number of validators of the server that run
      outcome.checks += isOfFormat === undefined ? 1 : 2;
    } else if (isJsonNumber(value)) {
      this.number(value, schema, types, refuse);
      outcome.checks += 2;
    } else if (Array.isArray(value)) {
      this.list(value, schema, at, refuse, outcome);
      outcome.checks += 2;
    } else if (isPlainObject(value)) {
      this.object(value, schema, at, refuse, outcome);
      outcome.checks += 1;
    }
    checkEnum(value, schema, refuse);
    outcome.checks += value === null ? 0 : 2;
    return outcome;
  }

  /** The format that the server checks: it depends on the type of the schema. */
  private formatOf({ format = '' }: JSONSchemaProps, types: readonly string[]): string | undefined {
    const type = types.length === 1 ? types[0] : 'string';
    switch (type) {
      case 'string':
        return formatTest(format, this.minor) === undefined ? undefined : format;
      case 'integer':
        return format === 'int32' || format === 'int64' ? format : undefined;
      case 'number':
        return format === 'float' || format === 'double' ? format : undefined;
      default:
        return undefined;
    }
  }

  /** The alternatives and combinations of schemas. */
  private combine(value: unknown, schema: JSONSchemaProps, at: FieldPath, outcome: Outcome): void {
    const { anyOf = [], oneOf = [], allOf = [], not } = schema;
    const refuse = (what: string, fix: string): void =>
      void outcome.refusals.push({ at, type: 'FieldValueInvalid', what, why: this.why, fix });
    if (anyOf.length > 0) {
      const all: Outcome[] = [];
      const isValid = anyOf.some((one) => all[all.push(this.validate(value, one, at)) - 1].isValid);
      if (isValid) {
        outcome.add(all[all.length - 1]);
      } else {
        refuse('no alternative of `anyOf` accepts the value.', 'Satisfy one of the alternatives.');
        outcome.add(best(all));
      }
    }
    if (oneOf.length > 0) {
      const all = oneOf.map((one) => this.validate(value, one, at));
      const valid = all.filter(({ isValid }) => isValid);
      if (valid.length === 1) {
        outcome.add(valid[0]);
      } else if (valid.length === 0) {
        refuse('no alternative of `oneOf` accepts the value.', 'Satisfy exactly one of the alternatives.');
        outcome.add(best(all));
      } else {
        refuse(
          `${valid.length} alternatives of \`oneOf\` accept the value.`,
          'Exactly one must accept it: remove fields of the others.',
        );
      }
    }
    if (allOf.length > 0) {
      const all = allOf.map((one) => this.validate(value, one, at));
      all.forEach((one) => outcome.add(one));
      if (all.some(({ isValid }) => !isValid)) {
        refuse('not all schemas of `allOf` accept the value.', 'Satisfy all of them.');
      }
    }
    if (not !== undefined && this.validate(value, not, at).isValid) {
      refuse('the schema of `not` accepts the value.', 'Change the value so that it does not match this schema.');
    }
    outcome.checks += 2;
  }

  private text(value: string, { maxLength = Infinity, minLength = 0, pattern = '' }: JSONSchemaProps, refuse: Refuse) {
    // the server stops at the first of these
    if (maxLength < value.length || minLength > 0) {
      const length = [...value].length;
      if (length > maxLength) {
        return refuse('FieldValueTooLong', `it has ${length} characters.`, `Write at most ${maxLength}.`);
      }
      if (length < minLength) {
        const what = `${excerpt(value)} has ${length} characters.`;
        return refuse('FieldValueInvalid', what, `Write at least ${minLength}.`);
      }
    }
    if (pattern !== '' && value.length <= LONGEST_TEXT && RegularExpression.of(pattern)?.test(value) === false) {
      const what = `${excerpt(value)} does not match the pattern.`;
      refuse('FieldValueInvalid', what, `Write a value that matches ${excerpt(pattern)}.`);
    }
  }

  private number(value: JsonNumber, schema: JSONSchemaProps, types: readonly string[], refuse: Refuse): void {
    const { exclusiveMaximum = false, exclusiveMinimum = false, multipleOf } = schema;
    const [minimum, maximum] = [schema.minimum, schema.maximum].map((limit) => limit && limitFor(value, limit));
    if (this.minor >= RANGES_SINCE && types.length === 1) {
      if (schema.type === 'integer' && !isInt64(value) && isAlmostInteger(value)) {
        refuse('FieldValueInvalid', `${value} is not an integer.`, 'Write an integer.');
      } else if (Math.abs(Number(value)) > (rangeOf(schema) ?? Infinity) && Number(value) !== LEAST_INT32) {
        refuse(
          'FieldValueInvalid',
          `${value} is too large for the format ${schema.format}.`,
          'Write a smaller number.',
        );
      }
    }
    if (multipleOf !== undefined && multipleOf > 0 && !isMultipleOf(value, multipleOf)) {
      refuse('FieldValueInvalid', `${value} is not a multiple of ${multipleOf}.`, `Write a multiple of ${multipleOf}.`);
    }
    if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)) {
      const least = `${minimum} ${exclusiveMinimum ? 'itself is too small.' : 'is the minimum.'}`;
      refuse('FieldValueInvalid', `${value} is too small.`, `Write a greater number: ${least}`);
    }
    if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)) {
      const greatest = `${maximum} ${exclusiveMaximum ? 'itself is too large.' : 'is the maximum.'}`;
      refuse('FieldValueInvalid', `${value} is too large.`, `Write a smaller number: ${greatest}`);
    }
  }

  private list(
    list: readonly unknown[],
    schema: JSONSchemaProps,
    at: FieldPath,
    refuse: Refuse,
    outcome: Outcome,
  ): void {
    const { minItems = 0, maxItems = Infinity, uniqueItems = false } = schema;
    const items = itemSchema(schema);
    if (items !== undefined) {
      list.forEach((item, i) => outcome.add(this.validate(item, items, new FieldPath(at, i, item))));
    }
    if (list.length < minItems) {
      refuse('FieldValueInvalid', `the list has ${list.length} items.`, `Write at least ${minItems}.`);
    }
    if (list.length > maxItems) {
      refuse('FieldValueTooMany', `the list has ${list.length} items.`, `Write at most ${maxItems}.`);
    }
    if (uniqueItems && new Set(list.map(comparable)).size < list.length) {
      refuse('FieldValueInvalid', 'the list has equal items.', 'Remove the duplicates.');
    }
  }

  private object(value: PlainObject, schema: JSONSchemaProps, at: FieldPath, refuse: Refuse, outcome: Outcome): void {
    const { minProperties = 0, maxProperties = Infinity, required = [] } = schema;
    const keys = Object.keys(value);
    if (keys.length < minProperties) {
      refuse('FieldValueInvalid', `the object has ${keys.length} fields.`, `Write at least ${minProperties}.`);
    }
    if (keys.length > maxProperties) {
      refuse('FieldValueTooMany', `the object has ${keys.length} fields.`, `Write at most ${maxProperties}.`);
    }
    for (const key of keys) {
      const ofField = fieldSchema(schema, key);
      if (ofField !== undefined) {
        outcome.add(this.validate(value[key], ofField, new FieldPath(at, key, value[key])));
      }
    }
    for (const key of required) {
      if (ownValue(value, key) === undefined) {
        refuse(
          'FieldValueRequired',
          'the field is missing.',
          `Set ${excerpt(key)}.`,
          new FieldPath(at, key, undefined),
        );
      }
    }
  }
}

type Refuse = (type: Refusal['type'], what: string, fix: string, at?: FieldPath) => void;

/** Longer texts are not compared with patterns. */
const LONGEST_TEXT = 10_000;

/** The minor version since which the server checks the ranges of `int32` and `float`. */
const RANGES_SINCE = 36;

const LARGEST_INT32 = 2 ** 31 - 1;
const LEAST_INT32 = -(2 ** 31);
const LARGEST_FLOAT = 3.4028234663852886e38;

function rangeOf({ type, format }: JSONSchemaProps): number | undefined {
  return type === 'integer' && format === 'int32'
    ? LARGEST_INT32
    : type === 'number' && format === 'float'
      ? LARGEST_FLOAT
      : undefined;
}

const INT_OR_STRING = ['integer', 'string'];

function typesOf(schema: JSONSchemaProps): readonly string[] {
  const { type = '' } = schema;
  return schema['x-kubernetes-int-or-string'] === true ? INT_OR_STRING : type === '' ? [] : [type];
}

/** Of alternatives that refuse a value, the first one with the most checks. */
function best(all: readonly Outcome[]): Outcome {
  return all.reduce((a, b) => (b.checks > a.checks ? b : a));
}

/** The types of JSON, as messages name them. */
const NOUNS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

const FIXES: Readonly<Record<string, string>> = {
  array: 'Write the items in brackets: [ … ].',
  boolean: 'Write true or false, without quotes.',
  integer: 'Write an integer, without quotes.',
  number: 'Write a number, without quotes.',
  object: 'Write an object: each key with its value.',
  string: 'Write a string.',
};

function wrongType(
  value: unknown,
  types: readonly string[],
  format: string | undefined,
  isNullable: boolean,
): { readonly what: string; readonly fix: string } | undefined {
  const own = jsonTypeOf(value);
  const isRight =
    value === null
      ? isNullable
      : types.includes(own) ||
        (own === 'integer' && types.includes('number')) ||
        (own === 'number' && types.includes('integer') && isJsonNumber(value) && isAlmostInteger(value)) ||
        // the server checks the format of a string instead, and forgets to check a list
        (format !== undefined && !types.some(isNumeric) && (own === 'string' || own === 'array'));
  if (isRight) {
    return undefined;
  }
  const nouns = types.map((type) => ownValue(NOUNS, type) ?? excerpt(type)).join(' or ');
  const isText = types.includes('string') && (own === 'integer' || own === 'number' || own === 'boolean');
  return {
    what: `${typeof value === 'string' ? excerpt(value) : described(value)} is not ${nouns === '' ? 'a string' : nouns}.`,
    fix: isText ? `Write it in quotes: "${String(value)}".` : (ownValue(FIXES, types[0] ?? 'string') ?? 'Correct it.'),
  };
}

function isNumeric(type: string): boolean {
  return type === 'integer' || type === 'number';
}

function jsonTypeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  return isJsonNumber(value) ? (isInt64(value) ? 'integer' : 'number') : typeof value;
}

function checkEnum(value: unknown, { enum: values = [] }: JSONSchemaProps, refuse: Refuse): void {
  if (values.length === 0 || (value !== null && values.some((one) => isSame(value, one)))) {
    return;
  }
  const meant =
    typeof value === 'string' ? values.find((one) => String(one).toLowerCase() === value.toLowerCase()) : undefined;
  const all = truncated(values, (one) => (typeof one === 'string' ? excerpt(one) : jsonText(one)));
  const fix = meant === undefined ? `Use one of: ${all}.` : `Write ${excerpt(String(meant))}.`;
  refuse(
    'FieldValueNotSupported',
    `${typeof value === 'string' ? excerpt(value) : described(value)} is not supported.`,
    fix,
  );
}

/** The server converts a number to the type of the other one before it compares them. */
function isSame(value: unknown, other: unknown): boolean {
  if (isJsonNumber(value) && isJsonNumber(other)) {
    return isInt64(other) && !isInt64(value)
      ? Math.trunc(Number(value)) === Number(other)
      : comparable(value) === comparable(other);
  }
  return comparable(value) === comparable(other);
}

/** A text that equal values share: the order of fields does not matter. */
export function comparable(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(comparable).join(',')}]`;
  }
  if (isPlainObject(value)) {
    const fields = Object.keys(value).sort();
    return `{${fields.map((key) => `${JSON.stringify(key)}:${comparable(value[key])}`).join(',')}}`;
  }
  return jsonText(value);
}
