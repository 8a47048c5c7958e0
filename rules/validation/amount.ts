import { jsonText } from '../../util/json-text';
import { FieldPath } from '../model/field-path';
import { ValidationContext } from '../validation-context';

/** Checks a number or percentage of pods. */
export function checkAmount(
  amount: number | string,
  at: FieldPath,
  context: ValidationContext,
  mostPercent: number,
): void {
  if (typeof amount === 'number' ? amount < 0 : !/^[0-9]+%$/.test(amount)) {
    const why = 'It must be a number or a percentage of pods.';
    context.invalid(at, `${jsonText(amount)} is not a number of pods.`, why, 'Write 1 or "25%", for example.');
  } else if (typeof amount === 'string' && sizeOf(amount) > mostPercent) {
    context.invalid(at, `${amount} is more than 100%.`, 'It must be at most 100%.', 'Write "100%" or less.');
  }
}

/** The number, without the sign of a percentage. */
export function sizeOf(amount: number | string): number {
  return typeof amount === 'number' ? amount : /^[+-]?\d+%?$/.test(amount) ? parseInt(amount, 10) : 0;
}
