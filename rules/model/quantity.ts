import { remembered } from './remembered';

/** Quantities as the API server reads them, which takes no digits for zero, and passes over blanks around. */

const BLANK = '[ \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const NUMBER = '[+-]?\\d*(?:\\.\\d*)?';
const SUFFIX = '[KMGTPE]i|[numkMGTPE]?|[eE][+-]?\\d+';
const QUANTITY = new RegExp(`^${BLANK}*(?!${BLANK}|$)(${NUMBER})(${SUFFIX})${BLANK}*$`);

const isAmount = remembered((text: string) => QUANTITY.test(text));

/** Whether it is an amount of something. */
export function isQuantity(value: any): boolean {
  return typeof value === 'number' || (typeof value === 'string' && isAmount(value));
}

const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Record<string, bigint> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

/** The largest binary amount, to which larger ones are cut. */
const LARGEST = ((1n << 63n) - 1n) * 1000000000n;

/** The amount in billionths, rounded up, or away from zero: exact enough for every comparison that the API server makes. */
export const nano = remembered((quantity: string | number): bigint => {
  const [, number, suffix] = QUANTITY.exec(String(quantity)) ?? ['', '0', ''];
  const negative = number.startsWith('-');
  const [whole, fraction = ''] = number.replace(/^[+-]/, '').split('.');
  let digits = BigInt(whole + fraction || '0');
  const binary = BINARY[suffix];
  let scale = 9 - fraction.length;
  if (binary !== undefined) {
    digits <<= binary;
  } else {
    // a larger exponent says the same in every comparison, and takes no time
    scale += DECIMAL[suffix] ?? Math.max(-1000, Math.min(1000, Number(suffix.slice(1))));
  }
  let amount = scale >= 0 ? digits * 10n ** BigInt(scale) : divideUp(digits, 10n ** BigInt(-scale));
  if (binary !== undefined && amount > LARGEST) {
    amount = LARGEST;
  }
  return negative ? -amount : amount;
});

function divideUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}

/** The amount in thousandths, rounded up: the server does so with every request and limit. */
export const milli = remembered((quantity: string | number): bigint => ceil(nano(quantity), 1000000n));

/** The same as a number, where it is one that a number holds exactly; NaN where it is not. */
export const plainMilli = remembered((quantity: string | number): number => {
  const amount = Number(milli(quantity));
  return Number.isSafeInteger(amount) ? amount : NaN;
});

/** The amount as a whole number, rounded up. */
export function whole(quantity: string | number): bigint {
  return ceil(nano(quantity), 1000000000n);
}

function ceil(amount: bigint, by: bigint): bigint {
  return amount >= 0n ? divideUp(amount, by) : -divideUp(-amount, by);
}

const UNITS = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY_UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** The quantity as the server prints it: as it was written where that is nearly its usual form, which "+1" is, but not "1000". */
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
