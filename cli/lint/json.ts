import { safeJson } from '../../util/safe-text';
import { findingRows } from './finding-row';
import { Pieces, Report } from './report';

/** An array for programs. */
export function* json(report: Report): Pieces {
  let before = '[';
  for (const row of findingRows(report)) {
    yield before + safeJson(JSON.stringify([row], null, 2)).slice('['.length, -'\n]'.length);
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
