import { Finding } from '../finding';
import { isDisruptionBudget, isNetworkPolicy, Output } from '../model/output';
import { entries, isObject, listOf } from '../model/pod';

/**
 * A NetworkPolicy or PodDisruptionBudget with an empty selector, which is about every pod of its namespace, beside a pod that has no
 * labels: a selector made from the labels of such a pod comes out empty. A policy that only denies is meant for all, and let pass.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function selectsAll(object: any, output: Output): Finding[] {
  const { podSelector, selector, ingress, egress } = object?.spec ?? {};
  const [wanted, path] = isNetworkPolicy(object)
    ? [listOf(ingress).length + listOf(egress).length > 0 ? (podSelector ?? {}) : undefined, 'spec.podSelector']
    : [isDisruptionBudget(object) ? selector : undefined, 'spec.selector'];
  const isEmpty =
    isObject(wanted) && entries(wanted.matchLabels).length === 0 && listOf(wanted.matchExpressions).length === 0;
  const bare = isEmpty
    ? output.selected(object, {}).find(({ pod }) => entries(pod.metadata?.labels).length === 0)
    : undefined;
  return bare === undefined
    ? []
    : [
        {
          rule: 'runtime/selects-all',
          severity: 'warning',
          path,
          what: 'the selector is empty, and so selects every pod of the namespace.',
          why: `${bare.object.kind} "${bare.object.metadata?.name}" has no labels that it could be told by, if that one is meant.`,
          fix: 'Give those pods a label and select it. If all pods are meant, say so in a waiver.',
        },
      ];
}
