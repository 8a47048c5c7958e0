import { ENUMS } from '../../kubernetes/enums';
import { REQUIRED_PROPS } from '../../kubernetes/required-props';
import { SCHEMA } from '../../kubernetes/schema';
import { isPlainObject, ownValue, PlainObject } from '../../util/plain-object';
import { Entry, Expression, Source } from './expression';

/** Only the cluster writes it: the types lack it. */
const STATUS = 'PersistentVolumeClaim.status';

/** A struct of Kubernetes as props: what its type does not accept is in `raw`. */
export interface TypedProps {
  readonly entries: readonly Entry[];
  /** The fields that are in `raw` anywhere in it. */
  readonly raw: readonly Source[];
}

/**
 * The props for a struct of Kubernetes. The types accept each of them; other fields are in `raw`.
 * @param later the path of a list whose first item is not in the value
 * @returns undefined if the struct lacks a required field
 */
export function typedProps(
  value: PlainObject,
  struct: string,
  source: Source,
  later: Source = [],
): TypedProps | undefined {
  const required = Object.keys(ownValue(REQUIRED_PROPS, struct) ?? {});
  const entries: Entry[] = [];
  const raw: Entry[] = [];
  const inRaw: Source[] = [];
  for (const key of Object.keys(value)) {
    const path = [...source, key];
    const type = ownValue(ownValue(SCHEMA, struct) ?? {}, key);
    const isTyped = type !== undefined && type[2] === undefined && `${struct}.${key}` !== STATUS;
    const typed = isTyped ? typedValue(value[key], type[0], path, fieldOf(struct, key), later) : undefined;
    if (typed === undefined) {
      raw.push({ key, value: { type: 'data', value: value[key], source: path } });
      inRaw.push(path);
    } else {
      entries.push({ key, value: typed.expression });
      inRaw.push(...typed.raw);
    }
  }
  if (required.some((field) => !entries.some(({ key }) => key === field))) {
    return undefined;
  }
  if (raw.length > 0) {
    entries.push({ key: 'raw', value: { type: 'object', entries: raw } });
  }
  return { entries, raw: inRaw };
}

/** A field, and what its type accepts beside values of the type itself. */
interface TypedField {
  readonly values?: readonly string[];
  readonly acceptsNull: boolean;
}

function fieldOf(struct: string, key: string): TypedField {
  const required = ownValue(ownValue(REQUIRED_PROPS, struct) ?? {}, key);
  return { values: ownValue(ENUMS, `${struct}.${key}`), acceptsNull: required ?? true };
}

interface TypedValue {
  readonly expression: Expression;
  readonly raw: readonly Source[];
}

/** The value as an expression that the type accepts; undefined if there is none. */
function typedValue(
  value: unknown,
  type: string,
  source: Source,
  field: TypedField,
  later: Source,
): TypedValue | undefined {
  const data: TypedValue = { expression: { type: 'data', value, source }, raw: [] };
  if (value === null) {
    return field.acceptsNull ? data : undefined;
  }
  if (type.endsWith('[]')) {
    return Array.isArray(value) ? typedList(value, type.slice(0, -2), source, field, later) : undefined;
  }
  if (type.startsWith('map<')) {
    const inner = { ...field, acceptsNull: isScalar(type.slice(4, -1)) };
    const isMap = isPlainObject(value);
    return isMap && Object.values(value).every((one) => accepts(one, type.slice(4, -1), inner)) ? data : undefined;
  }
  if (isScalar(type) || type === 'object') {
    return accepts(value, type, field) ? data : undefined;
  }
  const props = isPlainObject(value) ? typedProps(value, type, source, later) : undefined;
  if (props === undefined) {
    return undefined;
  }
  // most structs are plain data
  return props.raw.length === 0 && !isPrefix(source, later)
    ? data
    : { expression: { type: 'object', entries: props.entries, source }, raw: props.raw };
}

function typedList(
  list: readonly unknown[],
  type: string,
  source: Source,
  field: TypedField,
  later: Source,
): TypedValue | undefined {
  const isLater = source.length === later.length && isPrefix(source, later);
  const inner = { ...field, acceptsNull: isScalar(type) && field.values === undefined };
  const items: TypedValue[] = [];
  for (const [i, item] of list.entries()) {
    const typed = typedValue(item, type, [...source, isLater ? i + 1 : i], inner, later);
    if (typed === undefined) {
      return undefined;
    }
    items.push(typed);
  }
  const raw = items.flatMap((item) => item.raw);
  return raw.length === 0 && !isLater
    ? { expression: { type: 'data', value: list, source }, raw }
    : { expression: { type: 'array', items: items.map(({ expression }) => expression), source }, raw };
}

function isPrefix(path: Source, of: Source): boolean {
  return path.length <= of.length && path.every((step, i) => step === of[i]);
}

const SCALARS = ['string', 'int32', 'int64', 'boolean', 'Quantity', 'IntOrString', 'Time'];

function isScalar(type: string): boolean {
  return SCALARS.includes(type);
}

function accepts(value: unknown, type: string, { values, acceptsNull }: TypedField): boolean {
  if (value === null) {
    return acceptsNull;
  }
  if (values !== undefined) {
    return typeof value === 'string' && values.includes(value);
  }
  switch (type) {
    case 'string':
    case 'Time':
      return typeof value === 'string';
    case 'int32':
    case 'int64':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'Quantity':
    case 'IntOrString':
      return typeof value === 'string' || typeof value === 'number';
    default:
      return isPlainObject(value);
  }
}
