import { Container, LifecycleHandler, Probe } from '../../kubernetes/decoded';

/** A probe or a lifecycle hook of a container that connects to a port. */
export interface PortHandler {
  /** The field of the container: `livenessProbe`, `lifecycle.preStop`. */
  readonly field: string;
  /** The field of the action: `httpGet`. */
  readonly action: string;
  readonly port?: number | string;
  /** The host, if it is not the pod itself. */
  readonly host?: string;
}

export const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
export const HOOKS = ['postStart', 'preStop'] as const;

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
  if (container.lifecycle !== undefined) {
    for (const hook of HOOKS) {
      addHandler(found, `lifecycle.${hook}`, container.lifecycle[hook]);
    }
  }
  return found;
}

function addHandler(found: PortHandler[], field: string, handler: (Probe & LifecycleHandler) | undefined): void {
  if (handler === undefined) {
    return;
  }
  const action = handler.httpGet ? 'httpGet' : handler.tcpSocket ? 'tcpSocket' : 'grpc';
  const target: { readonly port?: number | string; readonly host?: string } | undefined = handler[action];
  if (target !== undefined) {
    found.push({ field, action, port: target.port, host: target.host || undefined });
  }
}
