/** The last items of a list that a test accepts, up to the last item that it refuses. */
export function longestSuffix<T>(list: readonly T[], accepts: (item: T) => boolean): T[] {
  let from = list.length;
  while (from > 0 && accepts(list[from - 1])) {
    from--;
  }
  return list.slice(from);
}
