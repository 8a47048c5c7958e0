import { Finding } from '../finding';
import { called, containers, PlacedContainer, staysUp } from '../model/pod';
import { Companions, companionsBy } from '../model/companions';
import { listening } from '../model/listening';
import { localPorts, localPortsOfCommand } from '../model/localhost';

/**
 * An init container that speaks to a container of its pod which starts later. Init containers run one after the other: of the others,
 * only native sidecars that stand before it are there.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function initNeedsSidecar(pod: any): Finding[] {
  const found: Finding[] = [];
  const all = containers(pod);
  let listeners: ReadonlyMap<number, Companions> | undefined;
  for (const step of all) {
    if (staysUp(step)) {
      continue;
    }
    const wanted = [...localPorts(step), ...localPortsOfCommand(step)];
    const own = wanted.length > 0 ? new Set(portsOf(step)) : NONE;
    for (const { port, field, text } of wanted) {
      listeners ??= companionsBy(all, portsOf);
      const owners = own.has(port) ? undefined : listeners.get(port);
      if (owners !== undefined && owners.beside(step) === undefined) {
        const owner = owners.first;
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

const NONE: ReadonlySet<number> = new Set();

/** The ports that a container listens on. */
function portsOf(container: PlacedContainer): number[] {
  return listening(container).map(({ port }) => port);
}
