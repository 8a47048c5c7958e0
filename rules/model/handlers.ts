import { Container, LifecycleHandler, Probe } from '../../kubernetes/decoded';

/** A probe or a lifecycle hook of a container that connects to a port. */
export interface PortHandler {
  /** The field of the container: `livenessProbe`, `lifecycle.preStop`. */
  readonly field: string;
  /** The field of the port: `livenessProbe.httpGet.port`. */
  readonly portField: string;
  readonly port?: number | string;
  /** The host, if it is not the pod itself. */
  readonly host?: string;
}

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;

/** The probes of a container that connect to a port. */
export function probesOf(container: Container): PortHandler[] {
  const found: PortHandler[] = [];
  for (const field of PROBES) {
    addHandler(found, field, container[field]);
  }
  return found;
}

/** The probes and the lifecycle hooks of a container that connect to a port. */
export function handlersOf(container: Container): PortHandler[] {
  const found = probesOf(container);
  for (const hook of container.lifecycle === undefined ? [] : HOOKS) {
    addHandler(found, `lifecycle.${hook}`, container.lifecycle?.[hook]);
  }
  return found;
}

function addHandler(found: PortHandler[], field: string, handler: (Probe & LifecycleHandler) | undefined): void {
  const kind = handler && (['httpGet', 'tcpSocket', 'grpc'] as const).find((one) => handler[one]);
  if (kind !== undefined) {
    const { port, host }: { port?: number | string; host?: string } = { ...handler?.[kind] };
    found.push({ field, portField: `${field}.${kind}.port`, port, host: host || undefined });
  }
}
