import { notLabelValue, notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { lacksDomain, NAME_WITH_DOMAIN } from './finalizer';

const LEVELS = ['privileged', 'baseline', 'restricted'];
const MODES = ['enforce', 'audit', 'warn'];
const PREFIX = 'pod-security.kubernetes.io/';

export const namespace = rule({
  id: 'api/namespace',
  severity: 'error',
  summary: 'The labels of a Namespace for Pod Security, and its finalizers, must be valid.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/',
  checks: {
    Namespace({ metadata = {}, spec = {} }, at, context) {
      const { labels = {}, name = '' } = metadata;
      if (notLabelValue(name) !== undefined) {
        const why = `The name of a Namespace becomes a label of it. ${notLabelValue(name)!}`;
        const what = `"${name}" cannot be the value of a label.`;
        context.invalid(at.field('metadata').field('labels'), what, why, 'Shorten or correct the name.');
      }
      for (const mode of MODES) {
        const [level, version] = [`${PREFIX}${mode}`, `${PREFIX}${mode}-version`];
        const place = at.field('metadata').field('labels');
        if (labels[level] !== undefined && !LEVELS.includes(labels[level])) {
          const what = `"${labels[level]}" is not a level of Pod Security.`;
          context.invalid(place.key(level), what, `The levels are ${LEVELS.join(', ')}.`, 'Use one of these levels.');
        }
        if (labels[version] !== undefined && !/^(latest|v1\.(0|[1-9][0-9]*))$/.test(labels[version])) {
          const what = `"${labels[version]}" is not a version of Pod Security.`;
          const why = 'It must be "latest", or a version such as "v1.37".';
          context.invalid(place.key(version), what, why, 'Write "latest", for example.');
        }
      }
      const list = at.field('spec').field('finalizers');
      for (const name of spec.finalizers ?? []) {
        const why = notQualifiedName(name) ?? (lacksDomain(name) ? 'It must have a domain.' : undefined);
        if (why !== undefined) {
          context.invalid(list, `"${name}" is not a valid finalizer.`, why, NAME_WITH_DOMAIN);
        }
      }
    },
  },
});
