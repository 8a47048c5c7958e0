import { ContainerPort } from '../../kubernetes/decoded';
import { ContainerModel } from '../model/container-model';
import { FirstOfOthers } from '../model/first-by';
import { rule } from '../rule';

export const hostPortClash = rule({
  id: 'runtime/host-port-clash',
  severity: 'warning',
  summary: 'Two containers should not use one port of the node, even if one of them uses only one address of it.',
  details:
    'If both use the same addresses, the API server refuses the pod. Otherwise only the first one can be reached there.',
  why: 'A port of the node leads to one container. The other container cannot be reached there.',
  see: 'https://kubernetes.io/docs/concepts/configuration/overview/#services',
  fields: ['ContainerPort.hostPort'],
  check({ containers, spec: { hostNetwork } }, report) {
    if (containers.length < 2 || hostNetwork === true) {
      return;
    }
    const owners = new Map<string, FirstOfOthers<number | undefined, ContainerModel>>();
    for (const container of containers.filter(({ role }) => role === 'container')) {
      container.ports.forEach((port, i) => {
        const owner = port.hostPort ? owners.get(keyOf(port, !port.hostIP))?.get(port.containerPort) : undefined;
        if (owner !== undefined) {
          report(
            `${container.path}.ports[${i}].hostPort`,
            `${owner.label} already uses port ${port.hostPort}/${port.protocol ?? 'TCP'} of the node.`,
            `Set another \`hostPort\` in ${container.label}, or remove it: a Service reaches the container without it.`,
          );
        }
      });
      for (const port of container.ports.filter(({ hostPort }) => hostPort)) {
        const key = keyOf(port, Boolean(port.hostIP));
        const known = owners.get(key) ?? new FirstOfOthers();
        // if the ports inside the pod are the same, runtime/port-clash reports them
        known.insert(port.containerPort, container);
        owners.set(key, known);
      }
    }
  },
});

/** The key of a port on all addresses of the node, or on one address. */
function keyOf({ hostPort, protocol }: ContainerPort, isOneAddress: boolean): string {
  return `${hostPort}/${protocol ?? 'TCP'} ${isOneAddress}`;
}
