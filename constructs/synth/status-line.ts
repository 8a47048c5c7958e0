import * as process from 'process';

let isShown = false;

/** Whether standard error is a terminal that can take back a line. */
export function takesPassingLines(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== 'dumb';
}

/** Shows a line on the terminal in the place of the one before. It has to fit, since a line that is broken cannot be taken back. */
export function showPassing(line: string): void {
  process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
  isShown = true;
}

/** Takes back the line that is shown, so that what is told next has a line of its own. */
export function clearPassing(): void {
  if (isShown) {
    process.stderr.write('\r\x1b[K');
    isShown = false;
  }
}
