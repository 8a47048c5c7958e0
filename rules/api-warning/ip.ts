import { Inspection } from '../validation/validation-context';
import { canonicalIp, notIp } from '../model/ip';
import { Place } from '../model/field-path';
import { ApiRule } from '../api/rule';

const RULE = 'api-warning/ip';

/**
 * IP addresses that are not in their usual form, such as 2001:DB8::1 for 2001:db8::1.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-config
 */
export const unusualIp: ApiRule = {
  PodDNSConfig({ nameservers = [] }, at, pod) {
    for (let i = 0; i < nameservers.length; i++) {
      check(nameservers[i], at, 'nameservers', i, pod);
    }
  },

  HostAlias({ ip }, at, pod) {
    check(ip, at, 'ip', undefined, pod);
  },
};

function check(ip: string | undefined, at: Place, field: string, item: number | undefined, pod: Inspection): void {
  if (ip === undefined || pod.minor < 34 || notIp(ip, pod.minor) !== undefined) {
    return;
  }
  const usual = canonicalIp(ip);
  if (usual !== undefined) {
    const place = item === undefined ? at.field(field) : at.field(field).item(item);
    const why = 'Not every program reads other forms, or reads them alike.';
    pod.warn(RULE, place, `"${ip}" is an unusual form.`, why, `Write "${usual}".`);
  }
}
