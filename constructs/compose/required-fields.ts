import { at, Kind, withAt } from '../../kubernetes/kinds';

/** The kinds that tell their pods by a selector that the author gives. */
const SELECTING = ['Deployment', 'StatefulSet', 'DaemonSet'];

/** The kinds whose pods end, for which the API server takes no restart policy as the default. */
const COMPLETING = ['Job', 'CronJob'];

/**
 * The object with what the API requires and the author cannot mean otherwise: a selector and the template's labels that agree, and
 * the restart policy of a Job.
 */
export function withRequired(object: any, { struct, template }: Kind): any {
  if (SELECTING.includes(struct)) {
    return withSelector(object, template);
  }
  if (COMPLETING.includes(struct)) {
    const way = [...template, 'spec'];
    return withAt(object, way, { restartPolicy: 'Never', ...at(object, way) });
  }
  return object;
}

/** What the author says of the one goes for the other; where nothing is said of either, both have the name of the object. */
function withSelector(object: any, template: readonly string[]): any {
  const way = [...template, 'metadata'];
  const { labels, ...metadata } = at(object, way) ?? {};
  const selector = object.spec.selector ?? { matchLabels: labels ?? { app: object.metadata.name } };
  const selected = withAt(object, ['spec', 'selector'], selector);
  return withAt(selected, way, { labels: { ...selector.matchLabels, ...labels }, ...metadata });
}
