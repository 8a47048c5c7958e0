import { SCHEMA } from '../spec/schema';
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
export function toPlain(value: any, type: string, path: string): Plain {
  const unfit: Unfit[] = [];
  return { value: copy(value, type, path, unfit), unfit };
}

function copy(value: any, type: string | undefined, path: string, unfit: Unfit[]): any {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) {
        unfit.push({ path, reason: `${value} is not a number that a manifest can hold.` });
      }
      return value;
    case 'object':
      break;
    default:
      unfit.push({ path, reason: `a ${typeof value} cannot go into a manifest.` });
      return null;
  }
  if (value === null) {
    return null;
  }
  if (Array.isArray(value)) {
    const item = type?.endsWith('[]') ? type.slice(0, -2) : undefined;
    return value.map((element, i) => copy(element ?? null, item, `${path}[${i}]`, unfit));
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    unfit.push({ path, reason: `a ${prototype.constructor?.name} cannot go into a manifest: only plain data can.` });
    return null;
  }
  const fields = type === undefined ? undefined : SCHEMA[type];
  const result: any = {};
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined && !(key === 'raw' && fields !== undefined)) {
      set(result, key, copy(field, fields?.[key]?.[0], join(path, key), unfit));
    }
  }
  if (fields !== undefined && value.raw !== undefined && value.raw !== null) {
    for (const [key, field] of Object.entries(value.raw)) {
      if (field === undefined) {
        continue;
      }
      if (Object.prototype.hasOwnProperty.call(result, key)) {
        unfit.push({
          path: join(path, key),
          reason: `is said twice: by its own prop and by \`raw\`. Say it in one place.`,
        });
        continue;
      }
      set(result, key, copy(field, fields[key]?.[0], join(path, key), unfit));
    }
  }
  return result;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
