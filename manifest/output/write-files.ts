import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { isFree, locked } from './lock';
import { makeFolder } from './make-folder';

/** What became of a file. */
export type Outcome = 'new' | 'changed' | 'unchanged' | 'removed';

const HEADING =
  '# The files that PodApp wrote, and may remove when their charts are gone. Commit this list with them.\n';

/**
 * Writes files into a folder, all of them or none.
 *
 * Each is written beside the folder first, and then takes its place by its name, so that it is the old one or the new one at any
 * moment. A file that has its text already is not touched. Files that an earlier run wrote, and this one does not, are removed;
 * other files never are. The list of what was written stands beside the folder: `.dist.files` for `dist`.
 *
 * @param folder where they go; made if it is not there
 * @param files the texts, by file name relative to the folder
 * @returns what became of each, by the same names, and of those that were removed
 * @throws when the folder cannot be written; all files are then as they were
 */
export function writeFiles(folder: string, files: Map<string, string>): Map<string, Outcome> {
  try {
    const place = new Place(folder);
    const outcomes = place.outcomesOf(files);
    return place.isSettled(files, outcomes) ? outcomes : place.write(files);
  } catch (error) {
    throw explained(error, folder);
  }
}

/** A folder for output, and what stands beside it. */
class Place {
  private readonly folder: string;
  private readonly list: string;
  private readonly staging: string;
  /** Where files wait until they take their places, where they cannot be renamed from the staging folder. */
  private readonly inside: string;
  private readonly lock: string;
  /** What the files held that are changed or removed. */
  private readonly before = new Map<string, Buffer>();

  public constructor(folder: string) {
    this.folder = resolved(folder);
    const beside = path.join(path.dirname(this.folder), `.${path.basename(this.folder)}`);
    this.list = `${beside}.files`;
    this.staging = `${beside}.new`;
    this.inside = path.join(this.folder, '.waiting');
    this.lock = `${beside}.lock`;
  }

  /** What would become of files that are written now. */
  public outcomesOf(files: Map<string, string>): Map<string, Outcome> {
    const there = new Listing(this.folder);
    const outcomes = new Map<string, Outcome>();
    this.before.clear();
    for (const [name, text] of files) {
      const before = this.read(name, there);
      const isSame = before?.equals(Buffer.from(text)) === true;
      outcomes.set(name, before === undefined ? 'new' : isSame ? 'unchanged' : 'changed');
      if (before !== undefined && !isSame) {
        this.before.set(name, before);
      }
    }
    for (const name of this.listed()) {
      const before = files.has(name) ? undefined : this.read(name, there);
      if (before !== undefined) {
        outcomes.set(name, 'removed');
        this.before.set(name, before);
      }
    }
    return outcomes;
  }

  private read(name: string, there: Listing): Buffer | undefined {
    return there.has(name) ? unlessGone(() => fs.readFileSync(path.join(this.folder, name))) : undefined;
  }

  /** Whether nothing is left to do, neither for these files nor for a run that was killed. */
  public isSettled(files: Map<string, string>, outcomes: Map<string, Outcome>): boolean {
    return (
      [...outcomes.values()].every((outcome) => outcome === 'unchanged') &&
      (isPassing(this.folder) || readIfThere(this.list) === listText(files.keys())) &&
      !fs.existsSync(this.staging) &&
      !fs.existsSync(this.inside) &&
      isFree(this.lock)
    );
  }

  public write(files: Map<string, string>): Map<string, Outcome> {
    makeFolder(path.dirname(this.folder));
    return locked(this.lock, () => {
      // again, since another run may have written before this one got the lock
      const outcomes = this.outcomesOf(files);
      const fresh = [...files].filter(([name]) => outcomes.get(name) !== 'unchanged');
      const gone = [...outcomes.keys()].filter((name) => outcomes.get(name) === 'removed');
      const undo: (() => void)[] = [];
      this.clear();
      try {
        const names = fresh.map(([name]) => name);
        const isNew = !fs.existsSync(this.folder);
        // a new folder takes its place as a whole; otherwise no name may tell anybody in the folder that this is YAML
        const waiting = isMountPoint(this.folder) ? this.inside : path.join(this.staging, '.waiting');
        const waitingAs = (name: string, i: number): string => path.join(waiting, isNew ? name : `${i}`);
        fs.mkdirSync(this.staging);
        fs.mkdirSync(waiting);
        if (isNew) {
          foldersOf(waiting, names).forEach((into) => makeFolder(into));
        }
        fresh.forEach(([name, text], i) => fs.writeFileSync(waitingAs(name, i), text));
        if (!isNew) {
          this.prepare(names);
        }
        const listed = this.listed();
        undo.push(() => this.writeList(listed));
        // from here on a run that is killed leaves a list that names all that it may have written
        this.writeList(new Set([...listed, ...files.keys()]));
        if (isNew) {
          fs.renameSync(waiting, this.folder);
        } else {
          names.forEach((name, i) => {
            fs.renameSync(waitingAs(name, i), path.join(this.folder, name));
            undo.push(() => this.putBack(name, waiting));
          });
        }
        gone.forEach((name) => {
          fs.rmSync(path.join(this.folder, name));
          undo.push(() => this.putBack(name, waiting));
          this.leaveIfEmpty(path.dirname(path.join(this.folder, name)));
        });
        this.writeList(files.keys());
      } catch (error) {
        undo.reverse().forEach((step) => step());
        throw error;
      } finally {
        this.clear();
      }
      return outcomes;
    });
  }

  /** Removes what is not done yet, of this run or of one that was killed. */
  private clear(): void {
    [this.staging, this.inside].forEach((at) => fs.rmSync(at, { recursive: true, force: true }));
  }

  /** The files of an earlier run. What is not the plain name of a file in the folder was not written by one. */
  private listed(): string[] {
    const { root } = path.parse(this.folder);
    const plain = (line: string): string => slashed(path.relative(root, path.resolve(root, line)));
    // git may have ended the lines with CRLF
    const lines = (readIfThere(this.list) ?? '').split(/\r?\n/);
    return lines.filter((line) => line !== '' && !line.startsWith('#') && plain(line) === line);
  }

  private writeList(names: Iterable<string>): void {
    const text = listText(names);
    if (!isPassing(this.folder) && readIfThere(this.list) !== text) {
      fs.writeFileSync(path.join(this.staging, 'list'), text);
      fs.renameSync(path.join(this.staging, 'list'), this.list);
    }
  }

  /** Makes the folders that files go into, and sees that they can take their places there. */
  private prepare(names: string[]): void {
    const there = new Listing(this.folder);
    for (const into of foldersOf(this.folder, names)) {
      makeFolder(into);
      if (!leadsInside(into, this.folder)) {
        throw new Error(`${into} is a link that leads out of the folder. Remove the link.`);
      }
    }
    for (const name of names) {
      const kind = there.kindOf(name) ?? 'file';
      if (kind !== 'file') {
        const file = path.join(this.folder, name);
        throw new Error(`${file}: a ${kind} stands where a file has to be written. Move it away.`);
      }
    }
  }

  private leaveIfEmpty(folder: string): void {
    if (folder !== this.folder && fs.readdirSync(folder).length === 0) {
      fs.rmdirSync(folder);
    }
  }

  /** Has a file hold again what it held, or takes it away if it was not there. */
  private putBack(name: string, waiting: string): void {
    const [file, before] = [path.join(this.folder, name), this.before.get(name)];
    if (before === undefined) {
      fs.rmSync(file);
      return;
    }
    makeFolder(path.dirname(file));
    fs.writeFileSync(path.join(waiting, 'back'), before);
    fs.renameSync(path.join(waiting, 'back'), file);
  }
}

/** The folder, and those below it that files stand in. */
function foldersOf(folder: string, names: string[]): Set<string> {
  return new Set([folder, ...names.map((name) => path.dirname(path.join(folder, name)))]);
}

/** What can stand in a folder. */
type Kind = 'file' | 'folder' | 'link' | 'device';

function kindOf(entry: fs.Dirent): Kind {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'device';
}

/** What is in a folder, and in those below it: each is read once, which is faster than to ask for each file. */
class Listing {
  private readonly folders = new Map<string, Map<string, Kind>>();

  public constructor(private readonly root: string) {}

  public has(name: string): boolean {
    return this.kindOf(name) === 'file';
  }

  public kindOf(name: string): Kind | undefined {
    const file = path.join(this.root, name);
    const folder = path.dirname(file);
    const there = this.folders.get(folder) ?? this.read(folder);
    this.folders.set(folder, there);
    return there.get(path.basename(file));
  }

  private read(folder: string): Map<string, Kind> {
    const isRoot = folder === this.root;
    const kind = isRoot
      ? fs.existsSync(folder)
        ? 'folder'
        : undefined
      : this.kindOf(path.relative(this.root, folder));
    if (kind === undefined || (kind === 'link' && !leadsInside(folder, this.root))) {
      return new Map();
    }
    const entries = unlessGone(() => fs.readdirSync(folder, { withFileTypes: true })) ?? [];
    return new Map(entries.map((entry) => [entry.name, kindOf(entry)]));
  }
}

/** What is read, unless another run, which holds the lock, has taken it away since it was seen. */
function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Names with `/`, sorted, so that the list is the same everywhere and merges well. */
function listText(names: Iterable<string>): string {
  const lines = [...names].map(slashed).sort();
  return `${HEADING}${lines.map((line) => `${line}\n`).join('')}`;
}

function slashed(name: string): string {
  return name.split(path.sep).join('/');
}

/** The folder itself, where the name is a link to one beside it. */
function resolved(folder: string): string {
  const at = path.resolve(folder);
  const status = fs.lstatSync(at, { throwIfNoEntry: false });
  if (status?.isSymbolicLink() === true) {
    if (!fs.existsSync(at)) {
      throw new Error('it is a link that leads nowhere. Remove the link, or make the folder that it leads to.');
    }
    const target = fs.realpathSync(at);
    if (!isInside(target, fs.realpathSync(path.dirname(at)))) {
      throw new Error('it is a link that leads to another place. Name that place as the output folder.');
    }
    return target;
  }
  if (status !== undefined && !status.isDirectory()) {
    throw new Error('it is a file. Name a folder, or move the file away.');
  }
  return at;
}

/** Whether a folder is mounted into the one that it stands in: files cannot be renamed from there. */
function isMountPoint(folder: string): boolean {
  if (!fs.existsSync(folder)) {
    return false;
  }
  const beside = path.dirname(folder);
  return fs.statSync(folder).dev !== fs.statSync(beside).dev || isOtherMount(beside, folder);
}

/** Whether two folders are mounted apart, of the same file system. Linux says so before it looks for the file, which is not there. */
function isOtherMount(from: string, to: string): boolean {
  const name = '.cdk8s-pods-nothing';
  try {
    fs.renameSync(path.join(from, name), path.join(to, name));
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'EXDEV';
  }
}

/** Whether it is the folder that `cdk8s synth --stdout` makes and removes again: a list beside it would stay for ever. */
function isPassing(folder: string): boolean {
  return path.dirname(folder) === os.tmpdir() && /^cdk8s-\w{6}$/.test(path.basename(folder));
}

/** Whether a folder is in another one, wherever links lead. */
function leadsInside(inner: string, outer: string): boolean {
  return fs.existsSync(inner) && isInside(fs.realpathSync(inner), fs.realpathSync(outer));
}

function isInside(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer + path.sep);
}

function readIfThere(file: string): string | undefined {
  return fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() === true ? fs.readFileSync(file, 'utf8') : undefined;
}

const REASONS: Record<string, string> = {
  EACCES: 'permission is denied. Nothing was changed.',
  EPERM: 'permission is denied. Nothing was changed.',
  EROFS: 'the file system is read-only. Nothing was changed.',
  ENOSPC: 'the disk is full. Free some space and run again.',
  EDQUOT: 'the quota of the disk is used up. Free some space and run again.',
  ENOENT: 'a folder cannot be made there.',
  EISDIR: 'a folder stands where a file has to be written. Move it away.',
  ENOTDIR: 'a part of the path is a file. Name a folder, or move the file away.',
};

function explained(error: unknown, folder: string): Error {
  const { code, message, path: from, dest: at = from } = error as NodeJS.ErrnoException & { dest?: string };
  const reason = code === undefined ? message : (REASONS[code] ?? message);
  return new Error(`cannot write to ${folder}: ${at === undefined ? '' : `${at}: `}${reason}`);
}
