import { PatternOrderProps, StartOrder } from './pattern';

/** What a pattern's props say of the order in which its containers start. */
export function wishes(names: string[], { startsBefore = [], startsAfter = [] }: PatternOrderProps): StartOrder[] {
  return names.flatMap((name) => [
    ...startsBefore.map((before) => ({ container: name, before })),
    ...startsAfter.map((container) => ({ container, before: name })),
  ]);
}
