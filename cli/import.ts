import * as fs from 'fs';
import * as path from 'path';
import { DEFAULT_VERSION } from '../kubernetes/version';
import { readSettings } from '../rules/check/settings';
import { Conflict } from '../manifest/diff/merge';
import { packageFolder } from '../util/package';
import { safe, safeLines } from '../util/safe-text';
import { appFile, chartLines, classIn } from './import/app-file';
import { ChartFile } from './import/chart-file';
import { chartsOf } from './import/charts';
import { CodeChange, CodeFolder } from './import/code-folder';
import { compile, Compiler, loadCompiler } from './import/compiler';
import { kebabCase } from './import/names';
import { Proof, prove } from './import/prove';
import { Input, pathText, readObjects } from './import/read-objects';
import { STANDARD_INPUT } from './lint/inputs';
import { problemText } from './lint/report';

/** Options of `import`. */
export interface ImportFlags {
  readonly output?: string;
  readonly check?: boolean;
  readonly style?: string;
  readonly 'mark-conflicts'?: boolean;
  readonly 'strip-defaults'?: boolean;
  readonly verbose?: boolean;
}

const LIBRARY = 'cdk8s-pod-patterns';

/** Writes TypeScript for manifests, and proves that it synthesizes to equal objects. */
export async function importManifests(flags: ImportFlags, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) {
    throw new Error('import requires the files to import, or - for standard input.');
  }
  const input = await readObjects(paths);
  input.problems.forEach((problem) => process.stderr.write(`${problemText(problem)}\n`));
  if (input.files.length === 0) {
    return 2;
  }
  const target = targetOf(flags.output);
  const roots = paths.filter((one) => fs.statSync(one, { throwIfNoEntry: false })?.isDirectory() === true);
  const charts = chartsOf(input.files, {
    library: target.library,
    roots: roots.map((one) => path.join(one, path.sep)),
    stem: stemOf(target, input),
    titleOf: fromWorkingFolder,
    patterns: styleOf(flags) === 'patterns' ? { version: readSettings().target ?? DEFAULT_VERSION } : undefined,
  });
  const compiler = loadCompiler(target.folder);
  const proof = prove(compiler, charts, target.folder, target.library);
  report(charts, proof, flags);
  let isDone = true;
  if (flags.check !== true) {
    if (flags.output === undefined) {
      process.stdout.write(charts[0].text);
    } else {
      isDone = writeCode(charts, compiler, target, flags['mark-conflicts'] === true);
    }
  }
  const isEqual = proof.unequal.length === 0 && proof.errors === undefined;
  return input.problems.length > 0 ? 2 : isEqual && isDone ? 0 : 1;
}

const STYLES = ['plain', 'patterns'];

function styleOf({ style = 'plain' }: ImportFlags): string {
  if (!STYLES.includes(style)) {
    throw new Error(`--style ${style} is unknown. Use --style plain or --style patterns.`);
  }
  return style;
}

/** Where the code goes. */
interface Target {
  readonly folder: string;
  /** The only file; undefined for a file of each file of the input, and for standard output. */
  readonly file?: string;
  /** Whether one chart has all objects. */
  readonly isOne: boolean;
  readonly library: string;
}

function targetOf(output: string | undefined): Target {
  const file = output?.endsWith('.ts') === true ? output : undefined;
  const folder = file !== undefined ? path.dirname(file) : (output ?? '.');
  return { folder, file, isOne: output === undefined || file !== undefined, library: libraryFor(folder) };
}

/** The name of the only file of code; undefined if each file of the input has a file of code. */
function stemOf({ file, isOne }: Target, { files }: Input): string | undefined {
  if (!isOne) {
    return undefined;
  }
  const name = path.basename(file ?? files[0].name).replace(/\.\w+$/, '');
  return file === undefined ? kebabCase(name) || 'manifests' : name;
}

/** How code in a folder imports this package: in a clone of its repository, by a path. */
function libraryFor(folder: string): string {
  const [from, root] = [path.resolve(folder), packageFolder()];
  const isInside = from === root || from.startsWith(root + path.sep);
  if (!isInside || !fs.existsSync(path.join(root, 'index.ts'))) {
    return LIBRARY;
  }
  const relative = path.relative(from, path.join(root, 'index')).split(path.sep).join('/');
  return relative.startsWith('.') ? relative : `./${relative}`;
}

/** The name of a file without folders of this machine. */
function fromWorkingFolder(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  return file === STANDARD_INPUT ? 'standard input' : relative.startsWith('..') ? path.basename(file) : relative;
}

/** Writes the code, and prints what happened to each file. Returns whether all files have the new code. */
function writeCode(charts: readonly ChartFile[], compiler: Compiler, target: Target, isMarked: boolean): boolean {
  const folder = new CodeFolder(target.folder);
  const changes = charts.map(({ stem, text }) => folder.change(`${stem}.ts`, text));
  if (target.file === undefined) {
    changes.push(appChange(folder, charts, target));
  }
  const names = charts.flatMap(({ objects }) => objects.flatMap(({ placeholders }) => placeholders));
  const placeholders = names.map(({ name }) => name);
  let isDone = true;
  for (const change of changes) {
    const { file, outcome, conflicts } = change;
    const problems = outcome === 'merged' ? newProblems(compiler, change, placeholders) : [];
    const isWritten = outcome !== 'foreign' && problems.length === 0 && (conflicts.length === 0 || isMarked);
    if (isWritten) {
      folder.write(change);
    }
    isDone &&= isWritten && conflicts.length === 0;
    process.stderr.write(`${safe(file)}: ${outcomeText(change, problems, charts)}\n`);
  }
  if (!isMarked && changes.some(({ conflicts }) => conflicts.length > 0)) {
    process.stderr.write('Write both versions into the code with --mark-conflicts, and choose.\n');
  }
  return isDone;
}

/** The change of the app that creates all charts of a folder, also those of earlier imports. */
function appChange(folder: CodeFolder, charts: readonly ChartFile[], { library }: Target): CodeChange {
  const all = new Map(charts.map(({ stem, className }): [string, string] => [stem, className]));
  for (const [name, code] of folder.generated()) {
    const className = classIn(code);
    if (className !== undefined) {
      all.set(name.replace(/\.ts$/, ''), className);
    }
  }
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([stem, className]) => ({ stem, className }));
  return folder.change('main.ts', appFile(sorted, library));
}

/** What the compiler reports about merged code, and not about the code before. */
function newProblems(
  compiler: Compiler,
  { file, text, before }: CodeChange,
  placeholders: readonly string[],
): string[] {
  const [now, then] = [text, before!].map((code) => {
    const { diagnostics } = compile(compiler, new Map([[path.resolve(file), code]]), placeholders);
    return diagnostics.map(({ start, message }) => ({ line: code.slice(0, start).split('\n').length, message }));
  });
  const known = new Set(then.map(({ message }) => message));
  return now.filter(({ message }) => !known.has(message)).map(({ line, message }) => `line ${line}: ${message}`);
}

function outcomeText(
  { outcome, conflicts }: CodeChange,
  problems: readonly string[],
  charts: readonly ChartFile[],
): string {
  if (problems.length > 0) {
    const list = problems.slice(0, 3).map((problem) => `\n  ${safe(problem)}`);
    return `not written, because the merged code does not compile:${list.join('')}`;
  }
  switch (outcome) {
    case 'conflict':
      return conflicts.map(conflictText).join('');
    case 'foreign':
      return `not written, because it exists, and no import wrote it. Rename it, or add to it:\n${safeLines(chartLines(charts))}`.trimEnd();
    case 'merged':
      return 'merged with your changes';
    default:
      return outcome;
  }
}

function conflictText({ from, to, theirs }: Conflict): string {
  const lines = to - from > 1 ? `lines ${from} to ${to - 1}` : `line ${from}`;
  const code = theirs.map((line) => `\n  | ${safe(line)}`).join('');
  return `not written, because you and the manifests changed ${lines}. The new code is:${code}`;
}

function report(charts: readonly ChartFile[], proof: Proof, { verbose = false }: ImportFlags): void {
  const print = (line: string): void => void process.stderr.write(`${safe(line)}\n`);
  const removed = new Map<string, number>();
  for (const { input, raw, placeholders, removed: paths } of charts.flatMap(({ objects }) => objects)) {
    for (const steps of input.duplicates) {
      print(
        `${input.placeOf(steps)}: ${pathText(steps)}: duplicate key. The code has the last value, as kubectl does.`,
      );
    }
    for (const steps of raw) {
      print(
        `${input.placeOf(steps)}: ${pathText(steps)}: the types do not accept this field. The code has it in \`raw\`.`,
      );
    }
    if (placeholders.length > 0) {
      const names = placeholders.map(({ name }) => name).join(', ');
      print(`${input.placeOf([])}: the data of the Secret is not in the code. Replace ${names}.`);
    }
    if (input.secretComments > 0) {
      print(`${input.placeOf([])}: ${input.secretComments} comments in the data of the Secret are not in the code.`);
    }
    for (const steps of paths) {
      const text = pathText(steps);
      removed.set(text, (removed.get(text) ?? 0) + 1);
      if (verbose) {
        print(`${input.placeOf(steps)}: ${text}: removed, because the cluster sets it.`);
      }
    }
  }
  if (removed.size > 0) {
    print(`removed what the cluster sets: ${[...removed].map(([text, count]) => `${text} (${count})`).join(', ')}`);
  }
  for (const { chart, index, reason } of proof.unequal) {
    print(`${chart.objects[index].input.placeOf([])}: not equal: ${reason}`);
  }
  if (proof.errors !== undefined) {
    process.stderr.write(
      `The code is written, and its synth fails until you fix these errors:\n${safeLines(proof.errors).trimEnd()}\n`,
    );
  }
  const unequal = proof.unequal.length === 0 ? '' : `, ${proof.unequal.length} not equal`;
  print(`${proof.objects} objects: ${proof.equal} equal${unequal}`);
}
