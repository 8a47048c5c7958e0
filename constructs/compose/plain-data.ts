import { SCHEMA } from '../../kubernetes/schema';
import { StructType, StructTypes } from '../../kubernetes/struct-type';
import { plainData, unknownProp } from '../../rules/composition';
import { Finding, findingOf } from '../../rules/finding';
import { classOf, Form, ownValue, plainForm, PlainObject, setField } from '../../util/plain-object';
import { fixOf } from '../../util/props';
import { OWN_STRUCTS } from './own-structs';

type Result = { [key: string]: unknown };

const STRUCTS = { ...SCHEMA, ...OWN_STRUCTS };

const TYPES = new StructTypes(STRUCTS);

/**
 * Turns typed props into the plain data of a manifest: it omits undefined, and merges the `raw` fields of a struct into the struct. Null,
 * empty lists and empty maps stay. It reports the props that a struct of this library lacks; the rules report those of Kubernetes' structs.
 */
export class PlainData {
  /** What is wrong with the props, and with the patterns that are added to them. */
  public readonly findings: Finding[] = [];

  /** The names of all fields that are set by `raw`. */
  public readonly rawFields: string[] = [];

  /** The paths of the values that are not plain data. They are null in the copy. */
  public readonly refused: string[] = [];

  /** The path of the value that is being copied. It becomes text only for a finding. */
  private readonly steps: (string | number)[] = [];
  private root = '';
  private manifestRoot = '';
  private type = '';

  /** The lists and maps around the value that is being copied. */
  private readonly open: object[] = [];

  /**
   * @param resolveToken the value of a token, such as a Lazy of cdk8s; any other value itself
   * @param resolveAll applies the resolvers of the app to props
   */
  public constructor(
    private readonly resolveToken: (token: unknown) => unknown = (token) => token,
    private readonly resolveAll: (props: unknown) => unknown = (props) => props,
  ) {}

  /**
   * @param value the props
   * @param type their type in the schema
   * @param root the path that findings start with
   * @param manifestRoot the path of the value in the manifest, if it is another one
   */
  public of<T>(value: T, type: string, root: string, manifestRoot = root): T {
    this.root = root;
    this.manifestRoot = manifestRoot;
    this.type = type;
    // an error in an earlier value leaves its steps
    this.steps.length = 0;
    this.open.length = 0;
    return this.copy(this.resolveAll(value), TYPES.of(type)) as T;
  }

  private copy(value: unknown, type: StructType | undefined): unknown {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value)) {
      return value;
    }
    if (typeof value !== 'object') {
      return this.refuse(typeof value === 'number' ? `${value}` : `a ${typeof value}`);
    }
    if (this.open.includes(value)) {
      const [what, fix] = ['the value contains itself.', 'Remove this field, or write a copy without it.'];
      this.refused.push(this.path(this.manifestRoot));
      this.findings.push(findingOf(plainData, this.path(), what, fix));
      return null;
    }
    this.open.push(value);
    const copy = this.copyObject(value, type);
    this.open.pop();
    return copy;
  }

  private copyObject(value: object, type: StructType | undefined): unknown {
    if (Array.isArray(value)) {
      return this.list(value, type?.item);
    }
    const instance = classOf(value);
    if (instance !== undefined || typeof (value as PlainObject).resolve === 'function') {
      const resolved = this.resolveToken(value);
      if (resolved !== value) {
        return resolved === undefined ? undefined : this.copy(resolved, type);
      }
      if (instance !== undefined) {
        return this.refuse(instance);
      }
    }
    return this.struct(value as PlainObject, type?.item === undefined ? type : undefined);
  }

  private list(list: readonly unknown[], item: StructType | undefined): unknown[] {
    const result: unknown[] = [];
    for (let i = 0; i < list.length; i++) {
      this.steps.push(i);
      result.push(this.copy(list[i] ?? null, item));
      this.steps.pop();
    }
    return result;
  }

  private struct(value: PlainObject, type: StructType | undefined): PlainObject {
    const result: Result = {};
    const own = type === undefined ? undefined : OWN_STRUCTS[type.name];
    for (const key in value) {
      if (own !== undefined && !Object.prototype.hasOwnProperty.call(own, key)) {
        this.unknown(key, value[key], own);
      } else if (key !== 'raw' || type === undefined) {
        this.add(result, key, value[key], type);
      }
    }
    if (type !== undefined && value.raw !== undefined) {
      this.merge((value.raw ?? {}) as PlainObject, result, type);
    }
    return result;
  }

  private merge(raw: PlainObject, result: Result, type: StructType): void {
    for (const key of Object.keys(raw)) {
      if (Object.prototype.hasOwnProperty.call(result, key)) {
        this.findings.push(setTwice(`${this.path()}.${key}`));
      } else {
        this.add(result, key, raw[key], type);
        fieldNames({ [key]: raw[key] }).forEach((name) => this.rawFields.push(name));
      }
    }
  }

  private add(result: Result, key: string, value: unknown, type: StructType | undefined): void {
    if (value === undefined) {
      return;
    }
    // most values need neither a copy nor a path
    if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) {
      setField(result, key, value);
      return;
    }
    this.steps.push(key);
    const copy = this.copy(value, type?.fields?.get(key));
    this.steps.pop();
    if (copy !== undefined) {
      setField(result, key, copy);
    }
  }

  private unknown(key: string, value: unknown, own: object): void {
    if (value !== undefined) {
      const path = `${this.path()}.${key}`;
      this.findings.push(findingOf(unknownProp, path, `there is no prop "${key}" here.`, fixOf(key, own)));
    }
  }

  private path(root = this.root): string {
    return `${root}${this.steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`;
  }

  private refuse(value: string): null {
    this.refused.push(this.path(this.manifestRoot));
    this.findings.push(notPlainData(value, this.path(), formOf(typeAt(this.type, this.steps))));
    return null;
  }
}

/**
 * The finding for a value that a manifest cannot contain.
 * @param form the form that the field requires, if the field has only one
 */
export function notPlainData(value: string, path: string, form: Form | undefined): Finding {
  return findingOf(plainData, path, `${value} is not plain data.`, plainForm(value, form));
}

/** The name of the type at a path in a type; undefined if the schema does not have the path. */
function typeAt(type: string, steps: readonly (string | number)[]): string | undefined {
  let current: string | undefined = type;
  for (const step of steps) {
    const name: string = current ?? '';
    const item = name.endsWith('[]') ? name.slice(0, -'[]'.length) : undefined;
    const mapped = name.startsWith('map<') ? name.slice('map<'.length, -1) : undefined;
    current = typeof step === 'number' ? item : (mapped ?? ownValue(ownValue(STRUCTS, name) ?? {}, step)?.[0]);
  }
  return current;
}

const FORMS: Readonly<Record<string, Form>> = {
  string: 'a string',
  Quantity: 'a string',
  Time: 'a string',
  int32: 'a finite number',
  int64: 'a finite number',
  boolean: 'a boolean',
};

function formOf(type = ''): Form | undefined {
  const isObject = type.startsWith('map<') || Object.prototype.hasOwnProperty.call(STRUCTS, type);
  return type.endsWith('[]') ? 'a list' : isObject ? 'an object' : FORMS[type];
}

/** The finding for a field that is set by its own prop and by `raw`. */
export function setTwice(path: string): Finding {
  return findingOf(plainData, path, 'both the prop and `raw` set this field.', 'Remove one of them.');
}

/** The names of all fields in a value, at any depth. A value that contains itself is read once. */
export function fieldNames(value: unknown, open: readonly unknown[] = []): string[] {
  if (typeof value !== 'object' || value === null || open.includes(value)) {
    return [];
  }
  const names = Array.isArray(value) ? [] : Object.keys(value);
  return names.concat(Object.values(value).flatMap((inner) => fieldNames(inner, [...open, value])));
}
