import { ApiRule } from './rule';

const RULE = 'api/kind';

/**
 * A pod says that it is one: `apiVersion: v1`, `kind: Pod`.
 *
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
export const kind: ApiRule = {
  Pod({ apiVersion, kind: own }, at, pod) {
    const why = 'The API server finds the type of an object by its version and kind.';
    if (own !== undefined && own !== '' && own !== 'Pod') {
      pod.unreadable(RULE, at.field('kind'), `${JSON.stringify(own)} is not the kind of a pod.`, why, 'Write "Pod".');
    }
    if (apiVersion !== undefined && apiVersion !== '' && apiVersion !== 'v1') {
      const what = `${JSON.stringify(apiVersion)} is not the version that pods are of.`;
      pod.unreadable(RULE, at.field('apiVersion'), what, why, 'Write "v1".');
    }
  },
};
