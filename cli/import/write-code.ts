import * as path from 'path';
import { Conflict } from '../../manifest/diff/merge';
import { safe, safeLines } from '../../util/safe-text';
import { appFile, chartLines, classIn } from './app-file';
import { ChartFile } from './chart-file';
import { CodeChange, CodeFolder } from './code-folder';
import { compile, Compiler } from './compiler';

/** What writing code requires. */
export interface WriteOptions {
  readonly folder: string;
  /** How the code imports this package. */
  readonly library: string;
  /** Whether to write an app for the charts of the folder. */
  readonly hasApp: boolean;
}

/** The changes of the files of code. Nothing is written. */
export function codeChanges(charts: readonly ChartFile[], { folder, library, hasApp }: WriteOptions): CodeChange[] {
  const code = new CodeFolder(folder);
  const changes = charts.map(({ stem, text }) => code.change(`${stem}.ts`, text));
  if (!hasApp) {
    return changes;
  }
  const app = code.change(APP, appFile(allCharts(code, charts), library));
  // the app of a person, with all charts
  const isComplete = app.outcome === 'foreign' && charts.every(({ className }) => app.text.includes(className));
  return isComplete ? changes : [...changes, app];
}

const APP = 'main.ts';

/** The charts of this import, and of earlier imports into the folder. */
function allCharts(folder: CodeFolder, charts: readonly ChartFile[]): Pick<ChartFile, 'stem' | 'className'>[] {
  const all = new Map(charts.map(({ stem, className }): [string, string] => [stem, className]));
  for (const [name, code] of folder.generated()) {
    const className = classIn(code);
    if (className !== undefined) {
      all.set(name.replace(/\.ts$/, ''), className);
    }
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([stem, className]) => ({ stem, className }));
}

/** What happened to a file of code. */
export interface WriteResult {
  /** Whether the file has the code of this import. */
  readonly isDone: boolean;
  readonly message: string;
}

/**
 * Writes the changes, except for conflicts, for files that no import wrote, and for merged code that does not compile.
 * @param isMarked whether to write conflicts, with marks
 */
export function writeCode(
  changes: readonly CodeChange[],
  charts: readonly ChartFile[],
  compiler: Compiler,
  folder: string,
  isMarked: boolean,
): WriteResult[] {
  const code = new CodeFolder(folder);
  const placeholders = charts.flatMap(({ objects }) => objects.flatMap((object) => object.placeholders));
  const names = placeholders.map(({ name }) => name);
  return changes.map((change) => {
    const { file, outcome, conflicts } = change;
    const problems = outcome === 'merged' ? newProblems(compiler, change, names) : [];
    const isWritten = outcome !== 'foreign' && problems.length === 0 && (conflicts.length === 0 || isMarked);
    if (isWritten) {
      code.write(change);
    }
    const message = `${safe(file)}: ${outcomeText(change, problems, isMarked, charts)}`;
    const isOwnApp = outcome === 'foreign' && isApp(change);
    return { isDone: isOwnApp || (isWritten && conflicts.length === 0), message };
  });
}

/** Whether the file is the app for the charts in other files. */
function isApp({ file, generated }: CodeChange): boolean {
  return path.basename(file) === APP && classIn(generated) === undefined;
}

/** What the compiler reports about merged code, and not about the code before. */
function newProblems(compiler: Compiler, { file, text, before }: CodeChange, names: readonly string[]): string[] {
  const [now, then] = [text, before!].map((code) => {
    const { diagnostics } = compile(compiler, new Map([[path.resolve(file), code]]), names);
    return diagnostics.map(({ start, message }) => ({ line: code.slice(0, start).split('\n').length, message }));
  });
  const known = new Set(then.map(({ message }) => message));
  return now.filter(({ message }) => !known.has(message)).map(({ line, message }) => `line ${line}: ${message}`);
}

const MOST_PROBLEMS = 3;

function outcomeText(
  change: CodeChange,
  problems: readonly string[],
  isMarked: boolean,
  charts: readonly ChartFile[],
): string {
  const { outcome, conflicts } = change;
  if (problems.length > 0) {
    const list = problems.slice(0, MOST_PROBLEMS).map((problem) => `\n  ${safe(problem)}`);
    return `not written, because your changes and those of the manifests do not compile together:${list.join('')}`;
  }
  switch (outcome) {
    case 'conflict':
      return isMarked
        ? `written, with ${conflicts.length} ${conflicts.length === 1 ? 'conflict' : 'conflicts'}. Choose a version of each.`
        : `not written.${conflicts.map(conflictText).join('')}\n  Write both versions into the code with --mark-conflicts, or change your code.`;
    case 'foreign':
      return isApp(change)
        ? `not written, because no import wrote the file that exists. Add the charts to it:\n${safeLines(chartLines(charts)).trimEnd()}`
        : 'not written, because no import wrote the file that exists. Rename it, or use another --output.';
    case 'merged':
      return 'merged with your changes';
    default:
      return outcome;
  }
}

function conflictText({ from, to, theirs }: Conflict): string {
  const lines = to - from > 1 ? `lines ${from} to ${to - 1}` : `line ${from}`;
  const code = theirs.map((line) => `\n  | ${safe(line)}`).join('');
  return `\n  You and the manifests changed ${lines}. The new code is:${code}`;
}
