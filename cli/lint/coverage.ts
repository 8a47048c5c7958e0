import { isSchemaKnown } from '../../kubernetes/built-in';
import { Reported } from '../../rules/check/examine';
import { truncated } from '../../util/truncate';
import { shortened } from '../../util/excerpt';
import { Report } from './report';

/** The objects of one kind in a report. */
export interface KindCount {
  readonly apiVersion: string;
  readonly kind: string;
  readonly objects: number;
  /** Whether the fields of the objects were checked. Without a schema, only rules that need no fields of the kind run. */
  readonly schema: boolean;
}

/** The kinds of objects, in the order of their names. */
export function kindsOf(objects: Iterable<Pick<Reported, 'object'>>): KindCount[] {
  const kinds = new Map<string, KindCount>();
  for (const { object } of objects) {
    const { apiVersion, kind } = object;
    const key = JSON.stringify([kind, apiVersion]);
    const { objects: before, schema } = kinds.get(key) ?? { objects: 0, schema: isSchemaKnown(object) };
    kinds.set(key, { apiVersion, kind, objects: before + 1, schema });
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** All objects of a report. */
export function* objectsIn({ files }: Report): Generator<Reported> {
  for (const { objects } of files) {
    yield* objects;
  }
}

export function countObjects(kinds: readonly KindCount[]): number {
  return kinds.reduce((sum, { objects }) => sum + objects, 0);
}

/** The number of objects of each kind in a text: `2 Rollout, 1 Service`. */
export function kindsText(kinds: readonly KindCount[]): string {
  const byName = new Map<string, number>();
  kinds.forEach(({ kind, objects }) => byName.set(kind, (byName.get(kind) ?? 0) + objects));
  return truncated([...byName], ([kind, count]) => `${count} ${shortened(kind)}`);
}
