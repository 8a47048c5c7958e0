const BLANK = '[ \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const NUMBER = '[+-]?\\d*(?:\\.\\d*)?';
const SUFFIX = '[KMGTPE]i|[numkMGTPE]?|[eE][+-]?\\d{1,18}';
/** Most quantities: saves the groups of a match, 0.2 kB for each. */
const USUAL = /^\d{1,9}(?:[mkMG]|[KMG]i)?$/;
const QUANTITY = new RegExp(`^${BLANK}*(?!${BLANK}|$)(${NUMBER})(${SUFFIX})${BLANK}*$`);

/** Whether the API server reads a value as a quantity. It reads a number without digits as zero if it fits in 64 bits with its unit, and
 * ignores blanks around it. */
export function isQuantity(value: unknown): value is number | string {
  if (typeof value !== 'string') {
    return typeof value === 'number' && Number.isFinite(value);
  }
  if (USUAL.test(value)) {
    return true;
  }
  const number = QUANTITY.exec(value)?.[1];
  return number !== undefined && (/\d/.test(number) || parse(value).isInt64);
}

const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Record<string, bigint> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

/** The API server reduces larger binary quantities to this one, in billionths. */
const LARGEST = ((1n << 63n) - 1n) * 1000000000n;

/** A quantity as the API server holds it: `unscaled` times a power of ten. Short texts are 64-bit integers, others are big integers. */
interface Amount {
  readonly unscaled: bigint;
  readonly exponent: number;
  readonly isInt64: boolean;
}

function parse(quantity: string | number): Amount {
  const [, number = '0', suffix = ''] = QUANTITY.exec(String(quantity)) ?? [];
  const [whole, fraction = ''] = number.replace(/^[+-]?0*/, '').split('.');
  const sign = number.startsWith('-') ? -1n : 1n;
  const shift = BINARY[suffix];
  const digits = BigInt(whole + fraction || '0') << (shift ?? 0n);
  const exponent = (shift === undefined ? exponentOf(suffix) : 0) - fraction.length;
  const length = Math.max(whole.length, 1) + fraction.length;
  // the server estimates whether the number fits
  const isShort =
    shift === undefined ? length <= 18 : fraction === '' && length + Math.floor(Number(shift) * 0.3) <= 14;
  if (isShort && exponent >= -9 && isInt64(digits)) {
    return { unscaled: sign * digits, exponent, isInt64: true };
  }
  const amount = scaled(digits, exponent + 9);
  const unscaled = shift !== undefined && amount > LARGEST ? LARGEST : amount;
  return { unscaled: sign * unscaled, exponent: -9, isInt64: false };
}

/** The exponent of a decimal suffix. One beyond 1000 gives the same result in every comparison, and would need much time and memory. */
function exponentOf(suffix: string): number {
  return (
    DECIMAL[suffix] ??
    Math.max(-1000, Math.min(1000, Number(BigInt.asIntN(32, BigInt(suffix.slice(1).replace(/^\+/, ''))))))
  );
}

/** An integer times a power of ten, rounded away from zero. */
function scaled(value: bigint, power: number): bigint {
  if (power >= 0) {
    return value * 10n ** BigInt(power);
  }
  const by = 10n ** BigInt(-power);
  return value / by + (value % by === 0n ? 0n : value < 0n ? -1n : 1n);
}

function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** The amount in thousandths, as the API server rounds every request and limit. */
function rounded({ unscaled, exponent, isInt64: isShort }: Amount): Amount {
  return isShort && exponent >= -3
    ? { unscaled, exponent, isInt64: true }
    : { unscaled: scaled(unscaled, exponent + 3), exponent: -3, isInt64: isShort };
}

/** The powers of ten with which the server multiplies in one step. */
const SINGLE_STEPS: readonly number[] = [1, 2, 3, 6, 9];

/** The amount in units of a power of ten, in the server's arithmetic of 64 bits: an amount that is too large is 0, or overflows. */
function int64Of({ unscaled, exponent, isInt64: isShort }: Amount, unit: number): bigint {
  const power = exponent - unit;
  if (isShort) {
    const value = scaled(unscaled, power);
    return isInt64(value) || SINGLE_STEPS.includes(power) ? BigInt.asIntN(64, value) : 0n;
  }
  const factor = 10n ** BigInt(Math.abs(power));
  if (power >= 0) {
    return BigInt.asIntN(64, unscaled * (isInt64(factor) ? factor : SMALLEST));
  }
  return BigInt.asIntN(64, unscaled / factor + (unscaled % factor === 0n ? 0n : 1n));
}

/** The integer to which Go converts a floating-point number that is too large. */
const SMALLEST = -(1n << 63n);

/** Whether a request or limit is an integer for the API server. */
export function isInteger(quantity: string | number): boolean {
  return int64Of(rounded(parse(quantity)), -3) % 1000n === 0n;
}

/**
 * Whether a request or limit is a multiple of a size for the API server.
 * @param limit the limit of a request: if it is a big integer, the server makes the request one, too
 */
export function isMultiple(quantity: string | number, size: string, limit: string | number = 0): boolean {
  const amount = rounded(parse(quantity));
  const isShort = amount.isInt64 && parse(limit).isInt64;
  const of = parse(size);
  const units = int64Of(of, 0);
  return (
    of.unscaled > 0n &&
    int64Of(of, -3) % 1000n === 0n &&
    units !== 0n &&
    int64Of({ ...amount, isInt64: isShort }, 0) % units === 0n
  );
}

/** The quantity in billionths, rounded away from zero: exact enough for every comparison that the API server makes. */
export function nano(quantity: string | number): bigint {
  const { unscaled, exponent } = parse(quantity);
  return scaled(unscaled, exponent + 9);
}

export function isNegative(quantity: string | number): boolean {
  return String(quantity).includes('-') && nano(quantity) < 0n;
}

/** Whether one quantity is greater than another one (1), equal (0) or less (-1), in thousandths, rounded up. */
export function compare(quantity: string | number, other: string | number): number {
  const a = smallMilli(quantity);
  const b = smallMilli(other);
  const difference = a === undefined || b === undefined ? milli(quantity) - milli(other) : a - b;
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

/** The thousandths of a quantity of up to six digits, without a bigint: saves 3 us for the resources of a container. */
function smallMilli(quantity: string | number): number | undefined {
  const text = String(quantity);
  let number = 0;
  let end = 0;
  while (end < 6 && text.charCodeAt(end) >= ZERO && text.charCodeAt(end) <= NINE) {
    number = number * 10 + text.charCodeAt(end) - ZERO;
    end++;
  }
  const factor = SMALL_FACTORS.get(text.slice(end));
  return end === 0 || factor === undefined ? undefined : number * factor;
}

const [ZERO, NINE] = ['0', '9'].map((digit) => digit.charCodeAt(0));

const SMALL_FACTORS = new Map(Object.entries({ m: 1, '': 1e3, Ki: 1024e3, Mi: 1024 ** 2 * 1e3, M: 1e9 }));

/** The quantity in thousandths, rounded away from zero, as the API server rounds every request and limit. */
export function milli(quantity: string | number): bigint {
  const { unscaled, exponent } = parse(quantity);
  return scaled(unscaled, exponent + 3);
}

/** The unit for a power of 1000, from billionths, or of 1024. The server prints a greater power without its unit. */
type UnitOf = (power: number) => string;
const decimalUnit: UnitOf = (power) => ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'][power] ?? '';
const binaryUnit: UnitOf = (power) => ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'][power];
const exponentUnit: UnitOf = (power) => (power === 3 ? '' : `e${power * 3 - 9}`);

/** The quantity as the API server prints it. The server keeps some texts that are not canonical: "+1", but not "1000". */
export function canonical(quantity: string | number): string {
  const text = String(quantity).trim();
  const [, number, suffix] = QUANTITY.exec(text) ?? ['', '0', ''];
  const digits = number.replace(/^[+-]?0*/, '').replace('.', '') || '0';
  const isBinary = BINARY[suffix] !== undefined;
  const { exponent, isInt64: isShort } = parse(text);
  const isKept = isBinary
    ? (BigInt(digits) & 7n) !== 0n
    : exponent % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
  if (isShort && isKept) {
    return text;
  }
  const amount = nano(quantity);
  if (amount === 0n) {
    return '0';
  }
  const size = amount < 0n ? -amount : amount;
  if (isBinary && size >= 1024000000000n && size % 1000000000n === 0n) {
    return withUnit(amount / 1000000000n, 1024n, binaryUnit);
  }
  const isExponent = !isBinary && DECIMAL[suffix] === undefined;
  return withUnit(amount, 1000n, isExponent ? exponentUnit : decimalUnit);
}

function withUnit(amount: bigint, by: bigint, unitOf: UnitOf): string {
  let power = 0;
  while (amount % by === 0n) {
    amount /= by;
    power++;
  }
  return `${amount}${unitOf(power)}`;
}
