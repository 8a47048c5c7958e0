import { isInit, isLasting } from '../validation/containers';
import { checkHandler } from '../validation/handler';
import { ApiRule } from './rule';

const RULE = 'api/lifecycle';

/**
 * What is done after a container starts, and before it is ended.
 *
 * @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/
 */
export const lifecycle: ApiRule = {
  'Container.lifecycle'(container, at, pod) {
    const { lifecycle: hooks } = container;
    // one that the server has emptied is gone
    if (pod.robbed.has(hooks) && Object.keys(hooks).length === 0) {
      return;
    }
    if (isLasting(container, at)) {
      for (const field of ['postStart', 'preStop']) {
        if (hooks[field] !== undefined) {
          checkHandler(RULE, hooks[field], at.field('lifecycle').field(field), pod);
        }
      }
    } else if (isInit(at)) {
      const fix = 'Leave it out, or make it a sidecar: restartPolicy: Always.';
      pod.forbidden(RULE, at.field('lifecycle'), 'an init container has no hooks.', 'It runs to its end.', fix);
    }
  },
};
