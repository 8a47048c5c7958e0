import { Finding } from '../finding';
import { OfOthers } from '../model/first-of-others';
import { called, containers, listOf, Placed } from '../model/pod';

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
  const owners = new Map<string, OfOthers<number, Placed>>();
  for (const container of all.filter(({ init }) => !init)) {
    const ports = listOf(container.value.ports);
    ports.forEach((port, i) => {
      const owner = isOfNode(port) ? owners.get(keyOf(port, !isSingle(port)))?.than(port.containerPort) : undefined;
      if (owner !== undefined) {
        found.push({
          rule: 'runtime/host-port-clash',
          severity: 'warning',
          path: `${container.path}.ports[${i}].hostPort`,
          what: `${port.hostPort}/${port.protocol ?? 'TCP'} of the node is already asked for by ${called(owner)}.`,
          why: 'A port of the node leads to one container; the other one is not reached there.',
          fix: `Give ${called(container)} another host port, or none: a Service reaches it without.`,
        });
      }
    });
    for (const port of ports.filter(isOfNode)) {
      const key = keyOf(port, isSingle(port));
      const known = owners.get(key) ?? new OfOthers();
      // a clash of the ports inside the pod is told as that
      known.put(port.containerPort, container);
      owners.set(key, known);
    }
  }
  return found;
}

function isOfNode(port: any): boolean {
  return Number.isInteger(port?.hostPort) && port.hostPort !== 0;
}

/** Whether a port of the node is asked for on a single address of it. */
function isSingle({ hostIP }: any): boolean {
  return (hostIP ?? '') !== '';
}

/** A port on all addresses, or on single ones: of two that are alike, the server tells what it refuses. */
function keyOf({ hostPort, protocol }: any, single: boolean): string {
  return `${hostPort}/${protocol ?? 'TCP'} ${single}`;
}
