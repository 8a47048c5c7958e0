import { isPlainObject, valueAt } from '../../util/plain-object';
import { Constant, Expression } from './expression';
import { camelCase, UniqueNames } from './names';

/** The fields whose values become constants, with the smallest number of uses for it. */
const LABELS = ['labels', 'matchLabels', 'selector'];
const SMALL = 1;

/** A repeated value. */
interface Repeated {
  readonly field: 'image' | 'namespace' | 'labels';
  readonly value: unknown;
  uses: number;
}

/** The constants for repeated images, namespaces and labels. */
export class Constants {
  public readonly all: readonly Constant[];
  private readonly names = new Map<string, string>();

  /** @param expressions the code of all objects that share the constants */
  public constructor(expressions: readonly Expression[], taken: UniqueNames) {
    const found = new Map<string, Repeated>();
    for (const expression of expressions) {
      for (const [key, value] of fieldsIn(expression)) {
        const id = idOf(key, value);
        const known = id === undefined ? undefined : found.get(id);
        if (known !== undefined) {
          known.uses++;
        } else if (id !== undefined) {
          found.set(id, { field: fieldOf(key)!, value, uses: 1 });
        }
      }
    }
    const repeated = [...found].filter(([, one]) => one.uses >= leastUses(one));
    this.all = repeated.map(([id, one]): Constant => {
      const isOnly = repeated.filter(([, { field }]) => field === one.field).length === 1;
      const name = taken.next(isOnly && one.field !== 'image' ? one.field : constantName(one));
      this.names.set(id, name);
      return { name, value: { type: 'data', value: one.value } };
    });
  }

  /** The constant that is equal to a field. */
  public nameOf(key: string, value: unknown): string | undefined {
    if (this.names.size === 0) {
      return undefined;
    }
    const id = idOf(key, value);
    return id === undefined ? undefined : this.names.get(id);
  }
}

function fieldOf(key: string): Repeated['field'] | undefined {
  return key === 'image' || key === 'namespace' ? key : LABELS.includes(key) ? 'labels' : undefined;
}

/** Equal values have the same id. Undefined for values that do not become constants. */
function idOf(key: string, value: unknown): string | undefined {
  const field = fieldOf(key);
  if (field === 'image' || field === 'namespace') {
    return typeof value === 'string' && value !== '' ? `${field} ${value}` : undefined;
  }
  if (field === undefined || !isPlainObject(value)) {
    return undefined;
  }
  const entries = Object.entries(value);
  const isText = entries.length > 0 && entries.every(([name, one]) => typeof one === 'string' && name !== '__proto__');
  return isText ? `labels ${JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)))}` : undefined;
}

function leastUses({ field, value }: Repeated): number {
  return field === 'namespace' || (field === 'labels' && Object.keys(value as object).length === SMALL) ? 3 : 2;
}

function constantName({ field, value }: Repeated): string {
  switch (field) {
    case 'image': {
      const image = String(value);
      const [name] = image.slice(image.lastIndexOf('/') + 1).split(/[:@]/);
      return `${camelCase(name) || 'container'}Image`;
    }
    case 'namespace':
      return `${camelCase(String(value)) || 'other'}Namespace`;
    default: {
      const name = ['app.kubernetes.io/name', 'app', 'k8s-app', 'name', 'component']
        .map((label) => valueAt<string>(value, [label]))
        .find((label) => label !== undefined);
      return name === undefined || camelCase(name) === '' ? 'labels' : `${camelCase(name)}Labels`;
    }
  }
}

/** The keys of all fields in an expression that are data, and their values. */
function* fieldsIn(expression: Expression): Generator<readonly [string, unknown]> {
  switch (expression.type) {
    case 'data':
      yield* dataFields(expression.value);
      return;
    case 'object':
      for (const { key, value } of expression.entries) {
        if (value.type === 'data') {
          yield [key, value.value];
        }
        yield* fieldsIn(value);
      }
      return;
    case 'array':
    case 'new':
    case 'call':
      for (const inner of expression.type === 'array' ? expression.items : expression.args) {
        yield* fieldsIn(inner);
      }
      return;
    default:
  }
}

function* dataFields(value: unknown): Generator<readonly [string, unknown]> {
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* dataFields(item);
    }
  } else if (isPlainObject(value)) {
    for (const key of Object.keys(value)) {
      yield [key, value[key]];
      yield* dataFields(value[key]);
    }
  }
}
