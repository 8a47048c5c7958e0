import { DeploymentSpec, PodSpec } from '../../kubernetes/decoded';
import { HOSTNAME_LABEL, termsOf } from './node-labels';

/** Whether a rolling update of a Deployment starts a new pod before an old one ends. */
export function startsNewFirst({ replicas = 1, strategy = {} }: DeploymentSpec): boolean {
  const { maxSurge = '25%', maxUnavailable = '25%' } = strategy.rollingUpdate ?? {};
  return (
    strategy.type !== 'Recreate' &&
    Math.ceil(podsOf(maxSurge, replicas)) > 0 &&
    Math.floor(podsOf(maxUnavailable, replicas)) === 0
  );
}

/** A number of pods, or a percentage of them. */
function podsOf(amount: number | string, replicas: number): number {
  return typeof amount === 'number' ? amount : (replicas * parseInt(amount, 10)) / 100;
}

/** Whether all replicas of a pod run on one node. */
export function isOfOneNode(spec: PodSpec): boolean {
  const terms = spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return isOnNamedNode(spec) || terms.some(({ topologyKey }) => topologyKey === HOSTNAME_LABEL);
}

/** Whether a pod runs on the node that its spec names. */
export function isOnNamedNode(spec: PodSpec): boolean {
  const { nodeName, nodeSelector } = spec;
  const terms = termsOf(spec);
  const [term] = terms.length === 1 ? terms : [];
  return (
    Boolean(nodeName) ||
    nodeSelector?.[HOSTNAME_LABEL] !== undefined ||
    term?.matchExpressions?.some(
      ({ key, operator, values = [] }) => key === HOSTNAME_LABEL && operator === 'In' && values.length === 1,
    ) === true
  );
}
