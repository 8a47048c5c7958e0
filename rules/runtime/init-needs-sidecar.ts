import { Companions, companionsBy } from '../model/companions';
import { ContainerModel } from '../model/container-model';
import { localClientsOf, waitsFor } from '../model/local-clients';
import { rule } from '../rule';

export const initNeedsSidecar = rule({
  id: 'runtime/init-needs-sidecar',
  severity: 'warning',
  summary: 'An init container should connect only to containers that start before it.',
  details:
    'Only native sidecars before it in `initContainers` run at the same time. If the init container waits in a loop for a program that starts later, it is an error.',
  why: 'Init containers run one after the other. All other containers start after the last of them.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
  fields: ['PodSpec.initContainers'],
  check({ containers }, report) {
    let listeners: ReadonlyMap<number, Companions> | undefined;
    for (const container of containers.filter(({ role }) => role === 'init container')) {
      const addresses = addressesOf(container);
      const own = new Set(addresses.length > 0 ? portsOf(container) : []);
      for (const { port, field, text } of addresses) {
        listeners ??= companionsBy(containers, portsOf);
        const owners = own.has(port) ? undefined : listeners.get(port);
        if (owners !== undefined && owners.beside(container) === undefined) {
          const owner = owners.first;
          const isCertain = owner.listeners.some((listener) => listener.port === port && listener.isCertain);
          report(
            `${container.path}.${field}`,
            `${text}, and ${owner.label}, which listens there, starts after ${container.label}.`,
            owner.role === 'native sidecar'
              ? `Move ${owner.label} before ${container.label}.`
              : `Make ${owner.label} a native sidecar before ${container.label}: move it to \`initContainers\` and set \`restartPolicy: Always\`.`,
            isCertain && waitsFor(container, port) ? { severity: 'error' } : {},
          );
        }
      }
    }
  },
});

interface Address {
  readonly port: number;
  readonly field: string;
  readonly text: string;
}

/** The addresses to which a container connects: those that its fields name, and those of programs with their own options. */
function addressesOf(container: ContainerModel): Address[] {
  const named: Address[] = container.localAddresses.filter(({ isOwn, source }) => !isOwn && source !== 'guess');
  const field = container.script?.field ?? container.argv.fieldOf(0);
  for (const { port, text } of container.argv.words.length > 0 ? localClientsOf(container) : []) {
    if (!named.some((address) => address.port === port)) {
      named.push({ port, field, text: `it runs "${text}"` });
    }
  }
  return named;
}

function portsOf({ listeners }: ContainerModel): number[] {
  return listeners.map(({ port }) => port);
}
