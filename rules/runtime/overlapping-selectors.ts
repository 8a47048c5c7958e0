import { nameText } from '../../util/json-text';
import { kindOf } from '../../kubernetes/kinds';
import { fieldsOf, isPlainObject, itemsIn, valueAt } from '../../util/plain-object';
import { truncated } from '../../util/truncate';
import { OutputPod } from '../model/output';
import { labelSelector, labelText, namespaceOf } from '../model/selecting-object';
import { rule } from '../rule';

/** The kinds whose authors choose the selector. */
const SELECTING = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

export const overlappingSelectors = rule({
  id: 'runtime/overlapping-selectors',
  severity: 'warning',
  summary: 'The selector of a workload should not select the pods of another workload.',
  details:
    'The rule compares Deployments, StatefulSets, DaemonSets and ReplicaSets of one namespace. `AppDeployment`, `AppStatefulSet` and ' +
    '`AppDaemonSet` select by the label `app` if the code sets no selector.',
  why: 'Autoscalers, Services and `kubectl logs` find the pods of a workload by these labels, so they mix the pods of both.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  checkOutput(object, output, report) {
    const written = valueAt(object, ['spec', 'selector']);
    if (!isWorkload(object) || !isPlainObject(written)) {
      return;
    }
    const selector = labelSelector(written);
    // most selectors have a label that no other workload has
    if (output.candidates(Object.entries(selector.matchLabels)).length === 1) {
      return;
    }
    const namespace = namespaceOf(object);
    const isOther = (pod: OutputPod): boolean =>
      isWorkload(pod.object) && namespaceOf(pod.object) === namespace && idOf(pod.object) !== idOf(object);
    const others = output.selected({ namespace, selector }).filter(isOther);
    if (others.length > 0) {
      const what = `the selector also selects the pods of ${truncated(others, ({ label }) => label)}.`;
      report('spec.selector', what, 'Add a label to this template that the others lack, and add it to this selector.');
    }
  },
});

/** Whether selectors of an output can overlap. Faster than an `Output`, which 10,000 Deployments would need for this rule alone. */
export function mayOverlap(objects: readonly unknown[]): boolean {
  const workloads = objects.filter(isWorkload);
  const counts = new Map<string, number>();
  for (const workload of workloads) {
    const labels = fieldsOf(valueAt(workload, ['spec', 'template', 'metadata', 'labels']));
    for (const key in labels) {
      const label = labelText(key, labels[key]);
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
  }
  return workloads.some((workload) => {
    const [label] = Object.entries(fieldsOf(valueAt(workload, ['spec', 'selector', 'matchLabels'])));
    return label === undefined || counts.get(labelText(...label)) !== 1;
  });
}

/** Whether an author writes the object. A controller writes a ReplicaSet with the selector of its Deployment. */
function isWorkload(object: unknown): boolean {
  return (
    SELECTING.includes(kindOf(fieldsOf(object))?.struct ?? '') &&
    itemsIn(valueAt(object, ['metadata', 'ownerReferences'])).length === 0
  );
}

/** Two objects with the same id are the same object, such as in two environments. */
function idOf(object: unknown): string {
  const { kind, metadata } = fieldsOf(object);
  return `${nameText(kind)} ${nameText(fieldsOf(metadata).name)}`;
}
