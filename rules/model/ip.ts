/** Whether it is an IP address, as Go reads one: with zeros before its numbers, and before 1.36 so did Kubernetes. */
export function isSloppyIp(text: string): boolean {
  return /^[^:]*\./.test(text) ? isV4(text) : text.includes(':') && groupsOf(text) !== undefined;
}

function isV4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255);
}

/** The eight groups of an IPv6 address; none if it is none. */
function groupsOf(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) {
    return undefined;
  }
  const [left, right] = halves.map(partsOf);
  if (left === undefined || (halves.length === 2 && right === undefined)) {
    return undefined;
  }
  const count = left.length + (right?.length ?? 0);
  if (halves.length === 1) {
    return count === 8 ? left : undefined;
  }
  return count < 8 ? [...left, ...new Array(8 - count).fill(0), ...right!] : undefined;
}

/** Groups with ":" between, of which the last may be an IPv4 address. */
function partsOf(text: string, half: number, halves: string[]): number[] | undefined {
  if (text === '') {
    return halves.length === 2 ? [] : undefined;
  }
  const parts = text.split(':');
  const last = parts[parts.length - 1];
  const isLastHalf = half === halves.length - 1;
  const groups: number[] = [];
  for (const part of parts) {
    if (part === last && part.includes('.') && isLastHalf && groups.length === parts.length - 1) {
      if (!isV4(part)) {
        return undefined;
      }
      const [a, b, c, d] = part.split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return groups;
}

/** Why it is not an IP address, for a field that took sloppy ones before 1.36. */
export function notIp(text: string, minor: number): string | undefined {
  if (!isSloppyIp(text)) {
    return 'It is an IP address, such as 10.9.8.7 or 2001:db8::ffff.';
  }
  if (minor < 36) {
    return undefined;
  }
  if (/(^|[.:])0\d+\./.test(text) || /\.0\d+$/.test(text)) {
    return 'Its numbers have no zeros before them: some read those as octal.';
  }
  return isMapped(text) ? 'It is an IPv4 address in the form of an IPv6 one: write it as what it is.' : undefined;
}

function isMapped(text: string): boolean {
  const groups = text.includes(':') ? groupsOf(text) : undefined;
  return groups !== undefined && groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

/** The form of an IP address in which it should be written; nothing if that is the one that it has. */
export function canonicalIp(text: string): string | undefined {
  const groups = text.includes(':') ? groupsOf(text) : undefined;
  let canonical: string;
  if (groups === undefined) {
    canonical = text.split('.').map(Number).join('.');
  } else if (isMapped(text)) {
    canonical = [groups[6] >> 8, groups[6] & 255, groups[7] >> 8, groups[7] & 255].join('.');
  } else {
    canonical = shortest(groups.map((group) => group.toString(16)));
  }
  return canonical === text ? undefined : canonical;
}

/** With "::" for the longest run of zeros, the first of those. */
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
