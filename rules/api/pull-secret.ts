import { ApiRule } from './rule';

const RULE = 'api-warning/pull-secret';

/**
 * The Secrets with the passwords of registries, each named once.
 *
 * @see https://kubernetes.io/docs/concepts/containers/images/#specifying-imagepullsecrets-on-a-pod
 */
export const pullSecret: ApiRule = {
  PodSpec({ imagePullSecrets: secrets = [] }, at, pod) {
    for (let i = 0; i < secrets.length; i++) {
      const { name = '' } = secrets[i];
      const place = () => at.field('imagePullSecrets').item(i).field('name');
      if (secrets.findIndex((other: any) => (other.name ?? '') === name) < i) {
        pod.warn(RULE, place(), `"${name}" is there already.`, 'Once is enough.', 'Leave one of the two out.');
      }
      if (name === '') {
        pod.warn(RULE, place(), 'it names no Secret.', 'It has no effect.', 'Name a Secret, or leave the item out.');
      }
    }
  },
};
