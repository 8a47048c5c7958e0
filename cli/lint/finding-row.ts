import { Located } from '../../rules/check/examine';

/** A finding for programs; docs/lint.md describes its fields. */
export function findingRow(finding: Located, fingerprint: string, isRendered: boolean): object {
  const { rule, severity, type, object, path, file, line, column, what: message, why, fix } = finding;
  const rendered = isRendered ? true : undefined;
  return { rule, severity, type, object, path, file, line, column, rendered, message, why, fix, fingerprint };
}
