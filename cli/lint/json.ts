import { findingsOf, Report } from './report';

/** An array that programs read: docs/lint.md says what is in it. */
export function json(report: Report): string {
  const rows = findingsOf(report).map(
    ({ rule, severity, type, object, path, file, line, column, what: message, why, fix }) => ({
      ...{ rule, severity, type, object, path, file, line, column, message, why, fix },
    }),
  );
  return `${JSON.stringify(rows, null, 2)}\n`;
}
