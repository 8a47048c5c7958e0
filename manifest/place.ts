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

function key(map: object, rest: string): Found | undefined {
  let found: Found | undefined;
  const start = rest.startsWith('.') ? 1 : 0;
  for (const name of Object.keys(map)) {
    const ends = [
      rest.startsWith(name, start) ? start + name.length : -1,
      rest.startsWith(`[${name}]`) ? name.length + 2 : -1,
    ];
    for (const length of ends) {
      if (length > (found?.length ?? 0) && (length === rest.length || rest[length] === '.' || rest[length] === '[')) {
        found = { name, length };
      }
    }
  }
  return found;
}

/** Which of two places comes first in the manifest: a number as for sorting. What is missing comes where it would be looked for. */
export function comparePlaces(object: any, a: readonly PlaceStep[], b: readonly PlaceStep[]): number {
  let value = object;
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) {
      const names: PlaceStep[] = Array.isArray(value) ? [] : Object.keys(value);
      return Array.isArray(value) ? Number(a[i]) - Number(b[i]) : names.indexOf(a[i]) - names.indexOf(b[i]);
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
