import * as process from 'process';

/** A line on the terminal that the next one replaces. */
export class StatusLine {
  /** Whether standard error is a terminal that can erase a line. */
  public static isSupported(): boolean {
    return process.stderr.isTTY === true && process.env.TERM !== 'dumb';
  }

  private isShown = false;

  /** Shows a text, cut to the width of the terminal: a line that wraps cannot be erased. */
  public show(text: string): void {
    process.stderr.write(`\r\x1b[K${text.slice(0, (process.stderr.columns || 80) - 1)}`);
    this.isShown = true;
  }

  public clear(): void {
    if (this.isShown) {
      process.stderr.write('\r\x1b[K');
      this.isShown = false;
    }
  }
}
