import { Container } from '../../kubernetes/types';
import { addTo } from '../../util/multimap';
import { startOrder } from '../../rules/composition';
import { Finding, findingOf } from '../../rules/finding';
import { noSuchContainer } from '../../rules/runtime';
import { Contribution } from './contributions';

/** The containers of a pod, in the order in which they start. */
export interface ContainerOrder {
  /** These start one after the other; they include native sidecars. */
  readonly initContainers: readonly Container[];
  /** These start together, after the init containers. */
  readonly containers: readonly Container[];
}

/** Moves each container behind the containers that the patterns start before it. The others keep their order. */
export function orderContainers(
  pod: ContainerOrder,
  contributions: readonly Contribution[],
  findings: Finding[],
): ContainerOrder {
  const all = [...pod.initContainers, ...pod.containers];
  const sidecars = contributions.flatMap((contribution) => contribution.sidecars);
  const named = (name: string): Container[] => {
    const container = all.find((candidate) => candidate.name === name);
    const added = contributions.filter(({ pattern }) => pattern === name);
    return container === undefined
      ? added.flatMap((contribution) => [...contribution.initContainers, ...contribution.sidecars])
      : [container];
  };
  const required = new Map<Container, Container[]>();
  const possible = new Map<Container, Container[]>();
  const require = (earlier: Container, later: Container, path: string): void => {
    const conflict = conflictOf(earlier, later, pod, sidecars, path);
    addTo(required, later, earlier);
    if (conflict === undefined) {
      addTo(possible, later, earlier);
    } else {
      findings.push(conflict);
    }
  };
  for (const { path, startOrder: orders } of contributions) {
    orders.forEach(({ container, before }) => {
      const unknown = [container, before].find((name) => named(name).length === 0);
      if (unknown !== undefined) {
        const what = `"${container}" starts before "${before}", but the pod has no container or pattern "${unknown}".`;
        const fix = 'Correct startsBefore or startsAfter of the pattern: use one of these names.';
        findings.push(findingOf(noSuchContainer, path, what, fix, { why: namesIn(all) }));
      }
      named(container).forEach((earlier) => named(before).forEach((later) => require(earlier, later, path)));
    });
  }
  sorted(all, required, findings);
  return {
    initContainers: sorted(pod.initContainers, possible, []),
    containers: sorted(pod.containers, possible, []),
  };
}

/** Sorts a list so that each container comes after its predecessors in the list. It reports a cycle, and breaks it. */
function sorted(
  list: readonly Container[],
  predecessors: ReadonlyMap<Container, readonly Container[]>,
  findings: Finding[],
): Container[] {
  const result: Container[] = [];
  const open: Container[] = [];
  const place = (container: Container): void => {
    if (result.includes(container) || !list.includes(container)) {
      return;
    }
    if (open.includes(container)) {
      const cycle = [...open.slice(open.indexOf(container)), container].map(({ name }) => `"${name}"`).reverse();
      const [what, why] = [`${cycle.join(' starts before ')}.`, 'A container cannot start before itself.'];
      findings.push(findingOf(startOrder, 'patterns', what, 'Remove one of these orders.', { why }));
      return;
    }
    open.push(container);
    (predecessors.get(container) ?? []).forEach(place);
    open.pop();
    result.push(container);
  };
  list.forEach(place);
  return result;
}

/** Why Kubernetes cannot start one container before another. */
function conflictOf(
  earlier: Container,
  later: Container,
  { containers }: ContainerOrder,
  sidecars: readonly Container[],
  path: string,
): Finding | undefined {
  if (!containers.includes(earlier)) {
    return undefined;
  }
  const isSidecar = sidecars.includes(earlier);
  const orNative = isSidecar ? " Or use native sidecars: KubernetesVersion.set(app, '1.29')." : '';
  if (!containers.includes(later)) {
    const kind = sidecars.includes(later) ? 'native sidecar' : 'init container';
    const what = `"${earlier.name}" cannot start before the ${kind} "${later.name}".`;
    const why = `It ${isSidecar ? 'is a classic sidecar, which ' : ''}starts after all init containers.`;
    return findingOf(startOrder, path, what, `Remove the order.${orNative}`, { why });
  }
  // the kubelet starts the next container when the hook of this one ends
  if (earlier.lifecycle?.postStart || earlier === later) {
    return undefined;
  }
  const what = `"${later.name}" does not wait for "${earlier.name}": they start together.`;
  const why = 'Only init containers and native sidecars start one after the other.';
  const fix = `Add a postStart hook to "${earlier.name}" that ends when it is ready: then the next container starts.${orNative}`;
  return findingOf(startOrder, path, what, fix, { severity: 'warning', why });
}

/** A pattern names a container that the pod does not have. */
export function unknownContainer(name: string, containers: readonly Container[], path: string): Finding {
  const what = `the pod has no container "${name}".`;
  return findingOf(noSuchContainer, path, what, 'Use one of these names.', { why: namesIn(containers) });
}

function namesIn(containers: readonly Container[]): string {
  return `It has ${containers.map((container) => `"${container.name}"`).join(', ')}.`;
}
