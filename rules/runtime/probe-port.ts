import { abridged } from '../../util/truncate';
import { Finding } from '../finding';
import { called, containers, listOf, PlacedContainer } from '../model/pod';
import { Companions, companionsBy } from '../model/companions';
import { eachHandler } from '../model/handlers';

const RULE = 'runtime/probe-port';

/**
 * A probe or a hook that asks a port which its container does not have. A name is looked up in the container itself, nowhere else:
 * where it is missing, the probe is never made, and the pod never becomes ready. A number that only another container declares leads
 * there, since the containers of a pod share one network: the answer is that of the wrong one.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/
 */
export function probePort(pod: any): Finding[] {
  const found: Finding[] = [];
  const all = containers(pod);
  let named: ReadonlyMap<any, Companions> | undefined;
  let numbered: ReadonlyMap<any, Companions> | undefined;
  for (const container of all) {
    eachHandler(container, (handler, field) => {
      const action = handler.httpGet ?? handler.tcpSocket;
      const port = action?.port ?? handler.grpc?.port;
      if (typeof port === 'string' && !has(container, 'name', port)) {
        named ??= companionsBy(all, ({ value }) => listOf(value.ports).map((one) => one?.name));
        found.push(noSuchName(container, field, handler, port, named.get(port)?.first));
      } else if (typeof port === 'number' && all.length > 1 && (action?.host ?? '') === '' && lacks(container, port)) {
        numbered ??= companionsBy(all, ({ value }) => listOf(value.ports).map((one) => one?.containerPort));
        const owner = numbered.get(port)?.beside(container);
        if (owner !== undefined) {
          found.push(ofAnother(container, field, handler, port, owner));
        }
      }
    });
  }
  return found;
}

function has({ value }: PlacedContainer, key: string, port: string | number): boolean {
  const ports = listOf(value.ports);
  for (let i = 0; i < ports.length; i++) {
    if (ports[i]?.[key] === port) {
      return true;
    }
  }
  return false;
}

/** Whether a container, although it declares its ports, does not have one. */
function lacks(container: PlacedContainer, port: number): boolean {
  return listOf(container.value.ports).length > 0 && !has(container, 'containerPort', port);
}

function place(container: PlacedContainer, field: string, handler: any): string {
  const kind = ['httpGet', 'tcpSocket', 'grpc'].find((one) => handler[one] !== undefined && handler[one] !== null);
  return `${container.path}.${field}.${kind}.port`;
}

function noSuchName(
  container: PlacedContainer,
  field: string,
  handler: any,
  port: string,
  owner: PlacedContainer | undefined,
): Finding {
  const names = listOf(container.value.ports).flatMap((one) =>
    typeof one?.name === 'string' ? [`"${one.name}"`] : [],
  );
  return {
    rule: RULE,
    severity: 'error',
    path: place(container, field, handler),
    what: `${called(container)} has no port "${port}"${owner === undefined ? '' : `: it is one of ${called(owner)}`}.`,
    why: 'The name is looked up in the container itself, so that this can never be asked.',
    fix: names.length > 0 ? `It has ${abridged(names)}.` : 'Name the port in its ports, or give the number here.',
  };
}

function ofAnother(
  container: PlacedContainer,
  field: string,
  handler: any,
  port: number,
  owner: PlacedContainer,
): Finding {
  return {
    rule: RULE,
    severity: 'warning',
    path: place(container, field, handler),
    what: `${port} is a port of ${called(owner)}, not of ${called(container)}.`,
    why: 'Containers of a pod share one network, so that the other one answers, whatever becomes of this one.',
    fix: `Ask a port of ${called(container)}, or ask from ${called(owner)}.`,
  };
}
