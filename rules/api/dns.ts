import { choice } from '../validation/fields';
import { Inspection } from '../validation/validation-context';
import { notIp } from '../model/ip';
import { notDnsSubdomain } from '../model/names';
import { Place } from '../model/field-path';
import { ApiRule } from './rule';

const RULE = 'api/dns';

const POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

/**
 * How the containers of a pod resolve names.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-config
 */
export const dns: ApiRule = {
  'PodSpec.dnsPolicy|dnsConfig'(spec, at, pod) {
    const { dnsPolicy, dnsConfig } = spec;
    if (dnsPolicy) {
      choice(RULE, spec, at, pod, 'dnsPolicy', POLICIES);
    }
    if (dnsPolicy === 'None' && (dnsConfig?.nameservers ?? []).length === 0) {
      const place = at.field('dnsConfig');
      const why = 'With dnsPolicy "None", the pod knows the nameservers of dnsConfig alone.';
      const what = 'there are no nameservers.';
      const fix = 'Add dnsConfig: {nameservers: […]}.';
      pod.required(RULE, dnsConfig === undefined ? place : place.field('nameservers'), what, why, fix);
    } else if (dnsConfig !== undefined) {
      checkConfig(dnsConfig, at.field('dnsConfig'), pod);
    }
  },
};

function checkConfig({ nameservers = [], searches = [], options = [] }: any, at: Place, pod: Inspection): void {
  checkNameservers(nameservers, at, pod);
  checkSearches(searches, at, pod);
  for (let i = 0; i < options.length; i++) {
    if (!options[i].name) {
      const why = 'An option is known by its name.';
      pod.required(RULE, at.field('options').item(i), 'the option has no name.', why, 'Name it, such as "ndots".');
    }
  }
}

function checkNameservers(nameservers: string[], at: Place, pod: Inspection): void {
  const place = () => at.field('nameservers');
  if (nameservers.length > 3) {
    const what = `there are ${nameservers.length} nameservers.`;
    pod.invalid(RULE, place(), what, 'The C library asks three at most.', 'Leave some out.');
  }
  for (let i = 0; i < nameservers.length; i++) {
    checkIp(RULE, nameservers[i], () => place().item(i), pod);
  }
}

/** An IP address in a field that takes sloppy ones up to 1.35. */
export function checkIp(rule: string, ip: string, at: () => Place, pod: Inspection): void {
  const why = notIp(ip, pod.minor);
  if (why !== undefined) {
    pod.invalid(rule, at(), `"${ip}" is not an IP address.`, why, 'Correct it.');
  }
}

function checkSearches(searches: string[], at: Place, pod: Inspection): void {
  const place = () => at.field('searches');
  if (searches.length > 32) {
    const what = `there are ${searches.length} search domains.`;
    pod.invalid(RULE, place(), what, 'There may be 32.', 'Leave some out.');
  }
  if (Buffer.byteLength(searches.join(' ')) > 2048) {
    const what = 'the search domains are too long.';
    pod.invalid(RULE, place(), what, 'They have 2048 characters at most, with blanks between.', 'Leave some out.');
  }
  for (let i = 0; i < searches.length; i++) {
    const why = notSearch(searches[i], pod.minor);
    if (why !== undefined) {
      pod.invalid(RULE, place().item(i), `"${searches[i]}" is not a domain to search.`, why, 'Correct it.');
    }
  }
}

/** Since 1.32, a domain may be the root alone, and have underscores. */
function notSearch(search: string, minor: number): string | undefined {
  if (minor < 32) {
    return notDnsSubdomain(search.replace(/\.$/, ''));
  }
  if (search === '.') {
    return undefined;
  }
  const name = search.replace(/\.$/, '');
  return name.length <= 253 && WITH_UNDERSCORES.test(name) ? undefined : notDnsSubdomain(name);
}

const WITH_UNDERSCORES = /^[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?(\.[a-z0-9_]([-_a-z0-9]*[a-z0-9_])?)*$/;
