import { FieldPath } from '../model/field-path';
import { FirstBy } from '../model/first-by';
import { rule } from '../rule';
import { forEachContainer, hasSeveralPorts } from '../validation/containers';

export const duplicatePort = rule({
  id: 'api-warning/duplicate-port',
  severity: 'warning',
  summary: 'Each port of a pod should be declared only once.',
  details: 'If `runtime/port-clash` reports the same port, this warning is omitted.',
  why: 'Containers of a pod share one network namespace, so only one of them can listen on a port.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
  checks: {
    PodSpec(spec, at, context) {
      if (context.minor < 28 || !hasSeveralPorts(spec)) {
        return;
      }
      const declared = new FirstBy<FieldPath>();
      forEachContainer(spec, at, ({ ports = [] }, container) => {
        const isShared = context.hasHostPorts && container.above!.step !== 'ephemeralContainers';
        ports.forEach(({ containerPort = 0, protocol, hostIP = '', hostPort }, i) => {
          const path = container.field('ports').item(i);
          const port = `${containerPort}/${protocol || 'TCP'}`;
          const portOfNode = `${port} ${hostPort || (isShared ? containerPort : 0)}`;
          const isInside = portOfNode === `${port} 0`;
          // two ports of the node do not conflict if their numbers differ, or their addresses
          const conflicting = hostIP === '' ? [portOfNode] : [`${portOfNode} `, `${portOfNode} ${hostIP}`];
          const other = declared.get(...(isInside ? [port] : [`${port} 0`, ...conflicting]));
          if (other !== undefined) {
            const what = `${port} is already declared by ${other}.`;
            context.warn(path, what, context.why, 'Remove the declaration, or change its `containerPort`.');
          }
          declared.insert(path, port, portOfNode, `${portOfNode} ${hostIP}`);
        });
      });
    },
  },
});
