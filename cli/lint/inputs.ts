import * as fs from 'fs';
import * as path from 'path';
import { isManifestFile } from '../../manifest/yaml/read';
import { Problem } from '../../rules/check/examine';
import { errorText } from '../../util/errno';
import { filesBelow } from '../../util/files-below';
import { Glob } from './glob';

/** The limit for memory, in bytes. */
export const MAX_SIZE = 256 * 1024 * 1024;

/** A file, or standard input. */
export interface Input {
  /** The path from the working folder. */
  readonly name: string;
  /** Whether the user names the file. A file from a folder or a glob need not be a manifest. */
  readonly isExplicit: boolean;
}

/** The argument for standard input. */
export const STANDARD_INPUT = '-';

/** The inputs that arguments name, and the problems with the arguments. */
interface Inputs {
  readonly inputs: Input[];
  readonly problems: Problem[];
}

/** Finds the files that files, folders and globs name. A glob that starts with `!` removes files of folders and of other globs. */
export function inputsOf(paths: readonly string[]): Inputs {
  const inputs = new Map<string, Input>();
  const problems: Problem[] = [];
  const excluders = paths
    .filter(isExclusion)
    .flatMap((given) => Glob.allOf(given.slice(1)).map((glob) => glob.excluder()));
  for (const given of paths.filter((one) => !isExclusion(one))) {
    const found = filesOf(given);
    const kept = found.inputs.filter(
      ({ name, isExplicit }) => isExplicit || !excluders.some((excludes) => excludes(name)),
    );
    kept.forEach((input) => inputs.set(input.name, inputs.get(input.name) ?? input));
    problems.push(...found.problems);
    if (kept.length + found.problems.length === 0) {
      problems.push({ file: given, message: 'no YAML or JSON file found.' });
    }
  }
  return { inputs: [...inputs.values()], problems };
}

function isExclusion(given: string): boolean {
  return /^![^(]/.test(given) && fs.lstatSync(given, { throwIfNoEntry: false }) === undefined;
}

function filesOf(given: string): Inputs {
  if (given === STANDARD_INPUT) {
    return { inputs: [{ name: given, isExplicit: true }], problems: [] };
  }
  return orProblem(given, () => {
    const status = fs.statSync(given, { throwIfNoEntry: false });
    if (status?.isDirectory() === true) {
      return manifestsIn(given, (file) => /(^|\/)(\.[^/]*|node_modules)$/.test(file));
    }
    if (status !== undefined || !Glob.isGlob(given)) {
      return { inputs: [{ name: path.normalize(given), isExplicit: true }], problems: [] };
    }
    const all = Glob.allOf(given).map((glob) => orProblem(glob.folder, () => matchesOf(glob)));
    const names = all.flatMap(({ inputs }) => inputs.map(({ name }) => name)).sort();
    const inputs = names.map((name) => ({ name, isExplicit: false }));
    return { inputs, problems: all.flatMap(({ problems }) => problems) };
  });
}

function orProblem(file: string, run: () => Inputs): Inputs {
  try {
    return run();
  } catch (error) {
    return { inputs: [], problems: [{ file, message: errorText(error) }] };
  }
}

function matchesOf(glob: Glob): Inputs {
  const { folder } = glob;
  if (fs.lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
    return { inputs: [], problems: [] };
  }
  if (!glob.isPath()) {
    const isMatch = glob.matcher();
    return manifestsIn(folder, (file, isFolder) => (isFolder ? glob.skipsFolder(file) : !isMatch(file)));
  }
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) {
    return filesOf(folder);
  }
  // unlike a pipe that the user names, a pipe that a glob finds is not read
  return manifestsIn(path.dirname(folder), (file, isFolder) => isFolder || file !== path.basename(folder));
}

/** The manifest files below a folder. */
function manifestsIn(folder: string, isSkipped: (file: string, isFolder: boolean) => boolean): Inputs {
  const { files, problems } = filesBelow(folder, isManifestFile, isSkipped);
  return {
    inputs: files.filter(isManifestFile).map((file) => ({ name: path.join(folder, file), isExplicit: false })),
    problems: problems.map(({ file, message }) => ({ file: path.join(folder, file), message })),
  };
}

/** @throws if the input cannot be read, or is too large */
export async function readInput(name: string): Promise<Uint8Array> {
  const status = name === STANDARD_INPUT ? undefined : fs.statSync(name);
  if (status?.isFile() === true) {
    if (status.size > MAX_SIZE) {
      throw tooLarge();
    }
    return fs.readFileSync(name);
  }
  // a pipe or a device can be endless
  const stream = status === undefined ? process.stdin : fs.createReadStream(name);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_SIZE) {
      stream.destroy();
      throw tooLarge();
    }
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Error {
  return new Error(`it is larger than ${MAX_SIZE >> 20} MB.`);
}
