/** A place in a text, as editors count: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Something in a text: how many characters are before it, and before its end. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A text, and where its lines begin. */
export class Text {
  private starts: number[] | undefined;

  public readonly whole: string;

  public constructor(text: string) {
    this.whole = withPlainBreaks(text);
  }

  /** Where a character stands, which is given by how many are before it. */
  public at(offset: number): Position {
    const starts = (this.starts ??= startsOf(this.whole));
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return { line: low + 1, column: offset - starts[low] + 1 };
  }

  /** How many lines it has. */
  public get lines(): number {
    return (this.starts ??= startsOf(this.whole)).length;
  }

  /** A line, without its end. */
  public line(number: number): string {
    const starts = (this.starts ??= startsOf(this.whole));
    return this.whole.slice(starts[number - 1], starts[number] ?? undefined).replace(/\r?\n$/, '');
  }
}

/** The same text, as long, with line feeds where lines end in carriage returns alone, and without the byte order mark of a later document. */
function withPlainBreaks(text: string): string {
  const fed = text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
  return fed.includes('\ufeff', 1) ? fed.replace(/^(---[ \t]*\r?\n)\ufeff/gm, '\n$1') : fed;
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
    starts.push(end + 1);
  }
  return starts;
}
