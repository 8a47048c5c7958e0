import { nearest } from '../../util/nearest';
import { Type } from './schema';

/** The field that the author of an unknown field probably means. */
export interface Suggestion {
  readonly fix: string;
  readonly path: string;
}

type Steps = readonly (string | number)[];

/**
 * Suggests a field: a similar field of the struct, or the nearest field of the same name elsewhere in the pod.
 * @param key the unknown field
 * @param struct the struct that contains it
 * @param steps the path to that struct
 * @param root the type of the object
 */
export function suggest(key: string, struct: Type, steps: Steps, root: Type): Suggestion | undefined {
  const fields = fieldsOf(struct);
  const similar = nearest(key, fields) ?? fields.find((field) => differsInCase(field, key));
  const misplaced = elsewhere(key, struct, steps, root);
  // a field of the same name is more likely than a similar field, unless only the case differs
  if (similar !== undefined && (misplaced === undefined || differsInCase(similar, key))) {
    return { fix: `Did you mean "${similar}"?`, path: join(steps, similar) };
  }
  return misplaced === undefined ? undefined : { fix: `It belongs in ${misplaced}.`, path: misplaced };
}

function differsInCase(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The fields of a struct that the version has. */
function fieldsOf(struct: Type): string[] {
  return [...struct.fields!].filter(([, { life }]) => life === 'here').map(([field]) => field);
}

/** The path of a field of the same name: below the struct, or below the nearest struct that contains it. */
function elsewhere(key: string, struct: Type, steps: Steps, root: Type): string | undefined {
  let found = search(key, struct, steps);
  for (let length = steps.length - 1; found === undefined && length >= 0; length--) {
    found = search(key, typeAt(root, steps.slice(0, length)), steps.slice(0, length));
  }
  return found;
}

/** The path of the first field of a name in a struct, or up to two structs below it. */
function search(key: string, type: Type | undefined, steps: Steps): string | undefined {
  const has = (struct: Type): boolean => struct.fields?.get(key)?.life === 'here';
  const below = (struct: Type | undefined): NonNullable<Type['structs']> => struct?.structs ?? [];
  if (type !== undefined && has(type)) {
    return join(steps, key);
  }
  const child = below(type).find(([, struct]) => has(struct));
  if (child !== undefined) {
    return join([...steps, child[0]], key);
  }
  for (const [step, struct] of below(type)) {
    const grandchild = below(struct).find(([, one]) => has(one));
    if (grandchild !== undefined) {
      return join([...steps, step, grandchild[0]], key);
    }
  }
  return undefined;
}

function typeAt(root: Type, steps: Steps): Type | undefined {
  return steps.reduce<Type | undefined>(
    (type, step) => (typeof step === 'number' ? type?.item : type?.fields?.get(step)?.type),
    root,
  );
}

function join(steps: Steps, field: string): string {
  return [...steps, field].reduce<string>(
    (path, step) => (typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`),
    '',
  );
}
