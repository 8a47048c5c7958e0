/** Numbers as the API server decodes and compares them in custom resources. */

/** A number of a manifest. The YAML reader returns a bigint if a number would lose digits. */
export type JsonNumber = number | bigint;

export function isJsonNumber(value: unknown): value is JsonNumber {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
}

/** Whether Go decodes the number to an `int64`. */
export function isInt64(value: JsonNumber): boolean {
  return typeof value === 'bigint'
    ? BigInt.asIntN(64, value) === value
    : Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
}

/** The relative difference that the server ignores. */
const TOLERANCE = 1e-9;

/** Whether the server accepts the number as an integer: it ignores a very small fraction. */
export function isAlmostInteger(value: JsonNumber): boolean {
  const number = Number(value);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) {
    return false;
  }
  const whole = Math.trunc(number);
  return number === whole || (whole > 0 && (number - whole) / (number + whole) < TOLERANCE);
}

/** A limit as the server compares it with a number: without its fraction, if the number is an integer. */
export function limitFor(value: JsonNumber, limit: number): number {
  return isInt64(value) ? Math.trunc(limit) : limit;
}

/** Whether a number is a multiple of a positive factor. For an integer, the server ignores the fraction of the factor. */
export function isMultipleOf(value: JsonNumber, factor: number): boolean {
  if (isInt64(value)) {
    return factor >= 1 && BigInt(value) % BigInt(Math.trunc(factor)) === 0n;
  }
  return isAlmostInteger(factor < 1 ? (1 / factor) * Number(value) : Number(value) / factor);
}
