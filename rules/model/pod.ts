/**
 * How the rules read a pod. The manifest may be anything that JSON can hold: what is not of the right type is passed over here,
 * and is the business of the rules on types.
 */

/** Something in a manifest, and where it stands. */
export interface Placed {
  readonly value: any;
  readonly path: string;
}

/** A container of a pod, and which of the pod's lists it stands in. Its path is written out only where it is asked for. */
export class PlacedContainer implements Placed {
  public constructor(
    public readonly value: any,
    public readonly init: boolean,
    /** Where in its list it stands. */
    public readonly index: number,
  ) {}

  public get path(): string {
    return `spec.${this.init ? 'initContainers' : 'containers'}[${this.index}]`;
  }
}

export function isObject(value: any): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list; an empty one in the place of anything else. */
export function listOf(value: any): readonly any[] {
  return Array.isArray(value) ? value : NOTHING;
}

const NOTHING: readonly any[] = [];

/** The objects of a list. */
export function items(list: any, path: string): Placed[] {
  const found: Placed[] = [];
  if (Array.isArray(list)) {
    list.forEach((value, i) => isObject(value) && found.push({ value, path: `${path}[${i}]` }));
  }
  return found;
}

/** The pod's containers, then its init containers (native sidecars among them): the order in which the API server checks them. */
export function containers(pod: any): PlacedContainer[] {
  if (pod !== last.pod) {
    last = { pod, containers: containersOf(pod?.spec) };
  }
  return last.containers;
}

/** All rules ask this of one pod before they ask it of the next. */
let last: { readonly pod: any; readonly containers: PlacedContainer[] } = { pod: undefined, containers: [] };

function containersOf(spec: any): PlacedContainer[] {
  const found: PlacedContainer[] = [];
  for (const init of [false, true]) {
    const list = listOf(init ? spec?.initContainers : spec?.containers);
    for (let i = 0; i < list.length; i++) {
      if (isObject(list[i])) {
        found.push(new PlacedContainer(list[i], init, i));
      }
    }
  }
  return found;
}

/** Whether a container runs for as long as the pod does: any but an init container that runs to its end. */
export function staysUp(container: PlacedContainer): boolean {
  return !container.init || container.value.restartPolicy === 'Always';
}

export function volumes(pod: any): Placed[] {
  return items(pod?.spec?.volumes, 'spec.volumes');
}

/** A container as messages name it. */
export function called(container: Placed): string {
  return typeof container.value.name === 'string' && container.value.name !== ''
    ? `container "${container.value.name}"`
    : container.path;
}

/** The entries of a free map. */
export function entries(map: any): [string, any][] {
  return isObject(map) ? Object.entries(map) : [];
}
