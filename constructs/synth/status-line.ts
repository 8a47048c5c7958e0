import { ChildProcess, spawn } from 'child_process';
import * as process from 'process';

/** Moves to the start of the line, and erases it. */
const ERASE = '\r\x1b[K';

/** A line on the terminal that the next one replaces. */
export class StatusLine {
  /** Whether standard error is a terminal that can erase a line. */
  public static isSupported(): boolean {
    return process.stderr.isTTY === true && process.env.TERM !== 'dumb';
  }

  private eraser: ChildProcess | undefined;
  private isShown = false;

  /** Shows a text, cut to the width of the terminal: a line that wraps cannot be erased. */
  public show(text: string): void {
    this.eraser ??= startEraser();
    process.stderr.write(`${ERASE}${text.slice(0, (process.stderr.columns || 80) - 1)}`);
    this.isShown = true;
  }

  public clear(): void {
    if (this.isShown) {
      process.stderr.write(ERASE);
      this.isShown = false;
      this.eraser?.kill('SIGKILL');
      this.eraser = undefined;
    }
  }
}

/**
 * Starts a process that erases the line if this process is killed, for example by Ctrl-C. A signal handler cannot do this: it would not run
 * before the end of the synth, and Ctrl-C would not end the synth.
 */
function startEraser(): ChildProcess | undefined {
  if (process.platform === 'win32') {
    return undefined;
  }
  // the input of the shell ends together with this process
  const script = `trap '' INT QUIT TERM HUP; read -r line || printf '\\r\\033[K' >&2`;
  const eraser = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'ignore', 'inherit'] });
  // without a shell, the line stays
  eraser.on('error', () => undefined);
  eraser.unref();
  return eraser;
}
