import { Finding } from '../finding';
import { called, containers, listOf, Placed } from '../pod';

/**
 * Two containers that ask for one port of the node, one of them on a single address of it. The API server refuses it where both mean the
 * same addresses, and lets this pass. Only the one that comes first is reached there.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/overview/#services
 */
export function hostPortClash(pod: any): Finding[] {
  const all = containers(pod);
  const found: Finding[] = [];
  if (all.length < 2 || pod.spec.hostNetwork === true) {
    return found;
  }
  const owners: Owner[] = [];
  for (const container of all.filter(({ init }) => !init)) {
    listOf(container.value.ports).forEach((port, i) => {
      if (!Number.isInteger(port?.hostPort) || port.hostPort === 0) {
        return;
      }
      const owner = owners.find((other) => other.container !== container && clash(other.port, port));
      if (owner !== undefined) {
        found.push({
          rule: 'runtime/host-port-clash',
          severity: 'warning',
          path: `${container.path}.ports[${i}].hostPort`,
          what: `${port.hostPort}/${port.protocol ?? 'TCP'} of the node is already asked for by ${called(owner.container)}.`,
          why: 'A port of the node leads to one container; the other one is not reached there.',
          fix: `Give ${called(container)} another host port, or none: a Service reaches it without.`,
        });
      }
      owners.push({ port, container });
    });
  }
  return found;
}

interface Owner {
  readonly port: any;
  readonly container: Placed;
}

/** What the server refuses itself is left to it, and a clash of the ports inside the pod is told as that. */
function clash(one: any, other: any): boolean {
  const [mine, theirs] = [one.hostIP ?? '', other.hostIP ?? ''];
  return (
    one.hostPort === other.hostPort &&
    (one.protocol ?? 'TCP') === (other.protocol ?? 'TCP') &&
    one.containerPort !== other.containerPort &&
    mine !== theirs &&
    (mine === '' || theirs === '')
  );
}
