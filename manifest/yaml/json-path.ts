/** A step into a manifest: the key of a map, or the position in a list. */
export type PlaceStep = string | number;

/**
 * The steps of a path such as `spec.containers[1].ports[0]`, or `metadata.annotations[example.com/a]`, as far as they lead to something
 * in an object. A key may hold dots and brackets itself: the longest one that is there is meant.
 */
export function stepsTo(object: any, path: string): PlaceStep[] {
  const steps: PlaceStep[] = [];
  let [value, rest] = [object, path];
  while (rest !== '' && typeof value === 'object' && value !== null) {
    const step = Array.isArray(value) ? index(value, rest) : key(value, rest);
    if (step === undefined) {
      break;
    }
    steps.push(step.name);
    value = value[step.name];
    rest = rest.slice(step.length);
  }
  return steps;
}

interface Found {
  readonly name: PlaceStep;
  /** How much of the path it takes. */
  readonly length: number;
}

function index(list: any[], rest: string): Found | undefined {
  const [all, number] = /^\[(\d+)\]/.exec(rest) ?? [];
  return all !== undefined && Number(number) < list.length ? { name: Number(number), length: all.length } : undefined;
}

/** The longest name that the rest of a path can begin with and the map has: between brackets, or up to a dot, a bracket or the end. */
function key(map: object, rest: string): Found | undefined {
  const start = rest.startsWith('.') ? 1 : 0;
  for (let end = rest.length; end > start; end--) {
    if (end < rest.length && rest[end] !== '.' && rest[end] !== '[') {
      continue;
    }
    const names = rest[0] === '[' && rest[end - 1] === ']' ? [rest.slice(1, end - 1)] : [];
    const name = [...names, rest.slice(start, end)].find((one) => Object.prototype.hasOwnProperty.call(map, one));
    if (name !== undefined) {
      return { name, length: end };
    }
  }
  return undefined;
}

/** How many keys are counted anew each time; of more, the order is kept. */
const FEW = 16;

/** Which key of a map comes first, however often it is asked. */
export class KeyOrder {
  private readonly kept = new Map<object, Map<string, number>>();

  /** The how-manieth key of a map, or item of a list, a step is; -1 where it is not there. */
  public rank(value: any, step: PlaceStep): number {
    if (typeof value !== 'object' || value === null) {
      return -1;
    }
    if (Array.isArray(value)) {
      return Number(step) < value.length ? Number(step) : -1;
    }
    const known = this.kept.get(value);
    if (known !== undefined) {
      return known.get(String(step)) ?? -1;
    }
    const names = Object.keys(value);
    if (names.length > FEW) {
      this.kept.set(value, new Map(names.map((name, i) => [name, i])));
    }
    return names.indexOf(String(step));
  }
}

/** Which of two places comes first in the manifest: a number as for sorting. What is missing comes where it would be looked for. */
export function comparePlaces(
  object: any,
  a: readonly PlaceStep[],
  b: readonly PlaceStep[],
  order = new KeyOrder(),
): number {
  let value = object;
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) {
      return order.rank(value, a[i]) - order.rank(value, b[i]);
    }
    value = value[a[i]];
  }
  return a.length - b.length;
}

/** Steps as a path. */
export function placeText(steps: readonly PlaceStep[]): string {
  return steps
    .map((step) => (typeof step === 'number' || !/^[\w-]+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
