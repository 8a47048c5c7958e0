import { isPlainObject } from '../../util/plain-object';
import { Expression, Source } from './expression';
import { isSameData } from './same-data';

/** What is different in an object after its construct renders it, as a JSON patch. */
export interface Patch {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: Source;
  readonly value?: unknown;
}

/** The patches that turn a rendered object into the wanted one; undefined if nothing but the whole object is the same. */
export function patchesFor(wanted: unknown, rendered: unknown, path: Source = []): Patch[] | undefined {
  if (isSameData(wanted, rendered)) {
    return [];
  }
  if (isPlainObject(wanted) && isPlainObject(rendered)) {
    const present = Object.keys(rendered).filter((key) => rendered[key] !== undefined);
    const removed = present.filter((key) => !Object.prototype.hasOwnProperty.call(wanted, key));
    const others = Object.keys(wanted).map((key) =>
      present.includes(key)
        ? patchesFor(wanted[key], rendered[key], [...path, key])
        : [{ op: 'add' as const, path: [...path, key], value: wanted[key] }],
    );
    return joined([removed.map((key) => ({ op: 'remove', path: [...path, key] })), ...others]);
  }
  if (Array.isArray(wanted) && Array.isArray(rendered) && wanted.length === rendered.length) {
    return joined(wanted.map((item, i) => patchesFor(item, rendered[i], [...path, i])));
  }
  return path.length === 0 ? undefined : [{ op: 'replace', path, value: wanted }];
}

function joined(all: readonly (readonly Patch[] | undefined)[]): Patch[] | undefined {
  return all.includes(undefined) ? undefined : all.flatMap((patches) => patches ?? []);
}

/** The code of a patch: `JsonPatch.add('/metadata/annotations', {})`. */
export function patchCode({ op, path, value }: Patch): Expression {
  const pointer = path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
  const args: Expression[] = [{ type: 'data', value: pointer }];
  if (op !== 'remove') {
    args.push({ type: 'data', value });
  }
  return { type: 'call', name: `JsonPatch.${op}`, args };
}
