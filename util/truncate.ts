/** The number of names in a message. */
const MAX_NAMES = 10;

/** Joins names for a message: all of them, or the first ones and the number of the others. */
export function truncated<T>(names: readonly T[] | ReadonlySet<T>, text: (name: T) => string = String): string {
  return truncatedOf('size' in names ? names.size : names.length, names, text);
}

/** The same for a known number of names, so that not all of them are made. */
export function truncatedOf<T>(count: number, names: Iterable<T>, text: (name: T) => string = String): string {
  const limit = count > MAX_NAMES + 1 ? MAX_NAMES : count;
  const few: string[] = [];
  for (const name of names) {
    if (few.length === limit) {
      return `${few.join(', ')}, and ${count - limit} more`;
    }
    few.push(text(name));
  }
  return few.join(', ');
}
