import { Finding } from '../../rules/finding';
import { Container } from '../../spec/kubernetes';
import { StartOrder } from './pattern';

/** A wish for an order, and where it was said. */
export interface PlacedOrder {
  readonly order: StartOrder;
  readonly path: string;
}

/** Init containers in an order that keeps all wishes, and those that cannot be kept. */
export interface Ordered {
  readonly initContainers: Container[];
  readonly findings: Finding[];
}

/**
 * Puts init containers, native sidecars among them, into an order: as given, but for those that have to start before another.
 *
 * @param initContainers the init containers as given
 * @param containers those that start after all of them
 * @param sidecars the sidecars among both
 * @param wishes what has to start before what
 */
export function startOrder(
  initContainers: Container[],
  containers: Container[],
  sidecars: Container[],
  wishes: PlacedOrder[],
): Ordered {
  const findings: Finding[] = [];
  const index = (list: Container[], name: string): number => list.findIndex((container) => container.name === name);
  const before = new Map<Container, Container[]>();
  for (const { order, path } of wishes) {
    const unknown = [order.container, order.before].find(
      (name) => index(initContainers, name) < 0 && index(containers, name) < 0,
    );
    if (unknown !== undefined) {
      findings.push(noSuchContainer(unknown, [...initContainers, ...containers], path));
      continue;
    }
    const later = initContainers[index(initContainers, order.before)];
    const earlier = initContainers[index(initContainers, order.container)];
    if (later !== undefined && earlier === undefined) {
      findings.push(tooLate(order, sidecars, path));
    } else if (later !== undefined) {
      before.set(later, [...(before.get(later) ?? []), earlier]);
    }
  }
  const sorted: Container[] = [];
  const open: Container[] = [];
  const place = (container: Container): void => {
    if (sorted.includes(container)) {
      return;
    }
    if (open.includes(container)) {
      const cycle = [...open.slice(open.indexOf(container)), container].map(({ name }) => `"${name}"`).reverse();
      findings.push(circular(cycle));
      return;
    }
    open.push(container);
    (before.get(container) ?? []).forEach(place);
    open.pop();
    sorted.push(container);
  };
  initContainers.forEach(place);
  return { initContainers: sorted, findings };
}

/** A container is named that the pod does not have. */
export function noSuchContainer(name: string, containers: Container[], path: string): Finding {
  return {
    rule: 'runtime/no-such-container',
    severity: 'error',
    path,
    what: `the pod has no container "${name}".`,
    why: `It has ${containers.map((container) => `"${container.name}"`).join(', ')}.`,
    fix: 'Name one of them.',
  };
}

function tooLate({ container, before }: StartOrder, sidecars: Container[], path: string): Finding {
  const isSidecar = (one: string): boolean => sidecars.some(({ name }) => name === one);
  const sidecar = isSidecar(container);
  return {
    rule: 'runtime/start-order',
    severity: 'error',
    path,
    what: `"${container}" cannot start before the ${isSidecar(before) ? 'native sidecar' : 'init container'} "${before}".`,
    why: sidecar
      ? 'It is a classic sidecar, which starts when all init containers are done.'
      : 'It starts when all init containers are done.',
    fix: sidecar
      ? "Say that the cluster knows native sidecars, which start in between: KubernetesVersion.set(app, '1.29')."
      : 'Leave the order out.',
  };
}

function circular(cycle: string[]): Finding {
  return {
    rule: 'runtime/start-order',
    severity: 'error',
    path: 'spec.initContainers',
    what: `${cycle.join(' starts before ')}.`,
    why: 'Nothing can start before itself.',
    fix: 'Leave one of these orders out.',
  };
}
