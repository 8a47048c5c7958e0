const BLANK = '[ \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const NUMBER = '[+-]?\\d*(?:\\.\\d*)?';
const SUFFIX = '[KMGTPE]i|[numkMGTPE]?|[eE][+-]?\\d+';
const QUANTITY = new RegExp(`^${BLANK}*(?!${BLANK}|$)(${NUMBER})(${SUFFIX})${BLANK}*$`);

/** Whether the API server reads a value as a quantity. It reads a number without digits as zero, and ignores blanks around it. */
export function isQuantity(value: unknown): value is number | string {
  return typeof value === 'number' || (typeof value === 'string' && QUANTITY.test(value));
}

const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Record<string, bigint> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

/** The API server reduces larger binary quantities to this one. */
const LARGEST = ((1n << 63n) - 1n) * 1000000000n;

/** The quantity in billionths, rounded away from zero: exact enough for every comparison that the API server makes. */
export function nano(quantity: string | number): bigint {
  const [, number = '0', suffix = ''] = QUANTITY.exec(String(quantity)) ?? [];
  const [whole, fraction = ''] = number.replace(/^[+-]/, '').split('.');
  let digits = BigInt(whole + fraction || '0');
  const binary = BINARY[suffix];
  let scale = 9 - fraction.length;
  if (binary !== undefined) {
    digits <<= binary;
  } else {
    // a larger exponent gives the same result in every comparison, and would need much time and memory
    scale += DECIMAL[suffix] ?? Math.max(-1000, Math.min(1000, Number(suffix.slice(1))));
  }
  let amount = scale >= 0 ? digits * 10n ** BigInt(scale) : divideUp(digits, 10n ** BigInt(-scale));
  if (binary !== undefined && amount > LARGEST) {
    amount = LARGEST;
  }
  return number.startsWith('-') ? -amount : amount;
}

function divideUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}

export function isNegative(quantity: string | number): boolean {
  return String(quantity).includes('-') && nano(quantity) < 0n;
}

/** Whether one quantity is greater than another one (1), equal (0) or less (-1), in thousandths, rounded up. */
export function compare(quantity: string | number, other: string | number): number {
  const [a, b] = [smallMilli(quantity), smallMilli(other)];
  const difference = a === undefined || b === undefined ? milli(quantity) - milli(other) : a - b;
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

/** The thousandths of a quantity in the usual form, without a bigint: saves 3 us for the resources of a container. */
function smallMilli(quantity: string | number): number | undefined {
  const text = String(quantity);
  const number = parseInt(text, 10);
  const factor = SMALL_FACTORS.get(text.slice(String(number).length));
  return factor !== undefined && number >= 0 && number < 1e6 ? number * factor : undefined;
}

const SMALL_FACTORS = new Map(Object.entries({ m: 1, '': 1e3, Ki: 1024e3, Mi: 1024 ** 2 * 1e3, M: 1e9 }));

/** The quantity in thousandths, rounded up, as the API server rounds every request and limit. */
export function milli(quantity: string | number): bigint {
  return ceil(nano(quantity), 1000000n);
}

/** The quantity as a whole number, rounded up. */
export function whole(quantity: string | number): bigint {
  return ceil(nano(quantity), 1000000000n);
}

function ceil(amount: bigint, by: bigint): bigint {
  return amount >= 0n ? divideUp(amount, by) : -divideUp(-amount, by);
}

const UNITS = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY_UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The quantity as the API server prints it. The server keeps some texts that are not canonical: "+1", but not "1000". */
export function canonical(quantity: string | number): string {
  const text = String(quantity).trim();
  const [, number, suffix] = QUANTITY.exec(text) ?? ['', '0', ''];
  const fraction = number.split('.')[1] ?? '';
  const digits = number.replace(/^[+-]?0*/, '').replace('.', '') || '0';
  const isBinary = BINARY[suffix] !== undefined;
  if (isBinary) {
    if (fraction === '' && BigInt(digits) & 7n) {
      return text;
    }
  } else {
    const exponent = DECIMAL[suffix] ?? Number(suffix.slice(1));
    const scale = exponent - fraction.length;
    const isShort = digits.length <= 18 && scale >= -9;
    if (isShort && scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0')) {
      return text;
    }
  }
  const amount = nano(quantity);
  if (amount === 0n) {
    return '0';
  }
  const size = amount < 0n ? -amount : amount;
  if (isBinary && size >= 1024000000000n && size % 1000000000n === 0n) {
    return scaled(amount / 1000000000n, 1024n, BINARY_UNITS);
  }
  const isExponent = !isBinary && DECIMAL[suffix] === undefined;
  return scaled(amount, 1000n, isExponent ? UNITS.map((_, i) => (i === 3 ? '' : `e${i * 3 - 9}`)) : UNITS);
}

function scaled(amount: bigint, by: bigint, units: readonly string[]): string {
  let unit = 0;
  while (amount % by === 0n && unit < units.length - 1) {
    amount /= by;
    unit++;
  }
  return `${amount}${units[unit]}`;
}
