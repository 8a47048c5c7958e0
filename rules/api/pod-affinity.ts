import { notDnsLabel, notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { checkForm, need, range } from '../validation/fields';
import { checkLabelSelector } from '../validation/label-selector';
import { checkLabelKeys, completeSelector } from '../validation/match-label-keys';

export const podAffinity = rule({
  id: 'api/pod-affinity',
  severity: 'error',
  summary: 'The terms of a pod affinity or anti-affinity must have valid selectors, topology keys and weights.',
  see: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity',
  checks: {
    WeightedPodAffinityTerm(term, at, context) {
      range({ weight: 0, ...term }, at, context, 'weight', 1, 100);
      if (term.podAffinityTerm === undefined) {
        const path = at.field('podAffinityTerm').field('topologyKey');
        const why = 'A `weight` applies to a `podAffinityTerm`.';
        context.required(path, '`podAffinityTerm` is missing.', why, 'Add `podAffinityTerm`.');
        context.invalid(path, '`podAffinityTerm` is missing.', why, 'Add `podAffinityTerm`.');
      }
    },

    PodAffinityTerm(term, at, context) {
      const { namespaces = [], topologyKey = '' } = term;
      const labelSelector = completeSelector(term, context);
      checkLabelSelector(labelSelector, () => at.field('labelSelector'), context);
      checkLabelSelector(term.namespaceSelector, () => at.field('namespaceSelector'), context);
      checkLabelKeys({ ...term, labelSelector }, at, context);
      // the server reports "namespace"
      namespaces.forEach((name) => checkForm(name, at.field('namespace'), context, notDnsLabel, 'namespace'));
      need({ topologyKey }, at, context, 'topologyKey');
      checkForm(topologyKey, at.field('topologyKey'), context, notQualifiedName, 'label key of nodes');
    },
  },
});
