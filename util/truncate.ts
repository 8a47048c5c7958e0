/** How many of a list are told. */
const MOST = 10;

/** Names as a sentence lists them; of many, the first ones, and how many more there are. */
export function abridged<T>(names: readonly T[] | ReadonlySet<T>, shown: (name: T) => string = String): string {
  return abridgedOf('size' in names ? names.size : names.length, names, shown);
}

/** The same of names that are counted already, and made as they are told. */
export function abridgedOf<T>(count: number, names: Iterable<T>, shown: (name: T) => string = String): string {
  const told = count > MOST + 1 ? MOST : count;
  const few: string[] = [];
  for (const name of names) {
    if (few.length === told) {
      return `${few.join(', ')}, and ${count - told} more`;
    }
    few.push(shown(name));
  }
  return few.join(', ');
}
