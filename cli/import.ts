import * as fs from 'fs';
import * as path from 'path';
import { DEFAULT_VERSION } from '../kubernetes/version';
import { readSettings } from '../rules/check/settings';
import { packageFolder } from '../util/package';
import { appTypes } from './import/app-types';
import { chartsOf } from './import/charts';
import { loadCompiler } from './import/compiler';
import { kebabCase } from './import/names';
import { prove } from './import/prove';
import { Input, readObjects } from './import/read-objects';
import { printReport } from './import/report';
import { codeChanges, writeCode, WriteOptions } from './import/write-code';
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
  const options = {
    library: target.library,
    roots: roots.map((one) => path.join(one, path.sep)),
    stem: stemOf(target, input),
    titleOf: fromWorkingFolder,
    patterns: styleOf(flags) === 'patterns' ? { version: readSettings().target ?? DEFAULT_VERSION } : undefined,
    stripDefaults: flags['strip-defaults'],
    types: appTypes(target.folder),
  };
  const compiler = loadCompiler(target.folder);
  let charts = chartsOf(input.files, options);
  let proof = prove(compiler, charts, target.folder, target.library);
  if (proof.refused.size > 0) {
    charts = chartsOf(input.files, { ...options, untyped: proof.refused });
    proof = prove(compiler, charts, target.folder, target.library);
  }
  const isWritten = flags.output !== undefined && flags.check !== true;
  const changes = isWritten ? codeChanges(charts, target) : [];
  const code = isWritten ? changes.map(({ text }) => text) : charts.map(({ text }) => text);
  printReport(charts, proof, code.join(''), flags.verbose === true);
  if (flags.output === undefined && flags.check !== true) {
    process.stdout.write(charts[0].text);
  }
  const results = writeCode(changes, charts, compiler, target.folder, flags['mark-conflicts'] === true);
  results.forEach(({ message }) => process.stderr.write(`${message}\n`));
  const isDone = results.every((result) => result.isDone);
  const hasDuplicates = charts.some(({ objects }) => objects.some((one) => one.input.duplicates.length > 0));
  const isEqual = proof.unequal.length === 0 && proof.errors === undefined && !hasDuplicates;
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
interface Target extends WriteOptions {
  /** The only file; undefined for a file of each file of the input, and for standard output. */
  readonly file?: string;
  /** Whether one chart has all objects. */
  readonly isOne: boolean;
}

function targetOf(output: string | undefined): Target {
  const file = output?.endsWith('.ts') === true ? output : undefined;
  const folder = file !== undefined ? path.dirname(file) : (output ?? '.');
  if (file === undefined && fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new Error(`--output requires a folder, or a file that ends with .ts. ${folder} is a file.`);
  }
  const isOne = output === undefined || file !== undefined;
  return { folder, file, isOne, hasApp: !isOne, library: libraryFor(folder) };
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
