import { FieldPath } from '../model/field-path';
import { notPortName } from '../model/names';
import { ValidationContext } from '../validation-context';
import { jsonText } from '../../util/json-text';

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

export function isPortNumber(port: number | string): boolean {
  return typeof port === 'number' && port >= 1 && port <= 65535;
}

/** Checks the number or the name of a port. */
export function checkPort(port: number | string, at: FieldPath, context: ValidationContext): void {
  const why =
    typeof port === 'string' ? notPortName(port) : isPortNumber(port) ? undefined : 'It must be from 1 to 65535.';
  if (why !== undefined) {
    const isNumber = typeof port === 'string' && /^\d+$/.test(port);
    const fix = isNumber ? `Write it without quotes: ${port}.` : 'Write the number or the name of a container port.';
    context.invalid(at, `${jsonText(port)} is not a valid port.`, why, fix);
  }
}
