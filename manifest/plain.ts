import { Field, SCHEMA } from '../spec/schema';
import { set } from './order';

/** What is not plain data, or is said twice, and where. */
export interface Unfit {
  readonly path: string;
  readonly reason: string;
}

/** Plain data, as it goes into a manifest, what of it was unfit, and the names of all fields that came by `raw`. */
export interface Plain {
  readonly value: any;
  readonly unfit: Unfit[];
  readonly raw: readonly string[];
}

/**
 * Turns props of a type of the schema into plain data: what is undefined falls away, and the `raw` fields of a struct are merged
 * in at their place. Nothing else is changed: null, empty lists and empty maps are kept.
 */
export function toPlain(value: any, type: string, path: string, resolve: Resolve = (token) => token): Plain {
  const unfit: Unfit[] = [];
  const raw: string[] = [];
  return { value: new Copy(unfit, raw, path, resolve).of(value, type), unfit, raw };
}

/** What stands for a value that is produced later, such as a Lazy of cdk8s; any other value itself. */
export type Resolve = (token: any) => any;

/** Why a field of `raw` is refused that its struct knows, and has. */
export const SAID_TWICE = 'is said twice: by its own prop and by `raw`. Say it in one place.';

class Copy {
  /** The way to what is being copied: a path is made of it only where something is unfit. */
  private readonly steps: (string | number)[] = [];

  public constructor(
    private readonly unfit: Unfit[],
    private readonly raw: string[],
    private readonly path: string,
    private readonly resolve: Resolve,
  ) {}

  public of(value: any, type: string | undefined): any {
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
      const item = type?.endsWith('[]') ? type.slice(0, -2) : undefined;
      return value.map((element, i) => this.at(i, element ?? null, item));
    }
    const prototype = Object.getPrototypeOf(value);
    const isPlain = prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
    if (!isPlain || typeof value.resolve === 'function') {
      const resolved = this.resolve(value);
      if (resolved !== value) {
        return resolved === undefined ? undefined : this.of(resolved, type);
      }
      if (!isPlain) {
        return this.refuse(`a ${prototype.constructor?.name} cannot go into a manifest: only plain data can.`);
      }
    }
    return this.struct(value, type === undefined ? undefined : SCHEMA[type]);
  }

  private struct(value: any, fields: Record<string, Field> | undefined): any {
    const result: any = {};
    const raw = fields === undefined ? undefined : value.raw;
    for (const key of Object.keys(value)) {
      if (key !== 'raw' || fields === undefined) {
        this.add(result, key, value[key], fields);
      }
    }
    for (const key of Object.keys(raw ?? {})) {
      if (Object.prototype.hasOwnProperty.call(result, key)) {
        this.steps.push(key);
        this.refuse(SAID_TWICE);
        this.steps.pop();
      } else {
        this.add(result, key, raw[key], fields);
        this.raw.push(...keysOf({ [key]: raw[key] }));
      }
    }
    return result;
  }

  private add(result: any, key: string, value: any, fields: Record<string, Field> | undefined): void {
    const field = value === undefined ? undefined : this.at(key, value, fields?.[key]?.[0]);
    if (field !== undefined) {
      set(result, key, field);
    }
  }

  private at(step: string | number, value: any, type: string | undefined): any {
    this.steps.push(step);
    const copy = this.of(value, type);
    this.steps.pop();
    return copy;
  }

  private refuse(reason: string): null {
    const steps = this.steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    this.unfit.push({ path: `${this.path}${steps}`.replace(/^\./, ''), reason });
    return null;
  }
}

/** The names of all fields in a value, however deep. */
export function keysOf(value: any): string[] {
  return typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) => [...(Array.isArray(value) ? [] : [key]), ...keysOf(inner)]);
}
