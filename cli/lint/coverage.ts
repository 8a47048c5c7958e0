import { Reported } from '../../rules/check/examine';
import { Coverage } from '../../rules/check/lint';
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
  /** Whether the schema has rules in CEL, which lint does not evaluate. */
  readonly celRules?: true;
}

/** The kinds of objects, in the order of their names. */
export function kindsOf(
  objects: Iterable<Pick<Reported, 'object'>>,
  { coverageOf }: Pick<Report, 'coverageOf'>,
): KindCount[] {
  const kinds = new Map<string, KindCount>();
  for (const { object } of objects) {
    const { apiVersion, kind } = object;
    const key = JSON.stringify([kind, apiVersion]);
    const known = kinds.get(key);
    const { schema, celRules } = known ?? countedCoverage(coverageOf(object));
    const coverage = celRules ? { schema, celRules } : { schema };
    kinds.set(key, { apiVersion, kind, objects: (known?.objects ?? 0) + 1, ...coverage });
  }
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function countedCoverage({ schema, hasRules }: Coverage): Pick<KindCount, 'schema' | 'celRules'> {
  return hasRules ? { schema, celRules: true } : { schema };
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
