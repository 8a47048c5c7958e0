/** Quantities as the API server reads them, which takes no digits for zero, and passes over blanks around. */

const BLANKS = '[ \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*';
const NUMBER = '[+-]?\\d*\\.?\\d*';
const SUFFIX = '[KMGTPE]i|[numkMGTPE]?|[eE][+-]?\\d+';
const QUANTITY = new RegExp(`^${BLANKS}(?!${BLANKS}$)(${NUMBER})(${SUFFIX})${BLANKS}$`);

/** Whether it is an amount of something. */
export function isQuantity(value: any): boolean {
  return typeof value === 'number' || (typeof value === 'string' && QUANTITY.test(value));
}

const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Record<string, bigint> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

/** The largest binary amount, to which larger ones are cut. */
const LARGEST = ((1n << 63n) - 1n) * 1000000000n;

/** The amount in billionths, rounded up, or away from zero: exact enough for every comparison that the API server makes. */
export function nano(quantity: string | number): bigint {
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
}

function divideUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by;
}

/** Whether it is a whole number of its unit: no part of a byte, say. */
export function isWhole(quantity: string | number): boolean {
  return nano(quantity) % 1000000000n === 0n;
}
