import { checkLabels } from './labels';
import { ApiRule } from './rule';

const RULE = 'api/node-selector';

/**
 * The labels that a node must have.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector
 */
export const nodeSelector: ApiRule = {
  'PodSpec.nodeSelector'({ nodeSelector: labels }, at, pod) {
    checkLabels(labels, at, 'nodeSelector', 'node label', pod, RULE);
  },
};
