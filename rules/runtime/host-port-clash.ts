import { Finding } from '../finding';
import { called, containers, listOf, PlacedContainer, runBeside } from '../pod';

/**
 * Two containers that ask for one port of the node. The API server refuses it among the containers, and lets it pass between a native
 * sidecar and a container, and where one of the two names an address of the node and the other means all. Only one of them is reached.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/overview/#services
 */
export function hostPortClash(pod: any): Finding[] {
  const all = containers(pod);
  const found: Finding[] = [];
  if (all.length < 2 || pod.spec.hostNetwork === true) {
    return found;
  }
  const owners: { readonly port: any; readonly container: PlacedContainer }[] = [];
  for (const container of all) {
    listOf(container.value.ports).forEach((port, i) => {
      if (!Number.isInteger(port?.hostPort) || port.hostPort === 0) {
        return;
      }
      const owner = owners.find((other) => other.container !== container && clash(other, { port, container }));
      if (owner !== undefined) {
        found.push({
          rule: 'runtime/host-port-clash',
          severity: 'warning',
          path: `${container.path}.ports[${i}].hostPort`,
          what: `${port.hostPort}/${port.protocol ?? 'TCP'} of the node is already asked for by ${called(owner.container)}.`,
          why: 'A port of the node leads to one container; the other one is never reached there.',
          fix: `Give ${called(container)} another host port, or none: a Service reaches it without.`,
        });
      }
      owners.push({ port, container });
    });
  }
  return found;
}

type Owner = { readonly port: any; readonly container: PlacedContainer };

/** What the server refuses itself is left to it. */
function clash(one: Owner, other: Owner): boolean {
  const [mine, theirs] = [one.port.hostIP ?? '', other.port.hostIP ?? ''];
  return (
    one.port.hostPort === other.port.hostPort &&
    (one.port.protocol ?? 'TCP') === (other.port.protocol ?? 'TCP') &&
    // a clash of the ports inside the pod is told as that
    one.port.containerPort !== other.port.containerPort &&
    (mine === theirs ? one.container.init !== other.container.init : mine === '' || theirs === '') &&
    runBeside(one.container, other.container)
  );
}
