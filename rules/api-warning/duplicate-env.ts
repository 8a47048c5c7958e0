import { EnvVar } from '../../kubernetes/decoded';
import { rule } from '../rule';
import { everyContainerWith } from '../validation/containers';
import { firsts, hasRepeats } from '../validation/fields';

export const duplicateEnv = rule({
  id: 'api-warning/duplicate-env',
  severity: 'warning',
  summary: 'Each environment variable of a container should be set only once.',
  details: 'A second value that refers to the first one, such as `$(PATH):/bin`, is allowed since Kubernetes 1.28.',
  why: 'The last value counts, and `kubectl apply` may drop one of them.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/',
  checks: everyContainerWith('env', ({ env }, at, context) => {
    if (!hasRepeats(env, variableName)) {
      return;
    }
    firsts(env, variableName).forEach((first, i) => {
      const { name = '', value = '', valueFrom } = env[i];
      if (first === i) {
        return;
      }
      const reference = `$(${name})`;
      const refersToItself = valueFrom === undefined && value !== reference && value.includes(reference);
      if (!(refersToItself && context.minor >= 28)) {
        const item = at.field('env').item(i);
        const path = context.minor < 28 ? item.field('name') : item;
        context.warn(path, `duplicate variable "${name}".`, context.why, 'Keep one item, and remove the others.');
      }
    });
  }),
});

function variableName({ name = '' }: EnvVar): string {
  return name;
}
