import { forEachContainer, hasTwoPorts } from '../api/containers';
import { Inspection } from '../api/inspection';
import { Place } from '../api/place';
import { ApiRule } from '../api/rule';

const RULE = 'api-warning/duplicate-port';

/**
 * A port that two containers, or one of them twice, declare. The containers of a pod share one network.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking
 */
export const duplicatePort: ApiRule = {
  PodSpec(spec, at, pod) {
    if (pod.minor < 28 || !hasTwoPorts(spec)) {
      return;
    }
    const owners = new Map<string, { port: any; at: Place }[]>();
    forEachContainer(spec, at, ({ ports = [] }, place) => {
      ports.forEach((port: any, i: number) => {
        const key = `${port.containerPort ?? 0}/${port.protocol || 'TCP'}`;
        const others = owners.get(key) ?? [];
        const own = { port: effective(port, pod, place), at: place.field('ports').item(i) };
        for (const other of others) {
          const how = overlap(own.port, other.port);
          if (how !== undefined) {
            const fix = 'Declare it once, or give one of the two another port.';
            pod.warn(RULE, own.at, `${key} is already declared by ${other.at}${how}.`, WHY, fix);
            break;
          }
        }
        others.push(own);
        owners.set(key, others);
      });
    });
  },
};

const WHY = 'Only one of the containers of a pod can listen on a port.';

/** With the network of the node, a port is the node's as well. */
function effective({ hostIP = '', hostPort = 0, containerPort }: any, pod: Inspection, at: Place): any {
  const isShared = pod.hasHostPorts && at.above!.step !== 'ephemeralContainers';
  return { hostIP, hostPort: hostPort || (isShared ? containerPort : 0) };
}

/** How two declarations of one port go together; undefined where they do. */
function overlap(a: any, b: any): string | undefined {
  if (a.hostIP === b.hostIP && a.hostPort === b.hostPort) {
    return '';
  }
  if (a.hostPort === 0 || b.hostPort === 0) {
    return ', one of them with a port of the node';
  }
  return a.hostPort === b.hostPort && (a.hostIP === '') !== (b.hostIP === '')
    ? ', one of them for all addresses of the node'
    : undefined;
}
