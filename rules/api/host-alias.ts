import { FieldPath } from '../model/field-path';
import { notIp } from '../model/ip';
import { notDnsSubdomain } from '../model/names';
import { rule } from '../rule';
import { checkForm } from '../validation/fields';

export const hostAlias = rule({
  id: 'api/host-alias',
  severity: 'error',
  summary: 'Each host alias must have a valid IP address and valid host names.',
  see: 'https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/',
  checks: {
    'PodSpec.hostAliases'({ hostAliases }, at, context) {
      const { minor } = context;
      // before 1.30, the server's paths have no index
      const itemOf = (list: FieldPath, i: number) => (minor >= 30 ? list.item(i) : list);
      hostAliases.forEach(({ ip = '', hostnames = [] }, i) => {
        const alias = itemOf(at.field('hostAliases'), i);
        checkForm(ip, alias.field('ip'), context, (text) => notIp(text, minor), 'IP address');
        hostnames.forEach((name, j) => {
          checkForm(name, itemOf(alias.field('hostnames'), j), context, notDnsSubdomain, 'host name');
        });
      });
    },
  },
});
