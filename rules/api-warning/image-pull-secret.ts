import { firsts } from '../validation/fields';
import { ApiRule } from '../api/rule';

const RULE = 'api-warning/image-pull-secret';

/**
 * Secrets for pulling images that have no name, or are named twice.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
 */
export const imagePullSecret: ApiRule = {
  'PodSpec.imagePullSecrets'({ imagePullSecrets: secrets }, at, pod) {
    const first = firsts(secrets, ({ name = '' }) => name);
    for (let i = 0; i < secrets.length; i++) {
      const { name = '' } = secrets[i];
      const place = at.field('imagePullSecrets').item(i).field('name');
      if (name === '') {
        pod.warn(RULE, place, 'no Secret is named.', 'It does nothing.', 'Name it, or leave it out.');
      }
      if (first[i] < i) {
        pod.warn(RULE, place, `"${name}" is already named above.`, 'Once is enough.', 'Leave one of the two out.');
      }
    }
  },
};
