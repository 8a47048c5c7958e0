import { DiscoveryV1EndpointPort, Endpoint, EndpointHints } from '../../kubernetes/decoded';
import { FieldPath } from '../model/field-path';
import { isV6, notIp } from '../model/ip';
import { notDnsLabel, notDnsSubdomain, notLabelValue, notQualifiedName } from '../model/names';
import { rule } from '../rule';
import { ValidationContext } from '../validation-context';
import { checkForm, choice, firsts, form, maxItems, need, orEmpty } from '../validation/fields';
import { PROTOCOLS } from '../validation/port';
import { checkEndpointIp } from './service-address';

const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];

/** The limits of a slice. */
const MOST = { endpoints: 1000, ports: 20000, addresses: 100, hints: 8 };

export const endpointSlice = rule({
  id: 'api/endpoint-slice',
  severity: 'error',
  summary: 'An EndpointSlice must have a type of addresses, and valid endpoints and ports.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/',
  checks: {
    EndpointSlice(slice, at, context) {
      const { addressType = '', endpoints = [], ports = [] } = slice;
      if (addressType === '') {
        need(slice, at, context, 'addressType');
      } else {
        choice(slice, at, context, 'addressType', ADDRESS_TYPES);
      }
      maxItems(ports, at.field('ports'), context, MOST.ports, 'ports');
      if (ports.length <= MOST.ports) {
        checkPorts(ports, at.field('ports'), context);
      }
      maxItems(endpoints, at.field('endpoints'), context, MOST.endpoints, 'endpoints');
      if (endpoints.length <= MOST.endpoints) {
        endpoints.forEach((one, i) => checkEndpoint(one, addressType, at.field('endpoints').item(i), context));
      }
    },
  },
});

function checkPorts(ports: readonly DiscoveryV1EndpointPort[], at: FieldPath, context: ValidationContext): void {
  const first = firsts(ports, ({ name = '' }) => name);
  ports.forEach((port, i) => {
    const place = at.item(i);
    form(port, place, context, 'name', orEmpty(notDnsLabel), 'port name');
    if (first[i] < i) {
      const why = 'A client finds a port by its name.';
      const what = `"${port.name ?? ''}" is already the name of ${String(at.item(first[i]))}.`;
      context.duplicate(place.field('name'), what, why, 'Rename one of the ports.');
    }
    choice(port, place, context, 'protocol', PROTOCOLS);
    form(port, place, context, 'appProtocol', notQualifiedName);
  });
}

function checkEndpoint(endpoint: Endpoint, type: string, at: FieldPath, context: ValidationContext): void {
  const { addresses = [], hints } = endpoint;
  const list = at.field('addresses');
  need(endpoint, at, context, 'addresses');
  maxItems(addresses, list, context, MOST.addresses, 'addresses');
  addresses.forEach((address, i) => checkAddress(address, type, list, i, context));
  form(endpoint, at, context, 'nodeName', notDnsSubdomain);
  form(endpoint, at, context, 'hostname', notDnsLabel);
  if (hints !== undefined) {
    checkHints(hints, at.field('hints'), context);
  }
}

function checkAddress(address: string, type: string, list: FieldPath, i: number, context: ValidationContext): void {
  const at = list.item(i);
  if (type === 'FQDN') {
    if (address === '') {
      context.required(at, 'the address is empty.', 'An endpoint has a DNS name.', 'Write its DNS name.');
    } else {
      checkForm(address, at, context, notFullName, 'DNS name');
    }
    return;
  }
  if (type !== 'IPv4' && type !== 'IPv6') {
    return;
  }
  // IPv6 addresses never had another form
  const minor = type === 'IPv6' ? 99 : context.minor;
  if (notIp(address, minor) !== undefined) {
    checkForm(address, at, context, (text) => notIp(text, minor), 'IP address');
    return;
  }
  if (isV6(address) !== (type === 'IPv6')) {
    const why = `\`addressType\` is ${type}.`;
    const place = context.minor >= 33 ? list : at;
    context.invalid(place, `"${address}" is not an ${type} address.`, why, 'Move it to another slice.');
    if (context.minor < 33) {
      return;
    }
  }
  checkEndpointIp(address, at, context);
}

function notFullName(name: string): string | undefined {
  const own = name.replace(/\.$/, '');
  return (
    notDnsSubdomain(own) ??
    (own.includes('.') ? undefined : 'It must be a DNS name with at least two parts, such as "example.com".')
  );
}

function checkHints({ forZones = [], forNodes = [] }: EndpointHints, at: FieldPath, context: ValidationContext): void {
  const check = (
    hints: readonly { readonly name?: string }[],
    list: FieldPath,
    formOf: (name: string) => string | undefined,
  ): boolean => {
    maxItems(hints, list, context, MOST.hints, 'hints');
    if (hints.length > MOST.hints) {
      return false;
    }
    const first = firsts(hints, ({ name = '' }) => name);
    hints.forEach(({ name = '' }, i) => {
      const place = list.item(i).field('name');
      if (first[i] < i) {
        context.duplicate(place, `"${name}" is a duplicate.`, 'One of them is enough.', 'Remove one of the two.');
      }
      checkForm(name, place, context, formOf, '`name`');
    });
    return true;
  };
  if (check(forZones, at.field('forZones'), notLabelValue)) {
    check(forNodes, at.field('forNodes'), notDnsSubdomain);
  }
}
