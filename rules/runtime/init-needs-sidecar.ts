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
  for (const step of all) {
    if (staysUp(step)) {
      continue;
    }
    for (const { port, field, text } of [...localPorts(step), ...localPortsOfCommand(step)]) {
      const owners = all.filter((one) => one !== step && listening(one).some((other) => other.port === port));
      if (owners.length > 0 && !owners.some((owner) => runBeside(owner, step)) && !isOwn(step, port)) {
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

function isOwn(step: PlacedContainer, port: number): boolean {
  return listening(step).some((own) => own.port === port);
}
