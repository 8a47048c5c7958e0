import { SCHEMA, Field } from '../spec/schema';

/** Sees a field that has a value: where it is, what stands there, and what the schema says of it. */
export type Visitor = (path: string, value: any, field: Field) => void;

/** Shows each field of a pod that the schema knows, in the order of the manifest. */
export function visitPod(pod: any, see: Visitor): void {
  visit(pod?.metadata, 'ObjectMeta', 'metadata', see);
  visit(pod?.spec, 'PodSpec', 'spec', see);
}

function visit(value: any, type: string, path: string, see: Visitor): void {
  if (value === null || typeof value !== 'object') {
    return;
  }
  if (Array.isArray(value)) {
    if (type.endsWith('[]')) {
      value.forEach((item, i) => visit(item, type.slice(0, -2), `${path}[${i}]`, see));
    }
    return;
  }
  const fields = has(SCHEMA, type) ? SCHEMA[type] : undefined;
  if (fields === undefined) {
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    if (child !== null && child !== undefined && has(fields, key)) {
      see(`${path}.${key}`, child, fields[key]);
      visit(child, fields[key][0], `${path}.${key}`, see);
    }
  }
}

function has(table: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(table, key);
}
