import { Located } from '../../rules/check/examine';
import { Fingerprints } from './fingerprint';
import { findingsOf, isRendered, Report } from './report';

/** A finding for programs; docs/lint.md describes its fields. */
export function findingRow(finding: Located, fingerprint: string, isRendered: boolean): object {
  const { rule, severity, type, object, path, file, line, column, what: message, why, fix } = finding;
  const rendered = isRendered ? true : undefined;
  return { rule, severity, type, object, path, file, line, column, rendered, message, why, fix, fingerprint };
}

/** The rows of all findings. */
export function* findingRows(report: Report): Generator<object> {
  const fingerprints = new Fingerprints();
  for (const finding of findingsOf(report)) {
    yield findingRow(finding, fingerprints.next(finding), isRendered(report, finding.file));
  }
}
