import { isPlainObject, valueAt } from '../../util/plain-object';

/** A step of a path: the key of a map, or the index of a list. */
export type PathStep = string | number;

/**
 * Parses a path such as `spec.containers[1].ports[0]` or `metadata.annotations[example.com/a]`, as far as the object has it. A key can
 * contain dots and brackets: the longest key that the object has is used.
 */
export function parsePath(object: unknown, path: string): PathStep[] {
  return splitPath(object, path).steps;
}

/** The steps of a path that the object has, and the rest of the path. */
export function splitPath(object: unknown, path: string): { readonly steps: PathStep[]; readonly rest: string } {
  const steps: PathStep[] = [];
  let [value, rest] = [object, path];
  for (let next = nextStep(value, rest); next !== undefined; next = nextStep(value, rest)) {
    const [step, length] = next;
    steps.push(step);
    value = (value as { readonly [step: PathStep]: unknown })[step];
    rest = rest.slice(length);
  }
  return { steps, rest };
}

/** The value at a path as text; undefined if it is missing. */
export function valueAtPath(object: unknown, path: string): unknown {
  return valueAt(object, parsePath(object, path).map(String));
}

/** Longer paths contain an unusually long key. */
const LONG_PATH = 2000;

/** The first step of a path, and the number of its characters. */
function nextStep(value: unknown, path: string): [PathStep, number] | undefined {
  if (Array.isArray(value)) {
    const [text, digits] = /^\[(\d+)\]/.exec(path) ?? [];
    return text !== undefined && Number(digits) < value.length ? [Number(digits), text.length] : undefined;
  }
  const start = path.startsWith('.') ? 1 : 0;
  if (path.length > LONG_PATH) {
    return longestKey(value, path, start);
  }
  for (let end = path.length; isPlainObject(value) && end > start; end--) {
    if (end < path.length && path[end] !== '.' && path[end] !== '[') {
      continue;
    }
    const inBrackets = path[0] === '[' && path[end - 1] === ']' ? [path.slice(1, end - 1)] : [];
    const keys = [...inBrackets, path.slice(start, end)];
    const step = keys.find((key) => Object.prototype.hasOwnProperty.call(value, key));
    if (step !== undefined) {
      return [step, end];
    }
  }
  return undefined;
}

/** The same for a long path: it compares each key of the map with the path, because a long path can have as many parts as characters. */
function longestKey(map: unknown, path: string, start: number): [PathStep, number] | undefined {
  let longest: [PathStep, number] | undefined;
  for (const key of isPlainObject(map) ? Object.keys(map) : []) {
    const inBrackets = path[0] === '[' && path[key.length + 1] === ']' && path.startsWith(key, 1);
    const end = inBrackets ? key.length + 2 : path.startsWith(key, start) ? start + key.length : 0;
    const isWhole = end > start && (end === path.length || path[end] === '.' || path[end] === '[');
    if (isWhole && (longest === undefined || end > longest[1])) {
      longest = [key, end];
    }
  }
  return longest;
}

/** Compares parsed paths by the order of the manifest. */
export class PathOrder {
  /** Saves a search among all keys of a map for each comparison, such as among thousands of labels. */
  private readonly indexes = new Map<object, Map<string, number>>();

  public constructor(private readonly manifest: unknown) {}

  /** For `Array.sort`. */
  public compare(a: readonly PathStep[], b: readonly PathStep[]): number {
    let value = this.manifest;
    for (let i = 0; i < a.length && i < b.length; i++) {
      if (a[i] !== b[i]) {
        return this.indexOf(value, a[i]) - this.indexOf(value, b[i]);
      }
      value = (value as { readonly [step: PathStep]: unknown })[a[i]];
    }
    return a.length - b.length;
  }

  private indexOf(value: unknown, step: PathStep): number {
    if (typeof step === 'number') {
      return step;
    }
    const map = value as object;
    const index = this.indexes.get(map) ?? new Map(Object.keys(map).map((key, i) => [key, i]));
    this.indexes.set(map, index);
    return index.get(step)!;
  }
}

/** A path as text: `metadata.annotations[example.com/a]`. */
export function formatPath(path: readonly PathStep[]): string {
  return path.map(formatStep).join('').replace(/^\./, '');
}

/** A step as a part of a path: `.metadata`, `[example.com/a]`, `[0]`. */
export function formatStep(step: PathStep): string {
  return typeof step === 'number' || !/^[\w-]+$/.test(step) ? `[${step}]` : `.${step}`;
}
