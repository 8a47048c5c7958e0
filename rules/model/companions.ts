import { ContainerModel } from './container-model';

/** Some containers of a pod, inserted in the pod's order. It finds the first that runs beside another container without a search. */
export class Companions {
  private readonly apps: ContainerModel[] = [];
  private readonly sidecars: ContainerModel[] = [];
  private readonly steps: ContainerModel[] = [];

  public insert(container: ContainerModel): void {
    const lists = { container: this.apps, 'native sidecar': this.sidecars, 'init container': this.steps };
    lists[container.role as keyof typeof lists].push(container);
  }

  /** The first of all: init containers come after the others. */
  public get first(): ContainerModel {
    return (this.apps[0] ?? earlier(this.sidecars[0], this.steps[0]))!;
  }

  /** The first other container that runs at the same time as a container. */
  public beside(container: ContainerModel): ContainerModel | undefined {
    const [sidecar] = this.sidecars;
    if (!container.staysUp) {
      return sidecar?.index < container.index ? sidecar : undefined;
    }
    const isOther = (one: ContainerModel): boolean => one !== container;
    const isLater = ({ index }: ContainerModel): boolean => index > container.index;
    const hasLater = container.role === 'native sidecar' && this.steps.slice(-1).some(isLater);
    const step = hasLater ? this.steps.find(isLater) : undefined;
    return this.apps.find(isOther) ?? earlier(this.sidecars.find(isOther), step);
  }
}

/** The first of two init containers, if there are two. */
function earlier(one: ContainerModel | undefined, other: ContainerModel | undefined): ContainerModel | undefined {
  return one === undefined || (other !== undefined && other.index < one.index) ? other : one;
}

/** The containers by what they have: each is in the group of each of its keys. */
export function companionsBy<K>(
  containers: readonly ContainerModel[],
  keysOf: (container: ContainerModel) => Iterable<K>,
): ReadonlyMap<K, Companions> {
  const groups = new Map<K, Companions>();
  for (const container of containers) {
    for (const key of new Set(keysOf(container))) {
      const group = groups.get(key) ?? new Companions();
      group.insert(container);
      groups.set(key, group);
    }
  }
  return groups;
}
