import * as fs from 'fs';
import * as path from 'path';
import { isManifestFile } from '../../manifest/yaml/read';
import { Problem } from '../../rules/check/examine';
import { errorText } from '../../util/errno';
import { filesBelow } from '../../util/files-below';

/** The limit for memory, in bytes. */
const MAX_SIZE = 256 * 1024 * 1024;

/** A file, or standard input. */
export interface Input {
  /** The path from the working folder. */
  readonly name: string;
  /** Whether the user names the file. A file from a folder or a glob need not be a manifest. */
  readonly isExplicit: boolean;
}

/** The argument for standard input. */
export const STANDARD_INPUT = '-';

/** Finds the files that files, folders and globs name. */
export function inputsOf(paths: readonly string[]): { inputs: Input[]; problems: Problem[] } {
  const inputs = new Map<string, Input>();
  const problems: Problem[] = [];
  for (const given of paths) {
    try {
      const found = filesOf(given);
      if (found.length === 0) {
        problems.push({ file: given, message: 'no YAML or JSON file found.' });
      }
      found.forEach((input) => inputs.set(input.name, inputs.get(input.name) ?? input));
    } catch (error) {
      problems.push({ file: given, message: errorText(error) });
    }
  }
  return { inputs: [...inputs.values()], problems };
}

function filesOf(given: string): Input[] {
  const status = given === STANDARD_INPUT ? undefined : fs.statSync(given, { throwIfNoEntry: false });
  if (status?.isDirectory() === true) {
    return manifestsIn(given);
  }
  if (status === undefined && isGlob(given)) {
    const glob = path.normalize(given);
    const pattern = new RegExp(`^${globPattern(glob)}$`);
    return manifestsIn(fixedFolder(glob)).filter(({ name }) => pattern.test(name));
  }
  return [{ name: path.normalize(given), isExplicit: true }];
}

/** The manifest files below a folder, without hidden files and npm packages. */
function manifestsIn(folder: string): Input[] {
  return filesBelow(folder, (name) => name.startsWith('.') || name === 'node_modules')
    .filter(isManifestFile)
    .map((file) => ({ name: path.join(folder, file), isExplicit: false }));
}

function isGlob(text: string): boolean {
  return /[*?[{]/.test(text);
}

/** The folder that contains all files of a glob. */
function fixedFolder(glob: string): string {
  const parts = glob.split(path.sep);
  const fixed = parts.slice(0, parts.findIndex(isGlob)).join(path.sep);
  return fixed !== '' ? fixed : path.isAbsolute(glob) ? path.sep : '.';
}

const SLASH = '[/\\\\]';
const NO_SLASH = '[^/\\\\]';

/** A regular expression for a glob: `*` and `?` within a name, `**` across folders, `[a-z]`, `{a,b}`. */
function globPattern(glob: string): string {
  return glob.replace(/\*\*[/\\]|\*+|\?|\[[!^]?[^\]]*\]|\{[^}]*\}|[.+^$()|\\{}[\]]/g, (part) => {
    const content = part.slice(1, -1);
    if (part[0] === '*') {
      return /^\*\*./.test(part) ? `(?:${NO_SLASH}+${SLASH})*` : part === '**' ? '.*' : `${NO_SLASH}*`;
    }
    if (part === '?') {
      return NO_SLASH;
    }
    if (part.length > 1) {
      return part[0] === '['
        ? `[${content.replace(/^!/, '^').replace(/[\\[]/g, '\\$&')}]`
        : `(?:${content.split(',').map(globPattern).join('|')})`;
    }
    return part === path.sep ? SLASH : `\\${part}`;
  });
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
