import { Unfit } from './plain-data';
import { Finding } from '../../rules/finding';

/** What is told of props that are not plain data. */
export function notPlain({ path, reason }: Unfit): Finding {
  return { rule: 'api/plain-data', severity: 'error', path, what: reason, why: '', fix: '' };
}
