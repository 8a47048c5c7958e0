import { PatternOrderProps, StartOrder } from './pattern';

/** The start order that a pattern's props require for its containers. */
export function startOrderOf(
  names: readonly string[],
  { startsBefore = [], startsAfter = [] }: PatternOrderProps,
): StartOrder[] {
  return names.flatMap((name) => [
    ...startsBefore.map((before) => ({ container: name, before })),
    ...startsAfter.map((container) => ({ container, before: name })),
  ]);
}
