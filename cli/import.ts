import * as fs from 'fs';
import * as path from 'path';
import { DEFAULT_VERSION } from '../kubernetes/version';
import { readSettings } from '../rules/check/settings';
import { packageFolder } from '../util/package';
import { safe, safeLines } from '../util/safe-text';
import { ChartFile } from './import/chart-file';
import { chartsOf } from './import/charts';
import { loadCompiler } from './import/compiler';
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
  const proof = prove(loadCompiler(target.folder), charts, target.folder, target.library);
  report(charts, proof, flags);
  if (flags.check !== true) {
    if (target.file === undefined && flags.output !== undefined) {
      charts.forEach(({ stem, text }) => write(path.join(target.folder, `${stem}.ts`), text));
    } else if (target.file !== undefined) {
      write(target.file, charts[0].text);
    } else {
      process.stdout.write(charts[0].text);
    }
  }
  return input.problems.length > 0 ? 2 : proof.unequal.length > 0 || proof.errors !== undefined ? 1 : 0;
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

function write(file: string, text: string): void {
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') !== text) {
    throw new Error(`${file} exists, with other code. Rename it, or use another --output.`);
  }
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
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
