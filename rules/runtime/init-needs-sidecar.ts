import { Finding } from '../finding';
import { called, containers, PlacedContainer, runBeside, staysUp } from '../pod';
import { listening } from './listening';
import { localPorts, localPortsOfCommand } from './local-addresses';

/**
 * An init container that speaks to a container of its pod which starts later. Init containers run one after the other: of the others,
 * only native sidecars that stand before it are there.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function initNeedsSidecar(pod: any): Finding[] {
  const found: Finding[] = [];
  const all = containers(pod);
  let listeners: Map<number, PlacedContainer[]> | undefined;
  for (const step of all) {
    if (staysUp(step)) {
      continue;
    }
    for (const { port, field, text } of [...localPorts(step), ...localPortsOfCommand(step)]) {
      listeners ??= listenersOf(all);
      const owners = listeners.get(port) ?? [];
      if (owners.length > 0 && !owners.includes(step) && !owners.some((owner) => runBeside(owner, step))) {
        const [owner] = owners;
        found.push({
          rule: 'runtime/init-needs-sidecar',
          severity: 'warning',
          path: `${step.path}.${field}`,
          what: `${text}, and ${called(owner)}, which listens there, starts after ${called(step)}.`,
          why: 'Init containers run one after the other, and all others start when they are done.',
          fix:
            owner.init && staysUp(owner)
              ? `Put ${called(owner)} before ${called(step)}.`
              : `Make ${called(owner)} a native sidecar (restartPolicy: Always among the initContainers) before ${called(step)}.`,
        });
      }
    }
  }
  return found;
}

/** Who listens on which port. */
function listenersOf(all: readonly PlacedContainer[]): Map<number, PlacedContainer[]> {
  const listeners = new Map<number, PlacedContainer[]>();
  for (const one of all) {
    for (const port of new Set(listening(one).map((own) => own.port))) {
      const others = listeners.get(port) ?? [];
      others.push(one);
      listeners.set(port, others);
    }
  }
  return listeners;
}
