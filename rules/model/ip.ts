/** Whether a text is an IP address. Its numbers may have leading zeros, which Kubernetes accepts before 1.36. */
export function isSloppyIp(text: string): boolean {
  return /^[^:]*\./.test(text) ? isV4(text) : text.includes(':') && groupsOf(text) !== undefined;
}

function isV4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255);
}

/** The eight groups of an IPv6 address; undefined if the text is not an IPv6 address. The last two may be an IPv4 address. */
function groupsOf(text: string): number[] | undefined {
  const last = text.lastIndexOf(':') + 1;
  if (last > 0 && text.includes('.', last)) {
    const v4 = text.slice(last);
    if (!isV4(v4)) {
      return undefined;
    }
    const [a, b, c, d] = v4.split('.').map(Number);
    const groups = [a * 256 + b, c * 256 + d].map((group) => group.toString(16));
    return groupsOf(`${text.slice(0, last)}${groups.join(':')}`);
  }
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [left, right = []] = halves;
  const groups = [...left, ...right];
  const isShort = halves.length === 2 ? groups.length < 8 : halves.length === 1 && groups.length === 8;
  if (!isShort || !groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) {
    return undefined;
  }
  const zeros = new Array<string>(8 - groups.length).fill('0');
  return [...left, ...zeros, ...right].map((group) => parseInt(group, 16));
}

/** Why a text is not an IP address, for a field that accepts leading zeros before 1.36. */
export function notIp(text: string, minor: number): string | undefined {
  if (!isSloppyIp(text)) {
    return 'An IP address is, for example, 10.9.8.7 or 2001:db8::ffff.';
  }
  if (minor < 36) {
    return undefined;
  }
  if (/(^|[.:])0\d+\./.test(text) || /\.0\d+$/.test(text)) {
    return 'Its numbers must not have leading zeros: some programs read them as octal.';
  }
  return isMapped(text) ? 'It is an IPv4 address in the form of an IPv6 address. Write the IPv4 form.' : undefined;
}

function isMapped(text: string): boolean {
  const groups = text.includes(':') ? groupsOf(text) : undefined;
  return groups !== undefined && groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

/** The numbers of the IPv4 address in the last two groups of an IPv6 address. */
function v4In(groups: readonly number[]): number[] {
  return groups.slice(6).flatMap((group) => [group >> 8, group & 255]);
}

/** Whether a valid IP address is an IPv6 address. An IPv4 address in the form of an IPv6 address is none. */
export function isV6(text: string): boolean {
  return text.includes(':') && !isMapped(text);
}

/** The bits of a valid IP address. */
function bitsOf(text: string): bigint {
  const groups = groupsOf(text);
  if (!text.includes(':') || isMapped(text)) {
    const numbers = isMapped(text) ? v4In(groups!) : text.split('.').map(Number);
    return numbers.reduce((sum, number) => sum * 256n + BigInt(number), 0n);
  }
  return groups!.reduce((sum, group) => sum * 65536n + BigInt(group), 0n);
}

/** A block of IP addresses, such as 10.0.0.0/8. */
interface Cidr {
  readonly isV6: boolean;
  readonly bits: bigint;
  readonly length: number;
}

/** Undefined if the text is no block of IP addresses. */
function cidrOf(text: string): Cidr | undefined {
  const [, address, digits] = /^([^/]+)\/(\d+)$/.exec(text) ?? [];
  const length = Number(digits);
  if (
    address === undefined ||
    !isSloppyIp(address) ||
    length > (address.includes(':') ? 128 : 32) ||
    /^0\d/.test(digits)
  ) {
    return undefined;
  }
  const isMappedBlock = isMapped(address);
  return {
    isV6: address.includes(':') && !isMappedBlock,
    bits: bitsOf(address),
    length: isMappedBlock ? length - 96 : length,
  };
}

const widthOf = (block: Cidr): number => (block.isV6 ? 128 : 32);

/** Why a text is not a block of IP addresses, for a field that accepts leading zeros and bits after the prefix before 1.36. */
export function notCidr(text: string, minor: number): string | undefined {
  const block = cidrOf(text);
  if (block === undefined) {
    return 'A block of IP addresses is, for example, 10.9.8.0/24 or 2001:db8::/64.';
  }
  if (minor < 36) {
    return undefined;
  }
  const rest = BigInt(widthOf(block) - Math.max(0, block.length));
  return (
    notIp(text.slice(0, text.indexOf('/')), minor) ??
    ((block.bits >> rest) << rest === block.bits ? undefined : 'After its prefix, all bits must be 0.')
  );
}

/** Whether a valid block is in another one, and smaller. Undefined if one of them is no block. */
export function isStrictlyWithin(inner: string, outer: string): boolean | undefined {
  const [a, b] = [cidrOf(inner), cidrOf(outer)];
  if (a === undefined || b === undefined) {
    return undefined;
  }
  const rest = BigInt(widthOf(b) - b.length);
  return a.isV6 === b.isV6 && a.length > b.length && a.bits >> rest === b.bits >> rest;
}

/** Why a valid IP address cannot be that of an endpoint. */
export function notEndpointIp(text: string): string | undefined {
  const bits = bitsOf(text);
  const starts = (prefix: string): boolean => {
    const { bits: own, length } = cidrOf(prefix)!;
    const rest = BigInt((isV6(text) ? 128 : 32) - length);
    return bits >> rest === own >> rest;
  };
  const [unspecified, loopback, linkLocal, multicast] = isV6(text)
    ? ['::/128', '::1/128', 'fe80::/10', 'ff02::/16']
    : ['0.0.0.0/32', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/24'];
  return starts(unspecified)
    ? 'It is the unspecified address.'
    : starts(loopback)
      ? 'It is a loopback address.'
      : starts(linkLocal)
        ? 'It is a link-local address.'
        : starts(multicast)
          ? 'It is a link-local multicast address.'
          : undefined;
}

/** The canonical form of an IP address; undefined if it has that form. */
export function canonicalIp(text: string): string | undefined {
  const groups = text.includes(':') ? groupsOf(text) : undefined;
  let canonical: string;
  if (groups === undefined) {
    canonical = text.split('.').map(Number).join('.');
  } else if (isMapped(text)) {
    canonical = v4In(groups).join('.');
  } else {
    canonical = shortest(groups.map((group) => group.toString(16)));
  }
  return canonical === text ? undefined : canonical;
}

/** With "::" for the longest run of zeros, the first if several are as long. */
function shortest(groups: string[]): string {
  let best = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (groups[start + length] === '0') {
      length++;
    }
    if (length > best.length) {
      best = { start, length };
    }
  }
  return best.length < 2
    ? groups.join(':')
    : `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}
