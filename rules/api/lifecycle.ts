import { rule } from '../rule';
import { isInit, isLasting, makeSidecar } from '../validation/containers';
import { checkHandler } from '../validation/handler';

const HOOKS = ['postStart', 'preStop'] as const;

export const lifecycle = rule({
  id: 'api/lifecycle',
  severity: 'error',
  summary: 'A lifecycle hook must have one valid action; an init container can have hooks only as a native sidecar.',
  see: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/',
  checks: {
    'Container.lifecycle'(container, at, context) {
      const { lifecycle: hooks } = container;
      // the server removes a struct that it emptied
      if (context.gatedStructs.has(hooks) && Object.keys(hooks).length === 0) {
        return;
      }
      if (isLasting(container, at)) {
        for (const hook of HOOKS) {
          const handler = hooks[hook];
          if (handler !== undefined) {
            checkHandler(handler, at.field('lifecycle').field(hook), context);
          }
        }
      } else if (isInit(at)) {
        const why = 'An init container runs to completion.';
        const fix = `Remove \`lifecycle\`, or ${makeSidecar(container, context)}.`;
        context.forbidden(at.field('lifecycle'), 'an init container cannot have hooks.', why, fix);
      }
    },
  },
});
