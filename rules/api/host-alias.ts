import { checkIp } from './dns';
import { Inspection } from '../validation/validation-context';
import { notDnsSubdomain } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/host-alias';

/**
 * The names that stand in /etc/hosts of the containers.
 *
 * @see https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/
 */
export const hostAlias: ApiRule = {
  'PodSpec.hostAliases'({ hostAliases }, at, pod) {
    for (let i = 0; i < hostAliases.length; i++) {
      checkAlias(hostAliases[i], at.field('hostAliases'), i, pod);
    }
  },
};

function checkAlias({ ip = '', hostnames = [] }: any, list: Place, i: number, pod: Inspection): void {
  // before 1.29 or so, the server did not say which
  const at = () => (pod.minor >= 29 ? list.item(i) : list);
  checkIp(RULE, ip, () => at().field('ip'), pod);
  for (let j = 0; j < hostnames.length; j++) {
    const why = notDnsSubdomain(hostnames[j]);
    if (why !== undefined) {
      const names = at().field('hostnames');
      const place = pod.minor >= 29 ? names.item(j) : names;
      pod.invalid(RULE, place, `"${hostnames[j]}" cannot be the name of a host.`, why, 'Correct it.');
    }
  }
}
