import { Examined, ExaminedFile, Located } from './examine';
import { Problem } from './inputs';

/** What was found, in all files. */
export interface Report {
  readonly files: readonly ExaminedFile[];
  /** What could not be read. */
  readonly problems: readonly Problem[];
}

/** All findings, file by file and line by line. */
export function findingsOf({ files }: Report): Located[] {
  return files.flatMap(({ objects }) => objects.flatMap(({ findings }) => findings));
}

/** An object in words: `Pod shop/web`. */
export function title({ object: { kind, namespace, name } }: Pick<Examined, 'object'>): string {
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
