import { PodSpec } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { isOnNamedNode, startsNewFirst } from '../model/rollout';
import { rule } from '../rule';

export const nodePortOfTwoPods = rule({
  id: 'runtime/node-port-of-two-pods',
  severity: 'warning',
  summary: 'Two pods of a Deployment should not need one port of the same node.',
  details:
    'With `hostNetwork`, each port of a container is a port of the node. A rolling update starts the new pod before the old one ends, so ' +
    'it needs another node. The finding is advice, unless the pod names its node.',
  why: 'A port of the node is free for one pod. The other pod stays Pending until a node has a free port.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#rolling-update-deployment',
  checks: {
    'DeploymentSpec.template'(deployment, at, context) {
      const { replicas = 1, template } = deployment;
      const isSeveral = replicas > 1 || (replicas === 1 && startsNewFirst(deployment));
      const pod = template.spec ?? {};
      const path = isSeveral ? nodePortOf(pod, at.field('template').field('spec')) : undefined;
      if (path === undefined) {
        return;
      }
      const isOne = isOnNamedNode(pod);
      if (isOne && replicas > 1) {
        const fix = 'Set `replicas` to 1, or remove the port of the node: a Service reaches the pods without it.';
        context.warn(path, `the ${replicas} pods need one port of the same node.`, context.why, fix);
      } else if (startsNewFirst(deployment)) {
        const what = 'a rolling update starts the new pod before the old one frees the port of the node.';
        const fix =
          'Set `spec.strategy.type` to Recreate, or `rollingUpdate` to `maxSurge: 0` and `maxUnavailable: 1`.';
        context[isOne ? 'warn' : 'advise'](path, what, context.why, fix);
      }
    },
  },
});

/** The first port of the node that a pod needs. */
function nodePortOf({ hostNetwork, containers = [] }: PodSpec, at: FieldPath): FieldPath | undefined {
  for (const [i, { ports = [] }] of containers.entries()) {
    const j = ports.findIndex(({ hostPort, containerPort }) => hostPort || (hostNetwork === true && containerPort));
    if (j >= 0) {
      return at.field('containers').item(i).field('ports').item(j);
    }
  }
  return undefined;
}
