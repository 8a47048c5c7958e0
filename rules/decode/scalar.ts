import { isQuantity } from '../model/quantity';

/** Whether a value is of a scalar type, such as `int32`. */
export type Fits = (value: unknown) => boolean;

const SCALARS: Readonly<Record<string, Fits>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  int32: isInt32,
  int64: (value) => Number.isInteger(value) && Number(value) >= -(2 ** 63) && Number(value) < 2 ** 63,
  IntOrString: (value) => typeof value === 'string' || isInt32(value),
  Quantity: isQuantity,
  Time: (value) => typeof value === 'string' && isTime(value),
};

/** The test for the values of a scalar type. */
export function fitsOf(type: string): Fits {
  return SCALARS[type] ?? ((value) => value !== null && value !== undefined && typeof value !== 'bigint');
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && (value | 0) === value;
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[+-]([01]\d|2[0-4]):([0-5]\d|60))$/;

function isTime(text: string): boolean {
  const [, year, month, day] = TIME.exec(text)?.map(Number) ?? [];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
