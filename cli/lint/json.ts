import { findingsOf, Pieces, Report } from './report';

/** An array that programs read: docs/lint.md says what is in it. */
export function* json(report: Report): Pieces {
  let before = '[';
  for (const { rule, severity, type, object, path, file, line, column, what: message, why, fix } of findingsOf(
    report,
  )) {
    const row = { rule, severity, type, object, path, file, line, column, message, why, fix };
    yield before + JSON.stringify([row], null, 2).slice('['.length, -'\n]'.length);
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
