import { everyContainerWith } from '../validation/containers';

const RULE = 'api-warning/duplicate-env';

/**
 * A variable that is said twice, and does not build on what it was before: one of the two may be lost when it is applied.
 *
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export const duplicateEnv = everyContainerWith('env', ({ env }, at, pod) => {
  if (env.length < 2) {
    return;
  }
  const seen = new Set<string>();
  for (let i = 0; i < env.length; i++) {
    const { name = '', value = '', valueFrom } = env[i];
    if (!seen.has(name)) {
      seen.add(name);
      continue;
    }
    const self = `$(${name})`;
    if (pod.minor < 28 || valueFrom !== undefined || value === self || !value.includes(self)) {
      const place = at.field('env').item(i);
      const why = 'The last one counts, and `kubectl apply` may drop one of them.';
      const what = `"${name}" is already set above.`;
      pod.warn(RULE, pod.minor < 28 ? place.field('name') : place, what, why, 'Leave one of the two out.');
    }
  }
});
