import * as process from 'process';
import { Outcome } from '../../manifest/output/write-files';
import { showPassing, takesPassingLines } from './status-line';

/** What became of a file. */
export interface FileOutcome {
  readonly file: string;
  /** How many objects it has; none of those that were removed. */
  readonly objects?: number;
  readonly outcome: Outcome;
}

/** From when on a person would like to see that something is going on. */
const PATIENCE_MS = 1000;
const PAUSE_MS = 100;

/**
 * What a synthesis says: on standard output a line for each file, on a terminal also how far it is once it takes longer than a second,
 * and a summary where it was asked for or took that long.
 */
export class Progress {
  private readonly start = Date.now();
  private readonly shown = !this.quiet && takesPassingLines();
  private last = this.start + PATIENCE_MS;

  /** @param isForOthers whether somebody else tells what the files came to, as `cdk8s-pods check` does */
  public constructor(
    private readonly quiet: boolean,
    private readonly verbose: boolean,
    private readonly isForOthers: boolean,
  ) {}

  public at(step: string, done: number, of?: number): void {
    if (this.shown && Date.now() - this.last > PAUSE_MS) {
      this.last = Date.now();
      showPassing(`${step} ${done}${of === undefined ? '' : ` of ${of}`}`);
    }
  }

  public done(files: FileOutcome[]): void {
    const seconds = (Date.now() - this.start) / 1000;
    if (this.quiet) {
      return;
    }
    const width = files.reduce((most, { file }) => Math.max(most, file.length), 0);
    const lines = files.map(({ file, objects, outcome }) => `${file.padEnd(width)}  ${counted(objects)}  ${outcome}\n`);
    process.stdout.write(lines.join(''));
    const isLong = process.stderr.isTTY === true && seconds * 1000 > PATIENCE_MS;
    if (this.verbose || (isLong && !this.isForOthers)) {
      process.stderr.write(`${summary(files)} in ${seconds.toFixed(1)} s\n`);
    }
  }
}

function counted(objects: number | undefined): string {
  return objects === undefined ? '         ' : plural(objects, 'object').padEnd('1 objects'.length);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function summary(files: FileOutcome[]): string {
  const objects = files.reduce((sum, file) => sum + (file.objects ?? 0), 0);
  const there = files.filter(({ outcome }) => outcome !== 'removed').length;
  const outcomes = (['new', 'changed', 'unchanged', 'removed'] as const)
    .map((outcome) => ({ outcome, count: files.filter((file) => file.outcome === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${outcome}`);
  return `${plural(objects, 'object')} in ${plural(there, 'file')} (${outcomes.join(', ')})`;
}
