import { truncated } from '../../util/truncate';
import { isPlainObject, valueAt } from '../../util/plain-object';
import { selectingObject } from '../model/selecting-object';
import { rule } from '../rule';
import { nameText } from '../../util/json-text';

export const selectsNothing = rule({
  id: 'runtime/selects-nothing',
  severity: 'warning',
  summary: 'The selector of a Service, NetworkPolicy or PodDisruptionBudget should select a pod of the same output.',
  details:
    'Often, a label was renamed only in one place. The rule reports a selector only if a pod of the same namespace, which no other object of the kind selects, has the labels with other values, or has no labels. Other pods may be created later, or outside of the output. The rule ignores a label that the pods lack, because a controller may set it, and a selector with the name of a custom resource of the output, because its operator may create the pods. A Service with an empty selector selects no pods.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/service/',
  checkOutput(object, output, report) {
    const selecting = selectingObject(object);
    if (selecting === undefined) {
      return;
    }
    const { kind, path, selector } = selecting;
    const written = valueAt(object, ['spec', 'selector']);
    if (kind === 'Service' && isPlainObject(written) && Object.keys(written).length === 0) {
      report(path, 'the selector is empty.', 'Set it to the labels of the pods, or remove it.', {
        why: 'A Service with an empty selector selects no pods, so Kubernetes adds no endpoints to it.',
      });
    } else if (selector !== undefined && output.selected(selecting).length === 0 && output.isMistaken(selecting)) {
      const labels = Object.entries(selector.matchLabels).map(([key, value]) => `${key}: ${nameText(value)}`);
      report(
        path,
        labels.length === 0
          ? 'no pod of this output matches the selector.'
          : `no pod of this output has the labels ${truncated(labels)}.`,
        'Use labels of the pods, or of the pod templates of their workloads.',
        {
          why:
            kind === 'Service'
              ? 'The Service has no endpoints from this output.'
              : `The ${kind} applies to no pod of this output.`,
        },
      );
    }
  },
});
