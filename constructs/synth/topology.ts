/**
 * Puts items into an order in which each comes after all that it needs, and otherwise as they were given. Takes linear time, and no
 * recursion.
 *
 * @param items the items; all that they need comes along
 * @param needsOf what an item needs
 * @param circular makes the error for a circle: the items on it, the first one again at its end
 */
export function inOrder<T>(
  items: readonly T[],
  needsOf: (item: T) => readonly T[],
  circular: (circle: T[]) => Error,
): T[] {
  const needs = new Map<T, readonly T[]>();
  const needed = new Set<T>();
  const open = [...items];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (!needs.has(item)) {
      const list = needsOf(item);
      needs.set(item, list);
      for (const one of list) {
        needed.add(one);
        open.push(one);
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
        throw circular([...path.slice(path.indexOf(child)), child]);
      }
      if (!sorted.has(child)) {
        stack.push({ item: child, next: 0 });
      }
    }
  };
  items.filter((item) => !needed.has(item)).forEach(visit);
  // what is left is needed by something on a circle, or is on one
  items.filter((item) => !sorted.has(item)).forEach(visit);
  return [...sorted];
}
