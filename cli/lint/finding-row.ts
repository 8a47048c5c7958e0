import { Located } from '../../rules/check/examine';

/** A finding for programs; docs/lint.md describes its fields. */
export function findingRow(finding: Located, fingerprint: string): object {
  const { rule, severity, type, object, path, file, line, column, what: message, why, fix } = finding;
  return { rule, severity, type, object, path, file, line, column, message, why, fix, fingerprint };
}
