import { safeJson } from '../../util/safe-text';
import { Fingerprints } from './fingerprint';
import { findingsOf, Pieces, Report } from './report';

/** An array for programs; docs/lint.md describes its fields. */
export function* json(report: Report): Pieces {
  const fingerprints = new Fingerprints();
  let before = '[';
  for (const finding of findingsOf(report)) {
    const { rule, severity, type, object, path, file, line, column, what: message, why, fix } = finding;
    const fingerprint = fingerprints.next(finding);
    const row = { rule, severity, type, object, path, file, line, column, message, why, fix, fingerprint };
    yield before + safeJson(JSON.stringify([row], null, 2)).slice('['.length, -'\n]'.length);
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
