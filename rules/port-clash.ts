import { Finding } from './finding';
import { called, containers, items, PlacedContainer, staysUp } from './pod';

/**
 * Two containers that declare one port. They share a network namespace, so the second one to start cannot listen. The API server
 * lets it pass. A port said twice by one container is found as well: server-side apply refuses it.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking
 */
export function portClash(pod: any): Finding[] {
  const found: Finding[] = [];
  const owners = new Map<string, PlacedContainer>();
  for (const container of containers(pod).filter(staysUp)) {
    for (const { value, path } of items(container.value.ports, `${container.path}.ports`)) {
      if (!Number.isInteger(value.containerPort)) {
        continue;
      }
      const port = `${value.containerPort}/${value.protocol ?? 'TCP'}`;
      const owner = owners.get(port);
      if (owner !== undefined) {
        found.push({ rule: 'runtime/port-clash', severity: 'error', path, ...clash(port, owner, container) });
      }
      owners.set(port, owner ?? container);
    }
  }
  return found;
}

function clash(
  port: string,
  owner: PlacedContainer,
  container: PlacedContainer,
): Pick<Finding, 'what' | 'why' | 'fix'> {
  return owner.path === container.path
    ? {
        what: `${port} is already said above, in the same container.`,
        why: 'Server-side apply refuses a list that has one port twice.',
        fix: 'Leave one of the two out.',
      }
    : {
        what: `${port} is already bound by ${called(owner)}.`,
        why: 'Containers of a pod share one network namespace, so only one of them can listen on a port.',
        fix: `Give ${called(container)} another port.`,
      };
}
