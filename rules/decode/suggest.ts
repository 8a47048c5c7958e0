import { nearest } from '../../util/nearest';
import { Type } from './schema';

/** What was probably meant by a field that is not there. */
export interface Suggestion {
  readonly fix: string;
  /** Where it would have to stand. */
  readonly path?: string;
}

/**
 * Finds the field that was meant: one that is nearly called so, or one of that name elsewhere in the pod, as near as can be.
 *
 * @param key the unknown field
 * @param struct the struct that it stands in
 * @param steps the way to that struct
 * @param root the type of a pod
 */
export function meant(
  key: string,
  struct: Type,
  steps: readonly (string | number)[],
  root: Type,
): Suggestion | undefined {
  const near = nearest(key, present(struct)) ?? present(struct).find((field) => same(field, key));
  const misplaced = elsewhere(key, struct, steps, root);
  // a field of just that name is more likely than one that is spelt differently, unless only the case differs
  if (near !== undefined && (misplaced === undefined || same(near, key))) {
    return { fix: `Did you mean "${near}"?`, path: join(steps, near) };
  }
  return misplaced === undefined ? undefined : { fix: `It belongs in ${misplaced}.`, path: misplaced };
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The fields of a struct that the version has. */
function present(struct: Type): string[] {
  return [...struct.fields!].filter(([, { life }]) => life === 'here').map(([field]) => field);
}

/** Where a field of that name is: in what the struct holds, in what holds it, or anywhere in a pod. */
function elsewhere(key: string, struct: Type, steps: readonly (string | number)[], root: Type): string | undefined {
  const below = search(key, struct, steps);
  for (let length = steps.length; below === undefined && length > 0; length--) {
    const above = steps.slice(0, length - 1);
    const found = search(key, typeAt(root, above), above);
    if (found !== undefined) {
      return found;
    }
  }
  return below;
}

/** The first field of that name in a struct and what it holds, nearest first. */
function search(key: string, type: Type | undefined, steps: readonly (string | number)[]): string | undefined {
  const way = type?.kind === 'struct' ? waysIn(type).get(key) : undefined;
  return way === undefined ? undefined : join([...steps, ...way], key);
}

const ways = new WeakMap<Type, Map<string, readonly string[]>>();

/** The way to each field of a struct and of what it holds, three structs deep. */
function waysIn(type: Type): Map<string, readonly string[]> {
  let known = ways.get(type);
  if (known === undefined) {
    known = new Map();
    let row: { type: Type; steps: readonly string[] }[] = [{ type, steps: [] }];
    for (let depth = 0; depth < 3; depth++) {
      for (const one of row) {
        for (const field of present(one.type)) {
          known.set(field, known.get(field) ?? one.steps);
        }
      }
      row = row.flatMap((one) =>
        below(one.type).map(({ step, type: under }) => ({ type: under, steps: [...one.steps, step] })),
      );
    }
    ways.set(type, known);
  }
  return known;
}

/** The structs that a struct holds, and those of its lists. */
function below(type: Type): { step: string; type: Type }[] {
  return present(type)
    .map((field) => {
      const under = type.fields!.get(field)!.type;
      return under.kind === 'list' ? { step: `${field}[]`, type: under.item! } : { step: field, type: under };
    })
    .filter(({ step, type: under }) => under.kind === 'struct' && step !== 'status'); // which is the cluster's to write
}

function typeAt(root: Type, steps: readonly (string | number)[]): Type | undefined {
  return steps.reduce<Type | undefined>(
    (type, step) => (typeof step === 'number' ? type?.item : type?.fields?.get(step)?.type),
    root,
  );
}

function join(steps: readonly (string | number)[], field: string): string {
  return [...steps, field].reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`),
    '',
  );
}
