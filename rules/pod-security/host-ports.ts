import { Check } from './check';
import { plural } from './go-format';

const OFF_HOST = 'Leave out spec.hostNetwork, with which each port of a container is one of the node.';

/**
 * No container takes a port of the node.
 *
 * Baseline, from 1.0 on.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export const hostPorts: Check = {
  id: 'host-ports',
  level: 'baseline',
  since: 0,
  why: 'A port of the node is reached past network policies, and only one pod of a node can have it.',
  find(pod) {
    const bad = pod.containersWhere(({ ports }) => Array.isArray(ports) && ports.some(takesHostPort));
    if (bad === undefined) {
      return undefined;
    }
    const taken = bad.values(({ ports }) => ports.filter(takesHostPort).map((port: any) => String(port.hostPort)));
    return {
      reason: 'hostPort',
      detail: `${bad.named} ${uses(bad.names)} ${plural('hostPort', taken.length)} ${taken.join(', ')}`,
      faults: bad.faults(({ ports }, path) =>
        ports.flatMap((port: any, i: number) =>
          takesHostPort(port)
            ? [
                {
                  path: `${path}.ports[${i}].hostPort`,
                  what: `it takes port ${port.hostPort} of the node.`,
                  fix:
                    pod.spec.hostNetwork === true ? OFF_HOST : 'Leave it out, and let a Service lead to the container.',
                },
              ]
            : [],
        ),
      ),
    };
  },
};

function takesHostPort(port: any): boolean {
  return Number.isInteger(port?.hostPort) && port.hostPort !== 0;
}

/** The verb for so many. */
export function uses(things: string[]): string {
  return things.length === 1 ? 'uses' : 'use';
}
