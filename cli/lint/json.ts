import { safeJson } from '../../util/safe-text';
import { findingRow } from './finding-row';
import { Fingerprints } from './fingerprint';
import { findingsOf, isRendered, Pieces, Report } from './report';

/** An array for programs. */
export function* json(report: Report): Pieces {
  const fingerprints = new Fingerprints();
  let before = '[';
  for (const finding of findingsOf(report)) {
    const row = findingRow(finding, fingerprints.next(finding), isRendered(report, finding.file));
    yield before + safeJson(JSON.stringify([row], null, 2)).slice('['.length, -'\n]'.length);
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
