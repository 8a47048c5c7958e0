import { Located, Problem, Reported } from '../../rules/check/examine';
import { Coverage, LintObject } from '../../rules/check/lint';
import { Severity } from '../../rules/finding';
import { safe } from '../../util/safe-text';

/** The findings in all files. */
export interface Report {
  readonly files: readonly { readonly file: string; readonly objects: readonly Reported[] }[];
  /** The files and documents that cannot be read. */
  readonly problems: readonly Problem[];
  /** The number of files that are not checked, because they are patches of kustomize. */
  readonly patches: number;
  /** The names of files whose objects a program has rendered: lines are those of its output, not of the file. */
  readonly rendered?: ReadonlySet<string>;
  /** What was checked of an object. */
  readonly coverageOf: (object: LintObject) => Coverage;
  /** The findings that the baseline lists, if there is a baseline. */
  readonly baseline?: BaselineCounts;
}

/** The numbers of findings that a baseline lists. */
export interface BaselineCounts {
  /** They occur, and are not in the report. */
  readonly known: number;
  /** They no longer occur. */
  readonly gone: number;
}

/** The text of a report in pieces, because it can exceed the longest string of JavaScript. */
export type Pieces = Iterable<string>;

/** All findings, in the order of files and lines. */
export function* findingsOf({ files }: Report): Generator<Located> {
  for (const { objects } of files) {
    for (const { findings } of objects) {
      yield* findings;
    }
  }
}

/** The number of findings of each severity. */
export function countSeverities(report: Report): Record<Severity, number> {
  const counts = { error: 0, warning: 0, advice: 0 };
  for (const { severity } of findingsOf(report)) {
    counts[severity]++;
  }
  return counts;
}

/** Whether a program has rendered the objects of a file. */
export function isRendered({ rendered }: Report, file: string): boolean {
  return rendered?.has(file) === true;
}

/** The name of an object in reports: `Pod shop/web`. */
export function title({ object: { kind, namespace, name } }: Pick<Reported, 'object'>): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? 'without a name'}`;
}

/** A problem and its location. */
export function problemText({ file, line, column, message }: Problem): string {
  const place = [file === '-' ? 'standard input' : file, line, column].filter((part) => part !== undefined).join(':');
  return safe(`${place}: ${message}`);
}
