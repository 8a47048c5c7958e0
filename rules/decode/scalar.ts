import { isQuantity } from '../model/quantity';

/** Whether a value is of a type that stands for itself, such as `int32`. */
export type Fits = (value: any) => boolean;

const SCALARS: Record<string, Fits> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  int32: isInt32,
  int64: (value) => Number.isInteger(value) && value >= -9223372036854775808 && value < 9223372036854775808,
  IntOrString: (value) => typeof value === 'string' || isInt32(value),
  Quantity: isQuantity,
  Time: (value) => typeof value === 'string' && isTime(value),
};

/** How values of a scalar type are told. */
export function fitsOf(type: string): Fits {
  return SCALARS[type] ?? ((value) => value !== null && value !== undefined && typeof value !== 'bigint');
}

function isInt32(value: any): boolean {
  return typeof value === 'number' && (value | 0) === value;
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(Z|[+-]([01]\d|2[0-4]):([0-5]\d|60))$/;

function isTime(text: string): boolean {
  const [, year, month, day] = TIME.exec(text)?.map(Number) ?? [];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
