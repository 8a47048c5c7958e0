import { need, range } from '../validation/fields';
import { checkLabelSelector } from '../validation/label-selector';
import { checkLabelKeys, withKeys } from './match-label-keys';
import { notDnsLabel, notQualifiedName } from '../model/names';
import { ApiRule } from './rule';

const RULE = 'api/pod-affinity';

/**
 * The pods that a pod must, or would rather, run near to, or away from.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
 */
export const podAffinity: ApiRule = {
  WeightedPodAffinityTerm(term, at, pod) {
    range(RULE, { weight: 0, ...term }, at, pod, 'weight', 1, 100);
    if (term.podAffinityTerm === undefined) {
      const place = at.field('podAffinityTerm').field('topologyKey');
      pod.required(RULE, place, 'there is no term.', 'It is what is preferred.', 'Add podAffinityTerm.');
      pod.invalid(RULE, place, 'there is no term.', 'It is what is preferred.', 'Add podAffinityTerm.');
    }
  },

  PodAffinityTerm(term, at, pod) {
    const { namespaces, topologyKey = '', matchLabelKeys, mismatchLabelKeys } = term;
    const selector =
      matchLabelKeys === undefined && mismatchLabelKeys === undefined
        ? term.labelSelector
        : withKeys(term.labelSelector, matchLabelKeys, mismatchLabelKeys, pod);
    checkLabelSelector(RULE, selector, () => at.field('labelSelector'), pod);
    checkLabelSelector(RULE, term.namespaceSelector, () => at.field('namespaceSelector'), pod);
    checkLabelKeys(RULE, { matchLabelKeys, mismatchLabelKeys, labelSelector: selector }, at, pod);
    for (const name of namespaces ?? []) {
      const why = notDnsLabel(name);
      if (why !== undefined) {
        // the server says "namespace"
        pod.invalid(RULE, at.field('namespace'), `"${name}" cannot be the name of a namespace.`, why, 'Correct it.');
      }
    }
    need(RULE, { topologyKey }, at, pod, 'topologyKey');
    const why = notQualifiedName(topologyKey);
    if (why !== undefined) {
      pod.invalid(RULE, at.field('topologyKey'), `"${topologyKey}" cannot be a label of nodes.`, why, 'Correct it.');
    }
  },
};
