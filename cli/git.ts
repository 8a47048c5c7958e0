import { spawnSync } from 'child_process';
import * as path from 'path';

/** A revision of the git repository that the working folder is in. */
export class Revision {
  private readonly commit: string;

  /**
   * @param name as git takes it
   * @throws if there is no such revision, or no repository
   */
  public constructor(private readonly name: string) {
    this.commit = commitOf(name);
  }

  /**
   * The files below a folder, by their names relative to it. Links are followed as far as they lead to files, or to the folder.
   *
   * @throws if the files are in a submodule
   */
  public filesBelow(folder: string): Map<string, Buffer> {
    const below = relative(folder);
    const tree = this.objectAt(below, 'tree');
    if (tree === undefined) {
      const steps = below.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'));
      this.refuseSubmodules(entriesOf(['-z', this.commit, '--', ...steps]));
      return new Map();
    }
    const entries = entriesOf(['-r', '-z', '--full-tree', tree]);
    this.refuseSubmodules(entries.map((entry) => ({ ...entry, name: path.posix.join(below, entry.name) })));
    const files = entries
      .map(({ isLink, id, name }) => ({ name, id: isLink ? this.objectAt(`${below}/${name}`, 'blob') : id }))
      .filter((file): file is { name: string; id: string } => file.id !== undefined);
    const contents = readBlobs(files.map(({ id }) => id));
    return new Map(files.map(({ name }, i) => [name, contents[i]]));
  }

  /** A file, if it is there. */
  public file(name: string): Buffer | undefined {
    const blob = this.objectAt(relative(name), 'blob');
    return blob === undefined ? undefined : readBlobs([blob])[0];
  }

  /** The folder or file at a path, also where links lead there. */
  private objectAt(at: string, type: 'tree' | 'blob'): string | undefined {
    const [id, found] = git(['cat-file', '--batch-check', '--follow-symlinks'], `${this.commit}:./${at}\n`)
      .toString()
      .split(' ');
    return found === type ? id : undefined;
  }

  private refuseSubmodules(entries: Entry[]): void {
    const submodule = entries.find(({ isSubmodule }) => isSubmodule);
    if (submodule !== undefined) {
      throw new Error(
        `${this.name}: ${submodule.name} is a submodule, and has revisions of its own. Compare them in there.`,
      );
    }
  }
}

/**
 * The files below a folder that are committed with plain ends of lines, and that git has put here with CRLF, as `core.autocrlf` asks:
 * their names relative to the working folder. There are none where git does not know the folder.
 */
export function filesWithCrlf(folder: string): Set<string> {
  const result = spawnSync('git', ['ls-files', '--eol', '-z', '--', folder], { maxBuffer: Infinity });
  const lines = result.status === 0 ? result.stdout.toString().split('\0') : [];
  return new Set(lines.flatMap((line) => /^i\/lf +w\/crlf [^\t]*\t([^]*)$/.exec(line)?.[1] ?? []));
}

function relative(to: string): string {
  return (path.relative('.', to) || '.').split(path.sep).join('/');
}

/** What a tree has under a name. */
interface Entry {
  readonly name: string;
  readonly id: string;
  readonly isLink: boolean;
  readonly isSubmodule: boolean;
}

function entriesOf(args: string[]): Entry[] {
  return git(['ls-tree', ...args])
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [, mode, id, name] = /^(\d+) \w+ (\w+)\t([^]*)$/.exec(line)!;
      return { name, id, isLink: mode === '120000', isSubmodule: mode === '160000' };
    });
}

function commitOf(revision: string): string {
  const { status, stdout, stderr } = start(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if (status === 0) {
    return stdout.toString().trim();
  }
  const repository = start(['rev-parse', '--git-dir']);
  if (/not a git repository/.test(repository.stderr.toString())) {
    throw new Error(`"${revision}" is no folder, and no revision either: this is not a git repository.`);
  }
  output(repository, 'rev-parse');
  const isShallow = start(['rev-parse', '--is-shallow-repository']).stdout.toString().trim() === 'true';
  const why = isShallow ? ' This clone is a shallow one: fetch the revision first.' : '';
  throw new Error(
    `"${revision}" is no folder, and git knows no such revision.${why}${stderr.length > 0 ? `\n${stderr}` : ''}`,
  );
}

function readBlobs(ids: string[]): Buffer[] {
  const output = ids.length === 0 ? Buffer.alloc(0) : git(['cat-file', '--batch'], `${ids.join('\n')}\n`);
  let at = 0;
  return ids.map(() => {
    const start = output.indexOf('\n', at) + 1;
    const size = Number(output.toString('utf8', at, start).trim().split(' ')[2]);
    at = start + size + 1;
    return output.subarray(start, start + size);
  });
}

function git(args: string[], input?: string): Buffer {
  return output(start(args, input), args[0]);
}

function output({ status, stdout, stderr }: ReturnType<typeof start>, command: string): Buffer {
  if (status !== 0) {
    throw new Error(`git ${command} failed: ${stderr.toString().trim()}`);
  }
  return stdout;
}

function start(args: string[], input?: string) {
  // its words are looked at, so they are to be English
  const result = spawnSync('git', args, { input, maxBuffer: Infinity, env: { ...process.env, LC_ALL: 'C' } });
  if (result.error !== undefined) {
    const isMissing = (result.error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Error(isMissing ? 'There is no git on the PATH.' : `git did not start: ${result.error.message}.`);
  }
  return result;
}
