import { Kind } from '../../kubernetes/kinds';
import { valueAt, withValueAt } from '../../util/plain-object';
import { LabelSelector, ObjectMeta, PodSpec } from '../../kubernetes/types';

/** The kinds that require a selector. */
const SELECTING = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** The kinds that require a restart policy: the default of the API server is invalid for them. */
const COMPLETING = ['Job', 'CronJob'];

/**
 * Adds what the API requires and the author leaves out: a selector and the template's labels, which must agree, and the restart policy of
 * a Job.
 */
export function withRequiredFields(object: object, { struct, template }: Kind): object {
  if (SELECTING.includes(struct)) {
    return withSelector(object, template);
  }
  if (COMPLETING.includes(struct)) {
    const path = [...template, 'spec'];
    return withValueAt(object, path, { restartPolicy: 'Never', ...valueAt<PodSpec>(object, path) });
  }
  return object;
}

/** The selector follows the labels of the template, and the labels follow the selector. By default, both are the name of the object. */
function withSelector(object: object, template: readonly string[]): object {
  const path = [...template, 'metadata'];
  const { labels, ...metadata }: ObjectMeta = valueAt(object, path) ?? {};
  const given: LabelSelector | undefined = valueAt(object, ['spec', 'selector']);
  const selector = given ?? { matchLabels: labels ?? { app: valueAt(object, ['metadata', 'name']) } };
  const selected = withValueAt(object, ['spec', 'selector'], selector);
  return withValueAt(selected, path, { labels: { ...selector.matchLabels, ...labels }, ...metadata });
}
