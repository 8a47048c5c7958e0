import { Located, Problem, Reported } from '../../rules/check/examine';

/** The findings in all files. */
export interface Report {
  readonly files: readonly { readonly file: string; readonly objects: readonly Reported[] }[];
  /** The files and documents that cannot be read. */
  readonly problems: readonly Problem[];
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

/** The name of an object in reports: `Pod shop/web`. */
export function title({ object: { kind, namespace, name } }: Pick<Reported, 'object'>): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name ?? 'without a name'}`;
}

/** A text without characters that control the terminal. */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** A problem and its location. */
export function problemText({ file, line, column, message }: Problem): string {
  const place = [file === '-' ? 'standard input' : file, line, column].filter((part) => part !== undefined).join(':');
  return visible(`${place}: ${message}`);
}
