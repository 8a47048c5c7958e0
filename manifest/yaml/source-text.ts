/** A part of a text, as offsets. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A text with line numbers. */
export class Text {
  public readonly whole: string;
  private readonly starts = [0];

  public constructor(text: string) {
    this.whole = withLineFeeds(text);
    for (let end = this.whole.indexOf('\n'); end >= 0; end = this.whole.indexOf('\n', end + 1)) {
      this.starts.push(end + 1);
    }
  }

  /** The position of an offset. Lines and columns start at 1. */
  public at(offset: number): { readonly line: number; readonly column: number } {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      [low, high] = this.starts[middle] <= offset ? [middle, high] : [low, middle];
    }
    return { line: low + 1, column: offset - this.starts[low] + 1 };
  }

  /** The number of lines. */
  public get lines(): number {
    return this.starts.length;
  }

  /** A line, without its line break. */
  public line(number: number): string {
    return this.whole.slice(this.starts[number - 1], this.starts[number]).replace(/\r?\n$/, '');
  }
}

/** The text with line feeds for lone carriage returns, and without byte order marks of later documents. Offsets stay the same. */
function withLineFeeds(text: string): string {
  const fed = text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
  return fed.includes('\ufeff', 1) ? fed.replace(/^(---[ \t]*\r?\n)\ufeff/gm, '\n$1') : fed;
}
