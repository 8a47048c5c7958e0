import { PlainObject, setField } from '../../util/plain-object';
import { Field, SCHEMA } from '../../kubernetes/schema';
import { plainData } from '../../rules/composition';
import { Finding, findingOf } from '../../rules/finding';

type Fields = Readonly<Record<string, Field>>;
type Result = { [key: string]: unknown };

/**
 * Turns typed props into the plain data of a manifest: it omits undefined, and merges the `raw` fields of a struct into the struct. Null,
 * empty lists and empty maps stay.
 */
export class PlainData {
  /** What is wrong with the props, and with the patterns that are added to them. */
  public readonly findings: Finding[] = [];

  /** The names of all fields that are set by `raw`. */
  public readonly rawFields: string[] = [];

  /** The path of the value that is being copied. It becomes text only for a finding. */
  private readonly steps: (string | number)[] = [];
  private root = '';

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
   */
  public of<T>(value: T, type: string, root: string): T {
    this.root = root;
    // an error in an earlier value leaves its steps
    this.steps.length = 0;
    return this.copy(this.resolveAll(value), type) as T;
  }

  private copy(value: unknown, type: string | undefined): unknown {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value)) {
      return value;
    }
    if (typeof value !== 'object') {
      return this.refuse(typeof value === 'number' ? `${value}` : `a ${typeof value}`);
    }
    if (Array.isArray(value)) {
      return this.list(value, type?.endsWith('[]') ? type.slice(0, -2) : undefined);
    }
    const prototype = Object.getPrototypeOf(value);
    const isPlain = prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
    if (!isPlain || typeof (value as PlainObject).resolve === 'function') {
      const resolved = this.resolveToken(value);
      if (resolved !== value) {
        return resolved === undefined ? undefined : this.copy(resolved, type);
      }
      if (!isPlain) {
        return this.refuse(`a ${prototype.constructor?.name}`);
      }
    }
    return this.struct(value as PlainObject, type === undefined ? undefined : SCHEMA[type]);
  }

  private list(list: readonly unknown[], item: string | undefined): unknown[] {
    const result: unknown[] = [];
    for (let i = 0; i < list.length; i++) {
      this.steps.push(i);
      result.push(this.copy(list[i] ?? null, item));
      this.steps.pop();
    }
    return result;
  }

  private struct(value: PlainObject, fields: Fields | undefined): PlainObject {
    const result: Result = {};
    for (const key in value) {
      if (key !== 'raw' || fields === undefined) {
        this.add(result, key, value[key], fields);
      }
    }
    if (fields !== undefined && value.raw !== undefined) {
      this.merge((value.raw ?? {}) as PlainObject, result, fields);
    }
    return result;
  }

  private merge(raw: PlainObject, result: Result, fields: Fields): void {
    for (const key of Object.keys(raw)) {
      if (Object.prototype.hasOwnProperty.call(result, key)) {
        this.findings.push(setTwice(`${this.path()}.${key}`));
      } else {
        this.add(result, key, raw[key], fields);
        fieldNames({ [key]: raw[key] }).forEach((name) => this.rawFields.push(name));
      }
    }
  }

  private add(result: Result, key: string, value: unknown, fields: Fields | undefined): void {
    if (value === undefined) {
      return;
    }
    this.steps.push(key);
    const copy = typeof value === 'string' ? value : this.copy(value, fields?.[key]?.[0]);
    this.steps.pop();
    if (copy !== undefined) {
      setField(result, key, copy);
    }
  }

  private path(): string {
    return `${this.root}${this.steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`;
  }

  private refuse(value: string): null {
    const fix = 'Write a string, a finite number, a boolean, a list or a map.';
    this.findings.push(findingOf(plainData, this.path(), `${value} is not plain data.`, fix));
    return null;
  }
}

/** The finding for a field that is set by its own prop and by `raw`. */
export function setTwice(path: string): Finding {
  return findingOf(plainData, path, 'both the prop and `raw` set this field.', 'Remove one of them.');
}

/** The names of all fields in a value, at any depth. */
export function fieldNames(value: unknown): string[] {
  return typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [...(Array.isArray(value) ? [] : [key]), ...fieldNames(inner)]);
}
