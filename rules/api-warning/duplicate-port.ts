import { forEachContainer, hasTwoPorts } from '../validation/containers';
import { Inspection } from '../validation/validation-context';
import { Place } from '../model/field-path';
import { ApiRule } from '../api/rule';
import { Earliest } from '../model/first-by';

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
    const declared = new Earliest<{ port: Effective; at: Place }>();
    forEachContainer(spec, at, ({ ports = [] }, place) => {
      ports.forEach((port: any, i: number) => {
        const key = `${port.containerPort ?? 0}/${port.protocol || 'TCP'}`;
        const own = { port: effective(port, pod, place), at: place.field('ports').item(i) };
        const other = declared.of(...overlapping(key, own.port));
        if (other !== undefined) {
          const how = overlap(own.port, other.port);
          const fix = 'Declare it once, or give one of the two another port.';
          pod.warn(RULE, own.at, `${key} is already declared by ${other.at}${how}.`, WHY, fix);
        }
        declared.put(own, ...keysOf(key, own.port));
      });
    });
  },
};

const WHY = 'Only one of the containers of a pod can listen on a port.';

interface Effective {
  readonly hostIP: string;
  readonly hostPort: number;
}

/** With the network of the node, a port is the node's as well. */
function effective({ hostIP = '', hostPort = 0, containerPort }: any, pod: Inspection, at: Place): Effective {
  const isShared = pod.hasHostPorts && at.above!.step !== 'ephemeralContainers';
  return { hostIP, hostPort: hostPort || (isShared ? containerPort : 0) };
}

/** Under which keys a declaration of a port is found. */
function keysOf(key: string, { hostIP, hostPort }: Effective): string[] {
  return hostPort === 0 ? [key, `${key} 0`] : [key, `${key} ${hostPort}`, `${key} ${hostPort} ${hostIP}`];
}

/** Under which keys the declarations are that do not go together with one: those without a port of the node, or with the same. */
function overlapping(key: string, { hostIP, hostPort }: Effective): string[] {
  if (hostPort === 0) {
    return [key];
  }
  const same = `${key} ${hostPort}`;
  return [`${key} 0`, ...(hostIP === '' ? [same] : [`${same} `, `${same} ${hostIP}`])];
}

/** How two declarations of one port do not go together. */
function overlap(a: Effective, b: Effective): string {
  if (a.hostIP === b.hostIP && a.hostPort === b.hostPort) {
    return '';
  }
  return a.hostPort === 0 || b.hostPort === 0
    ? ', one of them with a port of the node'
    : ', one of them for all addresses of the node';
}
