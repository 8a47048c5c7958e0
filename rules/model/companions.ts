import { PlacedContainer, staysUp } from './pod';

/** Some containers of a pod, put in its order, of which the first one that runs beside another is asked for. */
export class Companions {
  private readonly apps: PlacedContainer[] = [];
  private readonly sidecars: PlacedContainer[] = [];
  private readonly steps: PlacedContainer[] = [];

  public put(one: PlacedContainer): void {
    const alike = !staysUp(one) ? this.steps : one.init ? this.sidecars : this.apps;
    alike.push(one);
  }

  /** The first of all: init containers come after the others. */
  public get first(): PlacedContainer {
    return this.apps[0] ?? earlier(this.sidecars[0], this.steps[0]);
  }

  /** The first one that runs at the same time as a container, and is another. */
  public beside(asking: PlacedContainer): PlacedContainer | undefined {
    const [sidecar] = this.sidecars;
    if (!staysUp(asking)) {
      return sidecar?.index < asking.index ? sidecar : undefined;
    }
    const isOther = (one: PlacedContainer): boolean => one !== asking;
    const last = this.steps[this.steps.length - 1];
    const step =
      asking.init && last?.index > asking.index ? this.steps.find(({ index }) => index > asking.index) : undefined;
    return this.apps.find(isOther) ?? earlier(this.sidecars.find(isOther), step);
  }
}

/** Which of two init containers comes first, where there are two. */
function earlier<T extends PlacedContainer | undefined>(one: T, other: T): T {
  return one === undefined || (other !== undefined && other.index < one.index) ? other : one;
}

/** Containers by what they have: each in the group of every key of its own. */
export function companionsBy<K>(
  all: readonly PlacedContainer[],
  keysOf: (container: PlacedContainer) => Iterable<K>,
): ReadonlyMap<K, Companions> {
  const groups = new Map<K, Companions>();
  for (const one of all) {
    for (const key of new Set(keysOf(one))) {
      const group = groups.get(key) ?? new Companions();
      group.put(one);
      groups.set(key, group);
    }
  }
  return groups;
}
