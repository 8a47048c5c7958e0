import { Finding, message } from '../rules/finding';
import type { LintObject } from '../rules/check/lint';
import { safe } from '../util/safe-text';
import { objectText } from './object-text';

/** A finding of a rule. */
export interface ManifestFinding extends Finding {
  /** The object that it is about; undefined if it is about a construct that renders none, such as the app. */
  readonly object?: LintObject;
  /** The path of the construct; undefined for YAML. */
  readonly construct?: string;
}

/** The rule of errors that do not come from a rule of this package: the validations of other constructs. */
export const VALIDATION = 'validation';

/** A finding in one line. */
export function findingText(finding: ManifestFinding): string {
  const { object, construct, severity } = finding;
  const place =
    construct === undefined
      ? object && objectText({ kind: object.kind, metadata: object })
      : construct === ''
        ? 'the app'
        : `[${construct}]`;
  return `${severity} ${safe(place ?? 'the text')} ${message(finding)}`;
}
