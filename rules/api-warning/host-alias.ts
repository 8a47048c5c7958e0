import { rule } from '../rule';
import { firsts } from '../validation/fields';

export const hostAlias = rule({
  id: 'api-warning/host-alias',
  severity: 'warning',
  summary: 'Each IP address should have only one item in `hostAliases`.',
  why: 'Tools that merge lists by IP address keep only one of the items.',
  see: 'https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/',
  checks: {
    'PodSpec.hostAliases'({ hostAliases }, at, context) {
      const first = firsts(hostAliases, ({ ip = '' }) => ip);
      hostAliases.forEach(({ ip = '' }, i) => {
        if (first[i] < i) {
          const path = at.field('hostAliases').item(i).field('ip');
          context.warn(path, `duplicate address "${ip}".`, context.why, `Move its names to item ${first[i]}.`);
        }
      });
    },
  },
});
