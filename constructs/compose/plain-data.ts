import { Field, SCHEMA } from '../../kubernetes/schema';
import { set } from '../../kubernetes/field-order';

/** What is not plain data, or is said twice, and where. */
export interface Unfit {
  readonly path: string;
  readonly reason: string;
}

/** What stands for a value that is produced later, such as a Lazy of cdk8s; any other value itself. */
export type Resolve = (token: any) => any;

/** Why a field of `raw` is refused that its struct knows, and has. */
export const SAID_TWICE = 'is said twice: by its own prop and by `raw`. Say it in one place.';

/**
 * Turns props of types of the schema into plain data, as it goes into a manifest: what is undefined falls away, and the `raw` fields of
 * a struct are merged in at their place. Nothing else is changed: null, empty lists and empty maps are kept.
 */
export class PlainData {
  /** What was not plain, in all that was turned. */
  public readonly unfit: Unfit[] = [];

  /** The names of all fields that came by `raw`. */
  public readonly raw: string[] = [];

  /** The way to what is being copied: a path is made of it only where something is unfit. */
  private readonly steps: (string | number)[] = [];
  private path = '';

  public constructor(private readonly resolve: Resolve = (token) => token) {}

  /**
   * @param value the props
   * @param type their type
   * @param path where they stand
   */
  public of(value: any, type: string, path: string): any {
    this.path = path;
    // what was thrown on the way has left its steps there
    this.steps.length = 0;
    return this.copy(value, type);
  }

  private copy(value: any, type: string | undefined): any {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) ? value : this.refuse(`${value} is not a number that a manifest can hold.`);
      case 'object':
        break;
      default:
        return this.refuse(`a ${typeof value} cannot go into a manifest.`);
    }
    if (value === null) {
      return null;
    }
    if (Array.isArray(value)) {
      return this.list(value, type?.endsWith('[]') ? type.slice(0, -2) : undefined);
    }
    const prototype = Object.getPrototypeOf(value);
    const isPlain = prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
    if (!isPlain || typeof value.resolve === 'function') {
      const resolved = this.resolve(value);
      if (resolved !== value) {
        return resolved === undefined ? undefined : this.copy(resolved, type);
      }
      if (!isPlain) {
        return this.refuse(`a ${prototype.constructor?.name} cannot go into a manifest: only plain data can.`);
      }
    }
    return this.struct(value, type === undefined ? undefined : SCHEMA[type]);
  }

  private list(list: any[], item: string | undefined): any[] {
    const result: any[] = [];
    for (let i = 0; i < list.length; i++) {
      this.steps.push(i);
      result.push(this.copy(list[i] ?? null, item));
      this.steps.pop();
    }
    return result;
  }

  private struct(value: any, fields: Record<string, Field> | undefined): any {
    const result: any = {};
    for (const key in value) {
      if (key !== 'raw' || fields === undefined) {
        this.add(result, key, value[key], fields);
      }
    }
    if (fields !== undefined && value.raw !== undefined) {
      this.merge(value.raw, result, fields);
    }
    return result;
  }

  private merge(raw: any, result: any, fields: Record<string, Field>): void {
    for (const key of Object.keys(raw ?? {})) {
      if (Object.prototype.hasOwnProperty.call(result, key)) {
        this.steps.push(key);
        this.refuse(SAID_TWICE);
        this.steps.pop();
      } else {
        this.add(result, key, raw[key], fields);
        keysOf({ [key]: raw[key] }).forEach((name) => this.raw.push(name));
      }
    }
  }

  private add(result: any, key: string, value: any, fields: Record<string, Field> | undefined): void {
    if (value === undefined) {
      return;
    }
    this.steps.push(key);
    const copy = typeof value === 'string' ? value : this.copy(value, fields?.[key]?.[0]);
    this.steps.pop();
    if (copy !== undefined) {
      set(result, key, copy);
    }
  }

  private refuse(reason: string): null {
    const steps = this.steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    this.unfit.push({ path: `${this.path}${steps}`, reason });
    return null;
  }
}

/** The names of all fields in a value, however deep. */
export function keysOf(value: any): string[] {
  return typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [...(Array.isArray(value) ? [] : [key]), ...keysOf(inner)]);
}
