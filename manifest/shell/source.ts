/** How deep commands and quotes may be nested. People nest less than 20 levels, and the stack of JavaScript has room for more. */
const DEEPEST = 100;

/** Ends the parser: `parseShell` returns it as data. It is no `Error`, whose stack takes longer than the rest of the parser. */
export class ShellFailure {
  public constructor(
    public readonly message: string,
    public readonly offset: number,
    public readonly isTooDeep = false,
  ) {}
}

/** The text of a script, and the place up to which it is read. */
export abstract class ShellSource {
  protected offset = 0;

  protected constructor(
    protected readonly text: string,
    protected readonly isBash: boolean,
    private depth: number,
    /** The offset of the text in the whole script. */
    protected readonly base: number,
  ) {}

  protected get nesting(): number {
    return this.depth;
  }

  /** The next character, or '' at the end. A backslash before the end of a line continues the line. */
  protected peekChar(): string {
    const { text } = this;
    while (text[this.offset] === '\\' && text[this.offset + 1] === '\n') {
      this.offset += 2;
    }
    return text[this.offset] ?? '';
  }

  /** Reads a character if it comes next. */
  protected skipChar(char: string): boolean {
    const isNext = this.peekChar() === char;
    this.offset += isNext ? 1 : 0;
    return isNext;
  }

  /** Reads the longest text that an expression with the flag `y` matches. */
  protected match(expression: RegExp): string {
    const start = this.skipMatch(expression);
    return this.text.slice(start, this.offset);
  }

  /** Skips the longest text that an expression with the flag `y` matches. Returns where the text begins. */
  protected skipMatch(expression: RegExp): number {
    this.peekChar();
    const start = this.offset;
    expression.lastIndex = start;
    this.offset = expression.test(this.text) ? expression.lastIndex : start;
    return start;
  }

  /** Reads something that is nested in something else. */
  protected nested<T>(read: () => T): T {
    if (this.depth >= DEEPEST) {
      throw new ShellFailure(`the script has more than ${DEEPEST} nested levels`, this.base + this.offset, true);
    }
    this.depth++;
    try {
      return read();
    } finally {
      this.depth--;
    }
  }

  protected fail(message: string, offset = this.offset): never {
    throw new ShellFailure(message, this.base + offset);
  }
}
