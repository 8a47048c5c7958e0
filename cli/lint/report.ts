import { Located, Problem, Reported } from '../../rules/check/examine';

/** What was found, in all files. */
export interface Report {
  readonly files: readonly ReportedFile[];
  /** What could not be read. */
  readonly problems: readonly Problem[];
}

/** What was found in a file, object by object. */
export interface ReportedFile {
  readonly file: string;
  readonly objects: readonly Reported[];
}

/** A report as a text, piece by piece: as a whole it can be longer than a string may be. */
export type Pieces = Iterable<string>;

/** All findings, file by file and line by line. */
export function* findingsOf({ files }: Report): Generator<Located> {
  for (const { objects } of files) {
    for (const { findings } of objects) {
      yield* findings;
    }
  }
}

/** An object in words: `Pod shop/web`. */
export function title({ object: { kind, namespace, name } }: Pick<Reported, 'object'>): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? 'without a name'}`;
}

/** A text of somebody else's, without what would write over the terminal. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** Where a problem is, in words. */
export function problemText({ file, line, column, message }: Problem): string {
  const place = [file === '-' ? 'standard input' : file, line, column].filter((part) => part !== undefined).join(':');
  return visible(`${place}: ${message}`);
}
