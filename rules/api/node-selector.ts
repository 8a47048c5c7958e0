import { rule } from '../rule';
import { checkLabels } from '../validation/labels';

export const nodeSelector = rule({
  id: 'api/node-selector',
  severity: 'error',
  summary: 'The keys and values of `nodeSelector` must be valid labels.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector',
  checks: {
    'PodSpec.nodeSelector'({ nodeSelector: labels }, at, context) {
      checkLabels(labels, at, 'nodeSelector', 'node label', context);
    },
  },
});
