import { PodDNSConfig } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { notIp } from '../model/ip';
import { notDnsSubdomain } from '../model/names';
import { rule, StructCheck } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, choice } from '../validation/fields';

const DNS_POLICIES = ['', 'ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/** The limits for nameservers and search domains, and for the length of all search domains. */
const NAMESERVERS = 3;
const SEARCHES = 32;
const SEARCHES_LENGTH = 2048;

export const dns = rule({
  id: 'api/dns',
  severity: 'error',
  summary: 'The DNS settings of a pod must have a valid policy, and valid nameservers, search domains and options.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-config',
  checks: {
    PodSpec(spec, at, context) {
      const { dnsPolicy, dnsConfig } = spec;
      choice(spec, at, context, 'dnsPolicy', DNS_POLICIES);
      const place = at.field('dnsConfig');
      if (dnsPolicy === 'None' && !dnsConfig?.nameservers?.length) {
        const why = 'With `dnsPolicy: None`, the pod uses only the nameservers of `dnsConfig`.';
        const list = dnsConfig === undefined ? place : place.field('nameservers');
        context.required(list, 'there is no nameserver.', why, 'Add an IP address to `dnsConfig.nameservers`.');
      } else if (dnsConfig !== undefined) {
        checkConfig(dnsConfig, place, context);
      }
    },
  },
});

const checkConfig: StructCheck<PodDNSConfig> = ({ nameservers = [], searches = [], options = [] }, at, context) => {
  const { minor } = context;
  checkCount(nameservers, NAMESERVERS, at.field('nameservers'), context);
  nameservers.forEach((ip, i) => {
    checkForm(ip, at.field('nameservers').item(i), context, (text) => notIp(text, minor), 'IP address');
  });
  const list = at.field('searches');
  checkCount(searches, SEARCHES, list, context);
  const length = Buffer.byteLength(searches.join(' '));
  if (length > SEARCHES_LENGTH) {
    const why = `They can have at most ${SEARCHES_LENGTH}, with spaces between them.`;
    context.invalid(list, `the search domains have ${length} characters.`, why, 'Remove or shorten some of them.');
  }
  searches.forEach((domain, i) => {
    checkForm(domain, list.item(i), context, (text) => notSearch(text, minor), 'search domain');
  });
  options.forEach(({ name }, i) => {
    if (!name) {
      const fix = 'Set `name`, for example to "ndots".';
      context.required(at.field('options').item(i), 'the option has no name.', 'An option requires a name.', fix);
    }
  });
};

function checkCount(list: readonly string[], most: number, at: FieldPath, context: ValidationContext): void {
  if (list.length > most) {
    const why = `The API server accepts at most ${most}.`;
    context.invalid(at, `there are ${list.length} items.`, why, `Remove ${list.length - most} of them.`);
  }
}

const WITH_UNDERSCORES = /^[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?(\.[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?)*$/;

/** Since 1.33, a search domain can be the root ("."), and can have underscores. */
function notSearch(domain: string, minor: number): string | undefined {
  const name = domain.replace(/\.$/, '');
  const isRelaxed = minor >= 33 && (domain === '.' || (name.length <= 253 && WITH_UNDERSCORES.test(name)));
  return isRelaxed ? undefined : notDnsSubdomain(name);
}
