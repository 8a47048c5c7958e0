import { spawnSync } from 'child_process';
import * as path from 'path';
import { isManifestFile } from '../manifest/yaml/read';
import { errorCode } from '../util/errno';

/** A revision of the git repository of the working folder. */
export class Revision {
  private readonly commit: string;

  /**
   * @param name a revision as git accepts it: a branch, a tag, `HEAD~1`
   * @throws if there is no such revision, or no repository
   */
  public constructor(private readonly name: string) {
    this.commit = commitOf(name);
  }

  /**
   * The files below a folder, by their paths relative to it. Follows links to files, and the folder if it is a link.
   * @throws if the files are in a submodule, or if a link leads to no file
   */
  public filesBelow(folder: string): Map<string, Buffer> {
    const below = gitPath(folder);
    const tree = this.idAt(below, 'tree');
    if (tree === undefined) {
      const parents = below.split('/').map((_, i, names) => names.slice(0, i + 1).join('/'));
      this.refuseSubmodules(entriesOf(['-z', this.commit, '--', ...parents]));
      return new Map();
    }
    const entries = entriesOf(['-r', '-z', '--full-tree', tree]);
    this.refuseSubmodules(entries.map((entry) => ({ ...entry, name: path.posix.join(below, entry.name) })));
    const files = entries.flatMap(({ name, mode, id }) => {
      const at = path.posix.join(below, name);
      const blob = mode === LINK ? this.idAt(at, 'blob') : id;
      if (blob === undefined && isManifestFile(name) && !this.leadsToFolder(at, id)) {
        throw new Error(
          `${this.name}:${at}: the link leads to no file of this revision. Remove the link, or commit the file.`,
        );
      }
      return blob === undefined ? [] : [{ name, blob }];
    });
    const contents = readBlobs(files.map(({ blob }) => blob));
    return new Map(files.map(({ name }, i) => [name, contents[i]]));
  }

  /** The content of a file; undefined if it is missing. */
  public file(name: string): Buffer | undefined {
    const blob = this.idAt(gitPath(name), 'blob');
    return blob === undefined ? undefined : readBlobs([blob])[0];
  }

  /** The git id of a folder or file. Links are followed. */
  private idAt(at: string, type: 'tree' | 'blob'): string | undefined {
    const answer = git(['cat-file', '--batch-check', '--follow-symlinks'], `${this.commit}:./${at}\n`);
    const [id, found] = answer.toString().split(' ');
    return found === type ? id : undefined;
  }

  /** @param id the git id of the link; its content is the target */
  private leadsToFolder(link: string, id: string): boolean {
    const target = path.posix.join(path.posix.dirname(link), readBlobs([id])[0].toString());
    return this.idAt(target, 'tree') !== undefined;
  }

  private refuseSubmodules(entries: ReturnType<typeof entriesOf>): void {
    const submodule = entries.find(({ mode }) => mode === SUBMODULE);
    if (submodule !== undefined) {
      throw new Error(`${this.name}: ${submodule.name} is a submodule. Run the command in the submodule.`);
    }
  }
}

/**
 * The files below a folder that are committed with LF, and that git checked out with CRLF (`core.autocrlf`): their paths relative to
 * the working folder. Empty if git does not know the folder.
 */
export function filesWithCrlf(folder: string): Set<string> {
  const { status, stdout } = spawnSync('git', ['ls-files', '--eol', '-z', '--', folder], { maxBuffer: Infinity });
  const lines = status === 0 ? stdout.toString().split('\0') : [];
  return new Set(lines.flatMap((line) => /^i\/lf +w\/crlf [^\t]*\t([^]*)$/.exec(line)?.[1] ?? []));
}

function gitPath(file: string): string {
  return (path.relative('.', file) || '.').split(path.sep).join('/');
}

/** The modes of entries in a git tree. */
const LINK = '120000';
const SUBMODULE = '160000';

/** The entries of a git tree. */
function entriesOf(args: readonly string[]) {
  const entries = git(['ls-tree', ...args])
    .toString()
    .split('\0')
    .slice(0, -1);
  return entries.map((entry) => {
    const [, mode, id, name] = /^(\d+) \w+ (\w+)\t([^]*)$/.exec(entry)!;
    return { name, mode, id };
  });
}

function commitOf(revision: string): string {
  const { status, stdout, stderr } = start(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if (status === 0) {
    return stdout.toString().trim();
  }
  const repository = start(['rev-parse', '--is-shallow-repository']);
  if (/not a git repository/.test(repository.stderr.toString())) {
    throw new Error(`"${revision}" is not a folder, and cannot be a git revision: this is not a git repository.`);
  }
  const isShallow = outputOf(repository, 'rev-parse').toString().trim() === 'true';
  const fix = isShallow ? ' This clone is shallow: fetch the revision first.' : '';
  const details = stderr.length > 0 ? ` git: ${oneLine(stderr)}` : '';
  throw new Error(`"${revision}" is neither a folder nor a git revision.${fix}${details}`);
}

function readBlobs(ids: readonly string[]): Buffer[] {
  const output = ids.length === 0 ? Buffer.alloc(0) : git(['cat-file', '--batch'], `${ids.join('\n')}\n`);
  let at = 0;
  return ids.map(() => {
    const start = output.indexOf('\n', at) + 1;
    const size = Number(output.toString('utf8', at, start).trim().split(' ')[2]);
    at = start + size + 1;
    return output.subarray(start, start + size);
  });
}

function git(args: readonly string[], input?: string): Buffer {
  return outputOf(start(args, input), args[0]);
}

function outputOf({ status, stdout, stderr }: ReturnType<typeof start>, command: string): Buffer {
  if (status !== 0) {
    throw new Error(`git ${command} failed: ${oneLine(stderr)}`);
  }
  return stdout;
}

function oneLine(output: Buffer): string {
  const lines = output
    .toString()
    .split('\n')
    .map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

function start(args: readonly string[], input?: string) {
  // commitOf reads messages of git, so they must be English
  const result = spawnSync('git', args, { input, maxBuffer: Infinity, env: { ...process.env, LC_ALL: 'C' } });
  if (result.error !== undefined) {
    const isMissing = errorCode(result.error) === 'ENOENT';
    throw new Error(isMissing ? 'git is not on the PATH. Install git.' : `git did not start: ${result.error.message}.`);
  }
  return result;
}
