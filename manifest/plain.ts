import { Field, SCHEMA } from '../spec/schema';
import { set } from './order';

/** What is not plain data, or is said twice, and where. */
export interface Unfit {
  readonly path: string;
  readonly reason: string;
}

/** Plain data, as it goes into a manifest, and what of it was unfit. */
export interface Plain {
  readonly value: any;
  readonly unfit: Unfit[];
}

/**
 * Turns props of a type of the schema into plain data: what is undefined falls away, and the `raw` fields of a struct are merged
 * in at their place. Nothing else is changed: null, empty lists and empty maps are kept.
 */
export function toPlain(value: any, type: string, path: string, resolve: Resolve = (token) => token): Plain {
  const unfit: Unfit[] = [];
  return { value: new Copy(unfit, resolve).of(value, type, path), unfit };
}

/** What stands for a value that is produced later, such as a Lazy of cdk8s; any other value itself. */
export type Resolve = (token: any) => any;

class Copy {
  public constructor(
    private readonly unfit: Unfit[],
    private readonly resolve: Resolve,
  ) {}

  public of(value: any, type: string | undefined, path: string): any {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) ? value : this.refuse(path, `${value} is not a number that a manifest can hold.`);
      case 'object':
        break;
      default:
        return this.refuse(path, `a ${typeof value} cannot go into a manifest.`);
    }
    if (value === null) {
      return null;
    }
    if (Array.isArray(value)) {
      const item = type?.endsWith('[]') ? type.slice(0, -2) : undefined;
      return value.map((element, i) => this.of(element ?? null, item, `${path}[${i}]`));
    }
    const prototype = Object.getPrototypeOf(value);
    const isPlain = prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
    if (!isPlain || typeof value.resolve === 'function') {
      const resolved = this.resolve(value);
      if (resolved !== value) {
        return resolved === undefined ? undefined : this.of(resolved, type, path);
      }
      if (!isPlain) {
        return this.refuse(path, `a ${prototype.constructor?.name} cannot go into a manifest: only plain data can.`);
      }
    }
    return this.struct(value, type === undefined ? undefined : SCHEMA[type], path);
  }

  private struct(value: any, fields: Record<string, Field> | undefined, path: string): any {
    const result: any = {};
    for (const key of Object.keys(value)) {
      if (value[key] !== undefined && !(key === 'raw' && fields !== undefined)) {
        this.add(result, key, value[key], fields, path);
      }
    }
    if (fields !== undefined && value.raw !== undefined && value.raw !== null) {
      for (const key of Object.keys(value.raw)) {
        if (value.raw[key] === undefined) {
          continue;
        }
        if (Object.prototype.hasOwnProperty.call(result, key)) {
          this.refuse(join(path, key), 'is said twice: by its own prop and by `raw`. Say it in one place.');
        } else {
          this.add(result, key, value.raw[key], fields, path);
        }
      }
    }
    return result;
  }

  private add(result: any, key: string, value: any, fields: Record<string, Field> | undefined, path: string): void {
    const field = this.of(value, fields?.[key]?.[0], join(path, key));
    if (field !== undefined) {
      set(result, key, field);
    }
  }

  private refuse(path: string, reason: string): null {
    this.unfit.push({ path, reason });
    return null;
  }
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
