import { firsts } from '../validation/fields';
import { ApiRule } from '../api/rule';

const RULE = 'api-warning/host-alias';

/**
 * An address with two items of names, where one could have them all.
 *
 * @see https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/
 */
export const hostAliasTwice: ApiRule = {
  'PodSpec.hostAliases'({ hostAliases }, at, pod) {
    const first = firsts(hostAliases, ({ ip = '' }) => ip);
    for (let i = 1; i < hostAliases.length; i++) {
      const { ip = '' } = hostAliases[i];
      if (first[i] < i) {
        const place = at.field('hostAliases').item(i).field('ip');
        const why = 'Tools that merge lists by their addresses keep one of the two.';
        pod.warn(RULE, place, `"${ip}" has an item already.`, why, 'Put the names of both into one.');
      }
    }
  },
};
