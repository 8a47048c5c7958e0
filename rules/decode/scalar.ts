import { isQuantity } from '../model/quantity';

/** Whether a value is of a scalar type, such as `int32`. */
export type Fits = (value: unknown) => boolean;

/** The greatest 64-bit integer that a double can hold. Its negative is the least that JavaScript prints as a 64-bit integer. */
const GREATEST = 2 ** 63 - 1024;

const SCALARS: Readonly<Record<string, Fits>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  int32: isInt32,
  int64: (value) => Number.isInteger(value) && Math.abs(Number(value)) <= GREATEST,
  IntOrString: (value) => typeof value === 'string' || isInt32(value),
  Quantity: isQuantity,
  Time: (value) => typeof value === 'string' && isTime(value),
  MicroTime: (value) => typeof value === 'string' && MICROSECONDS.test(value) && isTime(value),
  double: (value) => typeof value === 'number' && Number.isFinite(value),
  bytes: isBytes,
};

/** An integer that a double cannot hold, as a value of a scalar type: the nearest number, or a quantity. Undefined if it is too large. */
export function fromBigInt(value: bigint, type: string): unknown {
  if (type === 'Quantity') {
    return String(value);
  }
  if (type === 'double') {
    return Number(value);
  }
  return BigInt.asIntN(64, value) === value ? Math.max(-GREATEST, Math.min(GREATEST, Number(value))) : undefined;
}

/** The test for the values of a scalar type. */
export function fitsOf(type: string): Fits {
  return SCALARS[type] ?? ((value) => value !== null && value !== undefined && typeof value !== 'bigint');
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && (value | 0) === value;
}

/** Go decodes bytes from base64, in which it ignores line breaks, and from a list of numbers. */
function isBytes(value: unknown): boolean {
  if (typeof value === 'string') {
    const text = value.replace(/[\r\n]/g, '');
    return text.length % 4 === 0 && BASE64.test(text);
  }
  return Array.isArray(value) && value.every((byte) => byte === null || (isInt32(byte) && byte >= 0 && byte <= 255));
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** With microseconds: no fewer digits, and no more. */
const MICROSECONDS = /[.,]\d{6}(?!\d)/;

const TIME = /^(\d{4})-(\d\d)-(\d\d)T([01]?\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[+-]([01]\d|2[0-4]):([0-5]\d|60))$/;

function isTime(text: string): boolean {
  const [, year, month, day] = TIME.exec(text)?.map(Number) ?? [];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
