import { Finding } from '../../rules/finding';
import { Container } from '../../kubernetes/types';
import { StartOrder } from '../patterns/pattern';

/** A wish for an order, and where it was said. */
export interface PlacedOrder {
  readonly order: StartOrder;
  readonly path: string;
}

/** The containers of a pod, and who adds which. */
export interface Starting {
  /** Those that start one after the other, native sidecars among them. */
  readonly initContainers: Container[];
  /** Those that start together, when all the others have. */
  readonly containers: Container[];
  /** The sidecars among both. */
  readonly sidecars: Container[];
  /** What each pattern adds, by the pattern's name. */
  readonly patterns: Map<string, Container[]>;
}

/** The containers in an order that keeps all wishes, and what is to be said of those that cannot be kept. */
export interface Ordered {
  readonly initContainers: Container[];
  readonly containers: Container[];
  readonly findings: Finding[];
}

/** Puts containers into an order: as given, but for those that have to start before another. */
export function startOrder(pod: Starting, wishes: PlacedOrder[]): Ordered {
  const findings: Finding[] = [];
  const all = [...pod.initContainers, ...pod.containers];
  const meant = (name: string): Container[] => {
    const container = all.find((one) => one.name === name);
    return container === undefined ? (pod.patterns.get(name) ?? []) : [container];
  };
  const [wished, kept] = [new Map<Container, Container[]>(), new Map<Container, Container[]>()];
  for (const { order, path } of wishes) {
    const unknown = [order.container, order.before].find((name) => meant(name).length === 0);
    if (unknown !== undefined) {
      findings.push(noSuchContainer(unknown, all, path));
      continue;
    }
    for (const earlier of meant(order.container)) {
      for (const later of meant(order.before)) {
        const problem = notKept(earlier, later, pod, path);
        findings.push(...problem);
        for (const before of problem.length === 0 ? [wished, kept] : [wished]) {
          before.set(later, [...(before.get(later) ?? []), earlier]);
        }
      }
    }
  }
  inOrder(all, wished, findings);
  return {
    initContainers: inOrder(pod.initContainers, kept, []),
    containers: inOrder(pod.containers, kept, []),
    findings,
  };
}

/** A list in an order in which each stands after those of the list that have to be before it, as far as they lead in no circle. */
function inOrder(list: Container[], before: Map<Container, Container[]>, findings: Finding[]): Container[] {
  const result: Container[] = [];
  const open: Container[] = [];
  const place = (container: Container): void => {
    if (result.includes(container) || !list.includes(container)) {
      return;
    }
    if (open.includes(container)) {
      const circle = [...open.slice(open.indexOf(container)), container].map(({ name }) => `"${name}"`).reverse();
      findings.push(circular(circle));
      return;
    }
    open.push(container);
    (before.get(container) ?? []).forEach(place);
    open.pop();
    result.push(container);
  };
  list.forEach(place);
  return result;
}

/** What is to be said of a wish that an order of the lists does not keep. */
function notKept(earlier: Container, later: Container, { containers, sidecars }: Starting, path: string): Finding[] {
  if (!containers.includes(earlier)) {
    return [];
  }
  if (!containers.includes(later)) {
    return [tooLate(earlier, later, sidecars, path)];
  }
  // the next container is started when the hook of the one before it has ended
  return earlier.lifecycle?.postStart !== undefined || earlier === later
    ? []
    : [together(earlier, later, sidecars, path)];
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

function tooLate(earlier: Container, later: Container, sidecars: Container[], path: string): Finding {
  const isSidecar = sidecars.includes(earlier);
  return {
    rule: 'runtime/start-order',
    severity: 'error',
    path,
    what: `"${earlier.name}" cannot start before the ${sidecars.includes(later) ? 'native sidecar' : 'init container'} "${later.name}".`,
    why: isSidecar
      ? 'It is a classic sidecar, which starts when all init containers are done.'
      : 'It starts when all init containers are done.',
    fix: isSidecar
      ? "Say that the cluster knows native sidecars, which start in between: KubernetesVersion.set(app, '1.29')."
      : 'Leave the order out.',
  };
}

function together(earlier: Container, later: Container, sidecars: Container[], path: string): Finding {
  const native = sidecars.includes(earlier)
    ? "Say that the cluster knows native sidecars: KubernetesVersion.set(app, '1.29'). Or give"
    : 'Give';
  return {
    rule: 'runtime/start-order',
    severity: 'warning',
    path,
    what: `"${later.name}" does not wait for "${earlier.name}": they start together.`,
    why: 'Only init containers, native sidecars among them, start one after the other.',
    fix: `${native} "${earlier.name}" a postStart hook that ends when it is ready: the next container starts then.`,
  };
}

function circular(circle: string[]): Finding {
  return {
    rule: 'runtime/start-order',
    severity: 'error',
    path: 'patterns',
    what: `${circle.join(' starts before ')}.`,
    why: 'Nothing can start before itself.',
    fix: 'Leave one of these orders out.',
  };
}
