/**
 * Sorts items so that each comes after everything that it needs; otherwise they keep their order. It is linear and does not recurse.
 * @param items the items; the result also contains what they need
 * @param needsOf what an item needs
 * @param cycleError makes the error for a cycle: its items, with the first one again at the end
 */
export function inOrder<T>(
  items: readonly T[],
  needsOf: (item: T) => readonly T[],
  cycleError: (cycle: T[]) => Error,
): T[] {
  const needs = new Map<T, readonly T[]>();
  const needed = new Set<T>();
  const open = [...items];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (!needs.has(item)) {
      const list = needsOf(item);
      needs.set(item, list);
      for (const other of list) {
        needed.add(other);
        open.push(other);
      }
    }
  }
  if (needed.size === 0) {
    return [...items];
  }

  const sorted = new Set<T>();
  const onPath = new Set<T>();
  const visit = (root: T): void => {
    const stack = [{ item: root, next: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const list = needs.get(top.item)!;
      onPath.add(top.item);
      if (top.next === list.length) {
        onPath.delete(top.item);
        sorted.add(top.item);
        stack.pop();
        continue;
      }
      const child = list[top.next++];
      if (onPath.has(child)) {
        const path = stack.map(({ item }) => item);
        throw cycleError([...path.slice(path.indexOf(child)), child]);
      }
      if (!sorted.has(child)) {
        stack.push({ item: child, next: 0 });
      }
    }
  };
  items.filter((item) => !needed.has(item)).forEach(visit);
  // the rest is on a cycle, or a cycle needs it
  items.filter((item) => !sorted.has(item)).forEach(visit);
  return [...sorted];
}
