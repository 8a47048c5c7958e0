import * as process from 'process';
import { Outcome } from '../../manifest/output/write-files';
import { StatusLine } from './status-line';

/** What happened to a file. */
export interface FileOutcome {
  readonly file: string;
  /** How many objects the file has; undefined if it is removed. */
  readonly objects?: number;
  readonly outcome: Outcome;
}

/** What a synth prints: `summary` adds the counts and the time, and `status` prints only the files and the progress. */
export type Output = 'quiet' | 'normal' | 'summary' | 'status';

/** A longer synth shows its progress on a terminal, and the summary. */
const LONG_MS = 1000;
const INTERVAL_MS = 100;

/** Prints a line for each file on standard output, and the progress and a summary on standard error. */
export class Progress {
  private readonly start = Date.now();
  private readonly isShown = this.output !== 'quiet' && StatusLine.isSupported();
  private last = this.start + LONG_MS;

  public constructor(
    private readonly output: Output,
    private readonly statusLine: StatusLine,
  ) {}

  public at(step: string, done: number, of?: number): void {
    if (this.isShown && Date.now() - this.last > INTERVAL_MS) {
      this.last = Date.now();
      this.statusLine.show(`${step} ${done}${of === undefined ? '' : ` of ${of}`}`);
    }
  }

  public done(files: readonly FileOutcome[]): void {
    const time = Date.now() - this.start;
    if (this.output === 'quiet') {
      return;
    }
    const width = files.reduce((most, { file }) => Math.max(most, file.length), 0);
    const lines = files.map(({ file, objects, outcome }) => `${file.padEnd(width)}  ${counted(objects)}  ${outcome}\n`);
    process.stdout.write(lines.join(''));
    const isLong = process.stderr.isTTY === true && time > LONG_MS;
    if (this.output === 'summary' || (isLong && this.output === 'normal')) {
      process.stderr.write(`${summary(files)} in ${(time / 1000).toFixed(1)} s\n`);
    }
  }
}

function counted(objects: number | undefined): string {
  return (objects === undefined ? '' : plural(objects, 'object')).padEnd('1 objects'.length);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function summary(files: readonly FileOutcome[]): string {
  const objects = files.reduce((sum, file) => sum + (file.objects ?? 0), 0);
  const count = (outcome: Outcome): number => files.filter((file) => file.outcome === outcome).length;
  const outcomes = (['new', 'changed', 'unchanged', 'removed'] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${outcome}`);
  return `${plural(objects, 'object')} in ${plural(files.length - count('removed'), 'file')} (${outcomes.join(', ')})`;
}
