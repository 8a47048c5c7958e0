import { ServiceSpec } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { isV6, notCidr, notEndpointIp, notIp } from '../model/ip';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, choice, firsts } from '../validation/fields';
import { typeOf } from './service';

const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
const HEADLESS = 'None';
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

export const serviceAddress = rule({
  id: 'api/service-address',
  severity: 'error',
  summary: 'The IP addresses of a Service must be valid, and fit its type.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/',
  checks: {
    Service({ metadata = {}, spec = {} }, objectAt, context) {
      const at = objectAt.field('spec');
      if (typeOf(spec) === 'ExternalName') {
        checkNoAddress(spec, at, context);
      } else {
        checkClusterIps(spec, at, context);
      }
      (spec.externalIPs ?? []).forEach((ip, i) => checkEndpointIp(ip, at.field('externalIPs').item(i), context));
      const annotation = metadata.annotations?.[SOURCE_RANGES];
      if (spec.loadBalancerSourceRanges?.length) {
        // the server writes this field with a capital letter
        const list = at.field('LoadBalancerSourceRanges');
        checkSourceRanges(spec, spec.loadBalancerSourceRanges, list, (i) => list.item(i), context);
      } else if (annotation !== undefined) {
        const key = objectAt.field('metadata').field('annotations').key(SOURCE_RANGES);
        checkSourceRanges(spec, annotation.trim() === '' ? [] : annotation.split(','), key, () => key, context);
      }
    },
  },
});

/** Checks the IP address of an endpoint: pods and nodes must be able to send to it. */
export function checkEndpointIp(ip: string, at: FieldPath, context: ValidationContext): void {
  checkForm(ip, at, context, (text) => notIp(text, context.minor) ?? notEndpointIp(text), 'IP address');
}

function checkNoAddress(spec: ServiceSpec, at: FieldPath, context: ValidationContext): void {
  const { clusterIP, clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const set = {
    clusterIPs: Boolean(clusterIP) || clusterIPs.length > 0,
    ipFamilies: ipFamilies.length > 0,
    ipFamilyPolicy: ipFamilyPolicy !== undefined,
  };
  for (const [field, isSet] of Object.entries(set)) {
    if (isSet) {
      const why = 'A Service of type ExternalName has no IP address.';
      context.forbidden(at.field(field), `\`${field}\` is set.`, why, `Remove \`${field}\`.`);
    }
  }
}

function checkClusterIps(spec: ServiceSpec, at: FieldPath, context: ValidationContext): void {
  const { clusterIP = '', ipFamilies = [], ipFamilyPolicy } = spec;
  const list = at.field('clusterIPs');
  // the server completes one of the two fields
  const ips = spec.clusterIPs?.length ? spec.clusterIPs : clusterIP === '' ? [] : [clusterIP];
  if (clusterIP === '' && ips.length > 0) {
    const fix = 'Set `clusterIP` to its first item, or remove `clusterIPs`.';
    context.invalid(list, '`clusterIPs` is set without `clusterIP`.', 'Both fields have the same first address.', fix);
  } else if (clusterIP !== '' && ips[0] !== clusterIP) {
    const fix = 'Remove `clusterIPs`.';
    context.invalid(list, `the first item is not "${clusterIP}".`, 'It must be the value of `clusterIP`.', fix);
  }
  const type = typeOf(spec);
  if (ips.length === 1 && ips[0] === HEADLESS && (type === 'LoadBalancer' || type === 'NodePort')) {
    const why = `A Service of type ${type} has an IP address.`;
    context.invalid(list.item(0), '"None" makes the Service headless.', why, 'Remove `clusterIP`.');
  }
  checkFamilies(ipFamilies, at.field('ipFamilies'), context);
  if (ipFamilyPolicy !== undefined) {
    choice(spec, at, context, 'ipFamilyPolicy', FAMILY_POLICIES);
  }
  if (checkIps(ips, list, context) && ips.length > 1) {
    checkPair(ips, list, context);
  }
  ips.forEach((ip, i) => {
    const family = ipFamilies[i];
    const isOther = family === (isV6(ip) ? 'IPv4' : 'IPv6');
    if (ips[0] !== HEADLESS && isOther && notIp(ip, context.minor) === undefined) {
      const why = `\`ipFamilies[${i}]\` is ${family}.`;
      context.invalid(list.item(i), `"${ip}" is not an ${family} address.`, why, 'Change one of the two.');
    }
  });
}

function checkFamilies(families: readonly string[], at: FieldPath, context: ValidationContext): void {
  const first = firsts(families, (family) => family);
  families.forEach((family, i) => {
    if (!FAMILIES.includes(family)) {
      context.notSupported(at.item(i), family, FAMILIES);
    }
    if (first[i] < i) {
      const why = 'A Service has at most one address of each family.';
      context.duplicate(at.item(i), `"${family}" is a duplicate.`, why, 'Remove one of the two.');
    }
  });
}

/** Whether all are valid. */
function checkIps(ips: readonly string[], at: FieldPath, context: ValidationContext): boolean {
  let isValid = true;
  ips.forEach((ip, i) => {
    if (i === 0 && ip === HEADLESS) {
      if (ips.length > 1) {
        isValid = false;
        context.invalid(at, '"None" is not the only item.', 'It means that there is no address.', 'Remove the others.');
      }
      return;
    }
    isValid = notIp(ip, context.minor) === undefined && isValid;
    checkForm(ip, at.item(i), context, (text) => notIp(text, context.minor), 'IP address');
  });
  if (ips.length > 2) {
    context.invalid(at, `there are ${ips.length} addresses.`, 'There can be at most two.', 'Remove some of them.');
  }
  return isValid;
}

function checkPair(ips: readonly string[], at: FieldPath, context: ValidationContext): void {
  const families = new Set(ips.map(isV6));
  if (ips.length > 2 || families.size === 1) {
    const why = 'A Service has at most one address of each family.';
    context.invalid(at, 'several addresses are of one family.', why, 'Keep one of each family.');
  }
}

function checkSourceRanges(
  spec: ServiceSpec,
  ranges: readonly string[],
  at: FieldPath,
  itemAt: (i: number) => FieldPath,
  context: ValidationContext,
): void {
  if (typeOf(spec) !== 'LoadBalancer') {
    const fix = 'Set `type` to LoadBalancer, or remove the source ranges.';
    context.forbidden(at, 'source ranges are set.', 'Only a load balancer filters by source.', fix);
  }
  ranges.forEach((range, i) => {
    checkForm(range.trim(), itemAt(i), context, (text) => notCidr(text, context.minor), 'block of IP addresses');
  });
}
