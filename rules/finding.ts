import { safe } from '../util/safe-text';

/** How serious a finding is. An error keeps the manifest from being written; only `lint` reports advice. */
export type Severity = 'error' | 'warning' | 'advice';

/** A problem in a manifest: where it is, what is wrong, why, and how to fix it. */
export interface Finding {
  /** The id of the rule that reports it, such as `runtime/port-clash`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The API server's type of the error, such as `FieldValueInvalid`, if the API server refuses it. */
  readonly type?: string;
  /** The field path: `spec.containers[1].ports[0]`. */
  readonly path: string;
  /** What is wrong there. */
  readonly what: string;
  /** Why it is wrong. */
  readonly why: string;
  /** What to write instead. */
  readonly fix: string;
}

/** What a rule declares about itself: its page, its findings and the command's output show it. */
export interface RuleDescription {
  /** The id that findings and waivers name, such as `runtime/port-clash`. */
  readonly id: string;
  /** The severity of its findings, if the check does not report another one. */
  readonly severity: Severity;
  /** What it requires or reports, in one sentence: the first line of its page. */
  readonly summary: string;
  /** More about it, in Markdown, for its page. */
  readonly details?: string;
  /** Why the cluster refuses it, or why it fails: for the message, if the check does not report another reason. */
  readonly why?: string;
  /** The page of the Kubernetes documentation that it rests on. */
  readonly see: string;
}

/** A finding of a rule: what the rule declares, and what differs in `other`. */
export function findingOf(
  { id, severity, why = '' }: RuleDescription,
  path: string,
  what: string,
  fix: string,
  other: { readonly why?: string; readonly severity?: Severity } = {},
): Finding {
  return { rule: id, severity: other.severity ?? severity, path, what, why: other.why ?? why, fix };
}

/** The finding as a message in one line: where, what, why, fix, and the id of the rule, by which it can be explained or waived. */
export function message({ rule, path, what, why, fix }: Finding): string {
  return safe([path === '' ? what : `${path}: ${what}`, why, fix, `(${rule})`].filter((part) => part !== '').join(' '));
}
