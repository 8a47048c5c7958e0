import { notDnsLabel, notDnsSubdomain } from '../model/names';
import { rule } from '../rule';
import { form, maxLength, orEmpty } from '../validation/fields';

/** The fields that exclude `hostnameOverride`. */
const EXCLUDED = ['setHostnameAsFQDN', 'hostNetwork'] as const;

/** The longest host name on Linux. */
const NAME_LENGTH = 64;

export const hostname = rule({
  id: 'api/hostname',
  severity: 'error',
  summary: 'The `hostname`, `subdomain` and `hostnameOverride` of a pod must be valid names.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field',
  checks: {
    'PodSpec.hostname': (spec, at, context) => form(spec, at, context, 'hostname', orEmpty(notDnsLabel)),
    'PodSpec.subdomain': (spec, at, context) => form(spec, at, context, 'subdomain', orEmpty(notDnsLabel)),
    'PodSpec.hostnameOverride'(spec, at, context) {
      form(spec, at, context, 'hostnameOverride', notDnsSubdomain);
      maxLength(spec, at, context, 'hostnameOverride', NAME_LENGTH);
      for (const field of EXCLUDED.filter((name) => spec[name] === true)) {
        const fix = `Remove \`hostnameOverride\` or \`${field}\`.`;
        context.forbidden(at.field('hostnameOverride'), `\`${field}\` is set, too.`, 'They cannot be combined.', fix);
      }
    },
  },
});
