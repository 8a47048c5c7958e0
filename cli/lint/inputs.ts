import * as fs from 'fs';
import * as path from 'path';
import { isManifestFile } from '../../manifest/yaml/read';
import { Problem } from '../../rules/check/examine';

/** More than this is no text that anybody wrote. */
const LARGEST = 256 * 1024 * 1024;

/** A file to read, or standard input. */
export interface Input {
  /** As it is told: from the working folder. */
  readonly name: string;
  /** Whether it was found in a folder, where not everything has to be a manifest. */
  readonly found: boolean;
}

export const STANDARD_INPUT = '-';

/** The files that files, folders and globs stand for, each once. */
export function inputsOf(paths: readonly string[]): { inputs: Input[]; problems: Problem[] } {
  const inputs = new Map<string, Input>();
  const problems: Problem[] = [];
  for (const given of paths) {
    try {
      const found = filesOf(given);
      if (found.length === 0) {
        problems.push({ file: given, message: 'there is no YAML or JSON in it.' });
      }
      found.forEach((input) => inputs.set(input.name, inputs.get(input.name) ?? input));
    } catch (error) {
      problems.push({ file: given, message: reasonOf(error) });
    }
  }
  return { inputs: [...inputs.values()], problems };
}

function filesOf(given: string): Input[] {
  if (given === STANDARD_INPUT) {
    return [{ name: given, found: false }];
  }
  const status = fs.statSync(given, { throwIfNoEntry: false });
  if (status?.isDirectory() === true) {
    return below(given).map((name) => ({ name, found: true }));
  }
  if (status === undefined && isGlob(given)) {
    const pattern = toRegExp(path.normalize(given));
    return below(fixedPart(given), (name) => isManifestFile(name) && pattern.test(name)).map((name) => ({
      name,
      found: true,
    }));
  }
  return [{ name: path.normalize(given), found: false }];
}

/** The manifests below a folder, in order. What is hidden, and what npm installed, is left out. */
function below(folder: string, isWanted = isManifestFile): string[] {
  const found: string[] = [];
  const open = [path.normalize(folder)];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const entry of fs.readdirSync(at, { withFileTypes: true })) {
      const name = path.join(at, entry.name);
      if (entry.name.startsWith('.') || entry.name === 'node_modules') {
        continue;
      }
      // links to folders are not followed: they can lead around in a circle
      if (entry.isDirectory()) {
        open.push(name);
      } else if (isWanted(name) && isFile(name)) {
        found.push(name);
      }
    }
  }
  return found.sort((a, b) => (a < b ? -1 : 1));
}

function isFile(name: string): boolean {
  return fs.statSync(name, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isGlob(given: string): boolean {
  return /[*?[{]/.test(given);
}

/** The folder that all files of a glob are in. */
function fixedPart(glob: string): string {
  const parts = path.normalize(glob).split(path.sep);
  const fixed = parts.slice(0, parts.findIndex(isGlob)).join(path.sep);
  return fixed !== '' ? fixed : path.isAbsolute(glob) ? path.sep : '.';
}

/** `*` and `?` within a name, `**` across folders, `[a-z]`, `{a,b}`. */
function toRegExp(glob: string): RegExp {
  const text = glob.replace(/\*\*[/\\]|\*+|\?|\[[!^]?[^\]]*\]|\{[^}]*\}|[.+^$()|\\{}[\]]/g, (part) => {
    switch (part[0]) {
      case '*':
        return /^\*\*./.test(part) ? '(?:[^/\\\\]+[/\\\\])*' : part === '**' ? '.*' : '[^/\\\\]*';
      case '?':
        return '[^/\\\\]';
      case '[':
        return part.length > 1 ? `[${part.slice(1, -1).replace(/^!/, '^').replace(/[\\[]/g, '\\$&')}]` : '\\[';
      case '{':
        return part.length > 1 ? `(?:${part.slice(1, -1).split(',').map(literal).join('|')})` : '\\{';
      default:
        return part === path.sep ? '[/\\\\]' : `\\${part}`;
    }
  });
  return new RegExp(`^${text}$`);
}

function literal(text: string): string {
  return text.replace(/[*?.+^$()|\\{}[\]]/g, (char) => (char === '*' ? '[^/\\\\]*' : `\\${char}`));
}

/** @throws where it cannot be read, or is too large */
export async function readInput({ name }: Input): Promise<Uint8Array> {
  const status = name === STANDARD_INPUT ? undefined : fs.statSync(name);
  if (status?.isDirectory() === true) {
    throw new Error('it is a folder now.');
  }
  if (status?.isFile() === true) {
    if (status.size > LARGEST) {
      throw tooLarge();
    }
    return fs.readFileSync(name);
  }
  // a pipe or a device may never end
  const stream = status === undefined ? process.stdin : fs.createReadStream(name);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST) {
      stream.destroy();
      throw tooLarge();
    }
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Error {
  return new Error(`it is larger than ${LARGEST >> 20} MB.`);
}

/** Why something could not be read, in words. */
export function reasonOf(error: any): string {
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file.',
    EACCES: 'it may not be read by this user.',
    EPERM: 'it may not be read by this user.',
    ENOTDIR: 'there is no such file.',
    EISDIR: 'it is a folder.',
    ELOOP: 'it is a link that leads around in a circle.',
    ENAMETOOLONG: 'there is no such file.',
  };
  return reasons[error.code] ?? error.message;
}
