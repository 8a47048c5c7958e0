import { canonicalIp, notIp } from '../model/ip';
import { FieldPath } from '../model/field-path';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';

export const ip = rule({
  id: 'api-warning/ip',
  severity: 'warning',
  summary: 'IP addresses should be in canonical form, such as `2001:db8::1` for `2001:DB8::1`.',
  why: 'Some programs reject other forms, or read them differently.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-config',
  checks: {
    'PodDNSConfig.nameservers'({ nameservers }, at, context) {
      nameservers.forEach((address, i) => checkForm(address, () => at.field('nameservers').item(i), context));
    },

    'HostAlias.ip'(alias, at, context) {
      checkForm(alias.ip, () => at.field('ip'), context);
    },
  },
});

function checkForm(address: string, at: () => FieldPath, context: ValidationContext): void {
  if (context.minor >= 34 && notIp(address, context.minor) === undefined) {
    const canonical = canonicalIp(address);
    if (canonical !== undefined) {
      context.warn(at(), `"${address}" is not in canonical form.`, context.why, `Write "${canonical}".`);
    }
  }
}
