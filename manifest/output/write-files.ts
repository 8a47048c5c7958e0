import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as process from 'process';
import { errorCode, errorText } from '../../util/errno';
import { addTo } from '../../util/multimap';
import { FileList } from './file-list';
import { isFree, locked } from './lock';
import { makeFolder } from './make-folder';
import { readFile } from './read-file';
import { refuseOther } from './refuse-other';

/** The result for a file. */
export type Outcome = 'new' | 'changed' | 'unchanged' | 'removed';

/** How many names a message lists. */
const MAX_NAMES = 5;

/**
 * Writes files into a folder: all of them, or none.
 *
 * It writes new contents next to the folder first, and then renames them, so that each file has its old or its new content at any moment.
 * Files with the same content are not touched. Files that an earlier run wrote, and this run does not, are removed. Other files are neither
 * removed nor overwritten. The list of the written files is next to the folder: `.dist.files` for `dist`. For the templates of a Helm chart
 * it is next to the chart, because Helm reads all files of a chart: `.dist.templates.files` for `dist/templates`.
 * @param folder the output folder, which can be missing
 * @param files texts by file name, relative to the folder
 * @returns the results of these files and of the removed files
 * @throws if the folder cannot be written, or if another file has the name of one of the files; then no file is changed
 */
export function writeFiles(folder: string, files: Map<string, string>): Map<string, Outcome> {
  return writeFolders([{ folder, files }])[0];
}

/** An output folder, and its files. */
export interface FolderFiles {
  readonly folder: string;
  readonly files: Map<string, string>;
}

/**
 * Writes files into several folders, each as `writeFiles` does. If one of the folders cannot be written, none of them changes: it holds the
 * locks of all folders, and writes all new contents, before it renames the first file.
 */
export function writeFolders(folders: readonly FolderFiles[]): Map<string, Outcome>[] {
  const outcomes: Map<string, Outcome>[] = [];
  const changes: Change[] = [];
  const prepareFrom = (i: number): void => {
    if (i === folders.length) {
      makeAll(changes);
      return;
    }
    const { folder, files } = folders[i];
    naming(folder, () => {
      const output = new OutputFolder(folder);
      outcomes[i] = output.outcomesOf(files);
      if (output.isUpToDate(files, outcomes[i])) {
        prepareFrom(i + 1);
        return;
      }
      outcomes[i] = output.write(files, ({ make, undo }) => {
        changes.push({ make: () => naming(folder, make), undo });
        prepareFrom(i + 1);
      });
    });
  };
  prepareFrom(0);
  return outcomes;
}

/** The changes of a folder whose new contents are written. */
interface Change {
  /** Renames the new files, and removes old ones. */
  readonly make: () => void;
  /** Restores what `make` has changed, also if it failed halfway. */
  readonly undo: () => void;
}

/** Makes all changes, or none. */
function makeAll(changes: readonly Change[]): void {
  const begun: Change[] = [];
  try {
    for (const change of changes) {
      begun.push(change);
      change.make();
    }
  } catch (error) {
    begun.reverse().forEach(({ undo }) => undo());
    throw error;
  }
}

/** An error that names its folder. */
class FolderError extends Error {}

function naming(folder: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (error instanceof FolderError) {
      throw error;
    }
    const { path: from, dest: file = from } = error as NodeJS.ErrnoException & { dest?: string };
    const reason = `${file === undefined ? '' : `${file}: `}${errorText(error)}`;
    const end = errorCode(error) === undefined ? '' : ' Nothing was changed.';
    throw new FolderError(`cannot write to ${folder}: ${reason}${end}`);
  }
}

/** An output folder, and the files next to it. */
class OutputFolder {
  private readonly folder: string;
  /** The folder that contains the list, the lock and the new files. */
  private readonly base: string;
  private readonly prefix: string;
  private readonly list: FileList;
  private readonly lock: string;
  /** The old contents of changed and removed files. */
  private readonly before = new Map<string, Buffer>();
  /** The files to overwrite that no run of this app wrote. */
  private foreign: readonly string[] = [];

  public constructor(private readonly name: string) {
    this.folder = resolved(name);
    const parent = path.dirname(this.folder);
    this.base = isTemplates(this.folder) ? path.dirname(parent) : parent;
    this.prefix = path.join(this.base, `.${path.relative(this.base, this.folder).split(path.sep).join('.')}`);
    this.list = new FileList(isTemporary(this.folder) ? undefined : `${this.prefix}.files`);
    this.lock = `${this.prefix}.lock`;
  }

  /** The results of writing files now. */
  public outcomesOf(files: Map<string, string>, beat: () => void = () => undefined): Map<string, Outcome> {
    const outcomes = new Map<string, Outcome>();
    const isInside = cached((folder: string) => leadsInside(folder, this.folder));
    const namesIn = cached((below: string) => {
      const folder = path.join(this.folder, below);
      return new Set(isInside(folder) && fs.statSync(folder).isDirectory() ? fs.readdirSync(folder) : []);
    });
    this.before.clear();
    const changed: string[] = [];
    for (const [name, text] of files) {
      beat();
      const file = path.join(this.folder, name);
      const before = isInside(path.dirname(file)) ? readFile(file) : undefined;
      if (before === undefined) {
        outcomes.set(name, 'new');
      } else if (before.equals(Buffer.from(text))) {
        outcomes.set(name, 'unchanged');
      } else {
        outcomes.set(name, 'changed');
        this.before.set(name, before);
        changed.push(name);
      }
    }
    this.foreign = this.list.exists() ? this.without(changed, this.list.names()) : [];
    const others: string[] = [];
    for (const name of this.list.names()) {
      beat();
      const end = name.lastIndexOf('/') + 1;
      if (!files.has(name) && namesIn(name.slice(0, end)).has(name.slice(end))) {
        others.push(name);
      }
    }
    for (const name of this.without(others, files.keys())) {
      const before = readFile(path.join(this.folder, name));
      if (before !== undefined) {
        outcomes.set(name, 'removed');
        this.before.set(name, before);
      }
    }
    return outcomes;
  }

  /** Whether nothing is left to do: neither for these files, nor for a run that was killed. */
  public isUpToDate(files: Map<string, string>, outcomes: Map<string, Outcome>): boolean {
    const isUnchanged = [...outcomes.values()].every((outcome) => outcome === 'unchanged');
    return isUnchanged && this.list.has([...files.keys()]) && isFree(this.lock);
  }

  /**
   * Writes new contents next to the folder, and holds the lock while `next` runs.
   * @param next gets what is left to do
   */
  public write(files: Map<string, string>, next: (change: Change) => void): Map<string, Outcome> {
    makeFolder(this.base);
    const cleanUp = (id: string) =>
      this.workFolders(id).forEach((folder) => fs.rmSync(folder, { recursive: true, force: true }));
    return locked(this.lock, cleanUp, (lock) => {
      const beat = () => lock.beat();
      // again, because another run can have written before this run got the lock
      const outcomes = this.outcomesOf(files, beat);
      this.refuseForeign();
      const written = [...files].filter(([name]) => outcomes.get(name) !== 'unchanged');
      const removed = [...outcomes.keys()].filter((name) => outcomes.get(name) === 'removed');
      const names = written.map(([name]) => name);
      const [staging, inside] = this.workFolders(lock.id);
      const isNew = !fs.existsSync(this.folder);
      // a new folder is renamed at once; in an existing folder, kubectl ignores the names of the waiting files
      const waiting = isMountPoint(this.folder, this.base) ? inside : path.join(staging, 'waiting');
      const waitingName = (name: string, i: number): string => path.join(waiting, isNew ? name : `${i}`);
      fs.mkdirSync(staging);
      fs.mkdirSync(waiting);
      if (isNew) {
        makeFolder(path.dirname(this.folder));
        foldersOf(waiting, names).forEach((folder) => makeFolder(folder));
      }
      written.forEach(([name, text], i) => {
        beat();
        fs.writeFileSync(waitingName(name, i), text);
      });
      if (!isNew) {
        this.prepare(names);
      }
      const listText = this.list.text();
      const undo: (() => void)[] = [() => this.list.write(listText, staging)];
      const make = (): void => {
        // the list comes first: if the run is killed later, the next run knows all files that this run may have written
        this.list.write([...files.keys(), ...removed], staging);
        if (isNew) {
          fs.renameSync(waiting, this.folder);
          undo.push(() => fs.renameSync(this.folder, waiting));
        } else {
          names.forEach((name, i) => {
            beat();
            fs.renameSync(waitingName(name, i), path.join(this.folder, name));
            undo.push(() => this.restore(name, waiting));
          });
        }
        removed.forEach((name) => {
          beat();
          fs.rmSync(path.join(this.folder, name));
          undo.push(() => this.restore(name, waiting));
          const parent = path.dirname(path.join(this.folder, name));
          if (parent !== this.folder && fs.readdirSync(parent).length === 0) {
            fs.rmdirSync(parent);
          }
        });
        this.list.write([...files.keys()], staging);
      };
      next({
        make,
        undo: () => {
          // if another run replaced the lock, the files are the ones of that run
          if (lock.isHeld()) {
            undo.reverse().forEach((step) => step());
          }
        },
      });
      return outcomes;
    });
  }

  /**
   * The folders for new files: next to the output folder, and inside it if files cannot be renamed into it. The id of a lock is random, so no
   * other folder has these names.
   */
  private workFolders(id: string): [staging: string, inside: string] {
    return [`${this.prefix}.${id}.new`, path.join(this.folder, `.${id}.new`)];
  }

  /** @throws if this run must overwrite files that no run of this app wrote */
  private refuseForeign(): void {
    const count = this.foreign.length;
    if (count > 0) {
      const names = this.foreign.slice(0, MAX_NAMES).map((name) => path.join(this.name, name));
      const all = `${names.join(', ')}${count > MAX_NAMES ? ` and ${count - MAX_NAMES} more` : ''}`;
      const [exist, it] = count === 1 ? ['exists', 'it'] : ['exist', 'them'];
      const list = path.basename(`${this.prefix}.files`);
      throw new Error(
        `${all} ${exist}, and ${list} does not list ${it}. Move ${it} away. If cdk8s or an earlier run of this app wrote ${it}, ` +
          `delete ${it}, run again, and commit ${list}. PodApp overwrites only files in this list. Nothing was changed.`,
      );
    }
  }

  /** The names that are not in a list. On a file system that ignores upper and lower case, the list can have the name in another case. */
  private without(names: readonly string[], list: Iterable<string>): string[] {
    const left = new Set(names);
    const inLowerCase = new Map<string, string[]>();
    names.forEach((name) => addTo(inLowerCase, name.toLowerCase(), name));
    for (const other of left.size > 0 ? list : []) {
      for (const name of inLowerCase.get(other.toLowerCase()) ?? []) {
        if (name === other || this.areSame(name, other)) {
          left.delete(name);
        }
      }
    }
    return [...left];
  }

  private areSame(...names: string[]): boolean {
    const [a, b] = names.map((name) => fs.lstatSync(path.join(this.folder, name), { throwIfNoEntry: false }));
    return a !== undefined && a.ino === b?.ino && a.dev === b.dev;
  }

  /** Makes the folders of files, and checks that the files can be renamed into them. */
  private prepare(names: string[]): void {
    for (const folder of foldersOf(this.folder, names)) {
      makeFolder(folder);
      if (!leadsInside(folder, this.folder)) {
        throw new Error(`${folder} is a link that leads out of the folder. Remove the link.`);
      }
    }
    for (const file of names.map((name) => path.join(this.folder, name))) {
      const status = fs.lstatSync(file, { throwIfNoEntry: false });
      if (status !== undefined) {
        refuseOther(file, status);
      }
    }
  }

  /** Writes the old content of a file, or removes a new file. */
  private restore(name: string, waiting: string): void {
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

/** The folder, and the folders of files below it. */
function foldersOf(folder: string, names: string[]): Set<string> {
  return new Set([folder, ...names.map((name) => path.dirname(path.join(folder, name)))]);
}

/** A function that computes the result for each argument once. */
function cached<T>(compute: (argument: string) => T): (argument: string) => T {
  const results = new Map<string, T>();
  return (argument) => {
    const result = results.get(argument) ?? compute(argument);
    results.set(argument, result);
    return result;
  };
}

/** The folder, or the folder next to it that it links to. */
function resolved(name: string): string {
  const folder = path.resolve(name);
  const status = fs.lstatSync(folder, { throwIfNoEntry: false });
  if (status?.isSymbolicLink() === true) {
    if (!fs.existsSync(folder)) {
      throw new Error('it is a link to a missing folder. Remove the link, or create the folder.');
    }
    const target = fs.realpathSync(folder);
    if (!isInside(target, fs.realpathSync(path.dirname(folder)))) {
      throw new Error('it is a link to another place. Set that place as the output folder.');
    }
    return target;
  }
  if (status !== undefined && !status.isDirectory()) {
    throw new Error('it is a file. Name a folder, or move the file away.');
  }
  return folder;
}

/** Whether a folder exists, and files cannot be renamed into it from another folder, because a file system is mounted there. */
function isMountPoint(folder: string, from: string): boolean {
  if (!fs.existsSync(folder) || fs.statSync(folder).dev !== fs.statSync(from).dev) {
    return fs.existsSync(folder);
  }
  try {
    // Linux reports another mount of the same file system even if the file is missing
    fs.renameSync(path.join(from, '.cdk8s-pods-nothing'), path.join(folder, '.cdk8s-pods-nothing'));
    return false;
  } catch (error) {
    return errorCode(error) === 'EXDEV';
  }
}

/** Whether it is the folder for the templates of a Helm chart. The app itself must not be in the chart. */
function isTemplates(folder: string): boolean {
  const chart = path.dirname(folder);
  const isChart = path.basename(folder) === 'templates' && fs.existsSync(path.join(chart, 'Chart.yaml'));
  return isChart && !isInside(process.cwd(), chart);
}

/** Whether it is the folder that `cdk8s synth --stdout` creates and removes. Nothing would remove the list next to it. */
function isTemporary(folder: string): boolean {
  return path.dirname(folder) === os.tmpdir() && /^cdk8s-\w{6}$/.test(path.basename(folder));
}

/** Whether a folder is inside another folder after all links are resolved. */
function leadsInside(inner: string, outer: string): boolean {
  return fs.existsSync(inner) && isInside(fs.realpathSync(inner), fs.realpathSync(outer));
}

function isInside(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer + path.sep);
}
