import { itemsIn } from '../../util/plain-object';
import { selectingObject } from '../model/selecting-object';
import { rule } from '../rule';

export const selectsAll = rule({
  id: 'runtime/selects-all',
  severity: 'warning',
  summary: 'A NetworkPolicy or PodDisruptionBudget should have a selector if a pod of its namespace has no labels.',
  details:
    'An empty selector selects every pod of the namespace. A selector that is made from the labels of a pod without labels is empty. The rule ignores policies without rules: they deny everything, and are meant for all pods.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  checkOutput(object, output, report) {
    const selecting = selectingObject(object);
    if (selecting?.selector === undefined || selecting.kind === 'Service') {
      return;
    }
    const { kind, path, spec, selector } = selecting;
    const isDenial = kind === 'NetworkPolicy' && itemsIn(spec.ingress).length + itemsIn(spec.egress).length === 0;
    if (isDenial || Object.keys(selector.matchLabels).length + selector.matchExpressions.length > 0) {
      return;
    }
    const unlabelled = output.selected(selecting).find(({ labels }) => Object.keys(labels).length === 0);
    if (unlabelled !== undefined) {
      report(
        path,
        'the selector is empty, so it selects every pod of the namespace.',
        'Add a label to the pods, and select the label. If all pods are meant, waive this rule.',
        { why: `${unlabelled.label} has no labels, so a selector cannot select it alone.` },
      );
    }
  },
});
