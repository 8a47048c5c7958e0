import { templatePathOf } from '../../../kubernetes/kinds';
import { fieldsOf, itemsIn, PlainObject, valueAt } from '../../../util/plain-object';

/**
 * The paths of fields that the construct of a workload adds, so that code does not need them:
 * - the selector, if it is the label `app` of the template, or else the name of the object;
 * - the labels of the template that the selector, or the name, decides;
 * - the restart policy of a Job, if it is `Never`.
 */
export function impliedPaths(object: PlainObject): string[][] {
  const template = templatePathOf(String(object.kind));
  switch (object.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
      return ofSelector(object, template);
    case 'Job':
    case 'CronJob': {
      const path = [...template, 'spec', 'restartPolicy'];
      return valueAt(object, path) === 'Never' ? [path] : [];
    }
    default:
      return [];
  }
}

function ofSelector(object: PlainObject, template: readonly string[]): string[][] {
  const labelsPath = [...template, 'metadata', 'labels'];
  const labels = fieldsOf(valueAt(object, labelsPath));
  const name = valueAt(object, ['metadata', 'name']);
  const selector = fieldsOf(valueAt(object, ['spec', 'selector']));
  const matched = Object.entries(fieldsOf(selector.matchLabels));
  const [[key, value] = []] = matched;
  if (key === 'app' && Object.keys(selector).length === 1 && matched.length === 1 && labels.app === value) {
    return [['spec', 'selector'], ...(value === name ? [[...labelsPath, 'app']] : [])];
  }
  const isComplete = itemsIn(selector.matchExpressions).length === 0;
  return isComplete
    ? matched.filter(([label, text]) => labels[label] === text).map(([label]) => [...labelsPath, label])
    : [];
}
