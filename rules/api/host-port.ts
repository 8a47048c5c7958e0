import { Inspection } from './inspection';
import { ApiRule } from './rule';

const RULE = 'api/host-port';

/**
 * A port of the node can be given to one container only. With the host's network, a container's port is the node's.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/overview/#services
 */
export const hostPort: ApiRule = {
  PodSpec(spec, _, pod) {
    check(spec.containers, 'containers', pod);
    // init containers run one after the other
    for (const container of spec.initContainers ?? []) {
      if (container.ports !== undefined) {
        check([container], 'initContainers', pod);
      }
    }
  },
};

function check(containers: any[] | undefined, list: string, pod: Inspection): void {
  let owners: Map<string, string> | undefined;
  for (let i = 0; i < (containers?.length ?? 0); i++) {
    const ports = containers![i].ports ?? [];
    for (let j = 0; j < ports.length; j++) {
      const { hostPort: port, hostIP = '', protocol } = ports[j];
      const own = port || (pod.spec.hostNetwork === true ? ports[j].containerPort : 0);
      if (!own) {
        continue;
      }
      owners ??= new Map();
      const key = `${protocol || 'TCP'}/${hostIP}/${own}`;
      const place = `spec.${list}[${i}].ports[${j}]`;
      const owner = owners.get(key);
      if (owner !== undefined) {
        const what = `${own}/${protocol || 'TCP'} of the node is already taken by ${owner}.`;
        const fix = 'Take another port, or leave hostPort out: a Service reaches the pod without it.';
        pod.duplicate(RULE, `${place}.hostPort`, what, 'A port of the node can be bound once.', fix);
      } else {
        owners.set(key, place);
      }
    }
  }
}
