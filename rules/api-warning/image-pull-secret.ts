import { rule } from '../rule';
import { firsts } from '../validation/fields';

export const imagePullSecret = rule({
  id: 'api-warning/image-pull-secret',
  severity: 'warning',
  summary: 'Each item of `imagePullSecrets` should name a different Secret.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/',
  checks: {
    'PodSpec.imagePullSecrets'({ imagePullSecrets }, at, context) {
      const first = firsts(imagePullSecrets, ({ name = '' }) => name);
      imagePullSecrets.forEach(({ name = '' }, i) => {
        const path = at.field('imagePullSecrets').item(i).field('name');
        if (name === '') {
          context.warn(path, 'the item names no Secret.', 'It has no effect.', 'Set `name`, or remove the item.');
        }
        if (first[i] < i) {
          context.warn(path, `duplicate Secret "${name}".`, 'The second item has no effect.', 'Remove the item.');
        }
      });
    },
  },
});
