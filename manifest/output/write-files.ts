import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { errorCode, errorText } from '../../util/errno';
import { isFree, locked } from './lock';
import { makeFolder } from './make-folder';

/** The result for a file. */
export type Outcome = 'new' | 'changed' | 'unchanged' | 'removed';

const HEADING =
  '# The files that PodApp wrote, and may remove when their charts are gone. Commit this list with them.\n';

/**
 * Writes files into a folder: all of them, or none.
 *
 * It writes new contents next to the folder first, and then renames them, so that each file has its old or its new content at any moment.
 * Files with the same content are not touched. Files that an earlier run wrote, and this run does not, are removed; other files never are.
 * The list of the written files is next to the folder: `.dist.files` for `dist`.
 * @param folder the output folder, which can be missing
 * @param files texts by file name, relative to the folder
 * @returns the results of these files and of the removed files
 * @throws if the folder cannot be written; then no file is changed
 */
export function writeFiles(folder: string, files: Map<string, string>): Map<string, Outcome> {
  try {
    const output = new OutputFolder(folder);
    const outcomes = output.outcomesOf(files);
    return output.isUpToDate(files, outcomes) ? outcomes : output.write(files);
  } catch (error) {
    const { path: from, dest: file = from } = error as NodeJS.ErrnoException & { dest?: string };
    const reason = `${file === undefined ? '' : `${file}: `}${errorText(error)}`;
    const end = errorCode(error) === undefined ? '' : ' Nothing was changed.';
    throw new Error(`cannot write to ${folder}: ${reason}${end}`);
  }
}

/** An output folder, and the files next to it. */
class OutputFolder {
  private readonly folder: string;
  private readonly list: string;
  private readonly staging: string;
  /** Holds new files if they cannot be renamed from the staging folder. */
  private readonly inside: string;
  private readonly lock: string;
  /** The old contents of changed and removed files. */
  private readonly before = new Map<string, Buffer>();

  public constructor(folder: string) {
    this.folder = resolved(folder);
    const prefix = path.join(path.dirname(this.folder), `.${path.basename(this.folder)}`);
    this.list = `${prefix}.files`;
    this.staging = `${prefix}.new`;
    this.inside = path.join(this.folder, '.waiting');
    this.lock = `${prefix}.lock`;
  }

  /** The results of writing files now. */
  public outcomesOf(files: Map<string, string>): Map<string, Outcome> {
    const folders = new Map<string, boolean>();
    const read = (name: string): Buffer | undefined => {
      const file = path.join(this.folder, name);
      const folder = path.dirname(file);
      const isInside = folders.get(folder) ?? leadsInside(folder, this.folder);
      folders.set(folder, isInside);
      return isInside ? readFile(file) : undefined;
    };
    const outcomes = new Map<string, Outcome>();
    this.before.clear();
    for (const name of new Set([...files.keys(), ...this.listed()])) {
      const [before, after] = [read(name), files.get(name)];
      if (before === undefined) {
        if (after !== undefined) {
          outcomes.set(name, 'new');
        }
      } else if (after !== undefined && before.equals(Buffer.from(after))) {
        outcomes.set(name, 'unchanged');
      } else {
        outcomes.set(name, after === undefined ? 'removed' : 'changed');
        this.before.set(name, before);
      }
    }
    return outcomes;
  }

  /** Whether nothing is left to do: neither for these files, nor for a run that was killed. */
  public isUpToDate(files: Map<string, string>, outcomes: Map<string, Outcome>): boolean {
    return (
      [...outcomes.values()].every((outcome) => outcome === 'unchanged') &&
      (isTemporary(this.folder) || readFile(this.list)?.toString() === listText(files.keys())) &&
      !fs.existsSync(this.staging) &&
      !fs.existsSync(this.inside) &&
      isFree(this.lock)
    );
  }

  public write(files: Map<string, string>): Map<string, Outcome> {
    makeFolder(path.dirname(this.folder));
    return locked(this.lock, () => {
      // again, because another run can have written before this run got the lock
      const outcomes = this.outcomesOf(files);
      const written = [...files].filter(([name]) => outcomes.get(name) !== 'unchanged');
      const removed = [...outcomes.keys()].filter((name) => outcomes.get(name) === 'removed');
      const undo: (() => void)[] = [];
      this.clear();
      try {
        const names = written.map(([name]) => name);
        const isNew = !fs.existsSync(this.folder);
        // a new folder is renamed at once; in an existing folder, kubectl ignores the names of the waiting files
        const waiting = isMountPoint(this.folder) ? this.inside : path.join(this.staging, '.waiting');
        const waitingName = (name: string, i: number): string => path.join(waiting, isNew ? name : `${i}`);
        fs.mkdirSync(this.staging);
        fs.mkdirSync(waiting);
        if (isNew) {
          foldersOf(waiting, names).forEach((folder) => makeFolder(folder));
        }
        written.forEach(([name, text], i) => fs.writeFileSync(waitingName(name, i), text));
        if (!isNew) {
          this.prepare(names);
        }
        const listed = this.listed();
        undo.push(() => this.writeList(listed));
        // the list comes first: if the run is killed later, the next run knows all files that this run may have written
        this.writeList(new Set([...listed, ...files.keys()]));
        if (isNew) {
          fs.renameSync(waiting, this.folder);
        } else {
          names.forEach((name, i) => {
            fs.renameSync(waitingName(name, i), path.join(this.folder, name));
            undo.push(() => this.restore(name, waiting));
          });
        }
        removed.forEach((name) => {
          fs.rmSync(path.join(this.folder, name));
          undo.push(() => this.restore(name, waiting));
          const parent = path.dirname(path.join(this.folder, name));
          if (parent !== this.folder && fs.readdirSync(parent).length === 0) {
            fs.rmdirSync(parent);
          }
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

  /** Removes the waiting files of this run, and of a run that was killed. */
  private clear(): void {
    [this.staging, this.inside].forEach((folder) => fs.rmSync(folder, { recursive: true, force: true }));
  }

  /** The files of earlier runs. Ignores lines that are not the plain name of a file in the folder. */
  private listed(): string[] {
    const { root } = path.parse(this.folder);
    const plain = (line: string): string => slashed(path.relative(root, path.resolve(root, line)));
    // git can have converted the line breaks to CRLF
    const lines = (readFile(this.list)?.toString() ?? '').split(/\r?\n/);
    return lines.filter((line) => line !== '' && !line.startsWith('#') && plain(line) === line);
  }

  private writeList(names: Iterable<string>): void {
    const text = listText(names);
    if (!isTemporary(this.folder) && readFile(this.list)?.toString() !== text) {
      fs.writeFileSync(path.join(this.staging, 'list'), text);
      fs.renameSync(path.join(this.staging, 'list'), this.list);
    }
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
      if (status?.isFile() === false) {
        const kind = status.isDirectory() ? 'folder' : status.isSymbolicLink() ? 'link' : 'device';
        throw new Error(`${file} is a ${kind}, and must be a file. Move the ${kind} away.`);
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

/** The errors for a file that is missing, or whose name is impossible. */
const MISSING: readonly (string | undefined)[] = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'];

/** The content of a file; undefined if it is not a file, or if another run has just removed it. */
function readFile(file: string): Buffer | undefined {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() === true ? fs.readFileSync(file) : undefined;
  } catch (error) {
    if (MISSING.includes(errorCode(error))) {
      return undefined;
    }
    throw error;
  }
}

/** Names with `/`, sorted, so that the list is the same on all systems and merges well. */
function listText(names: Iterable<string>): string {
  const lines = [...names].map(slashed).sort();
  return `${HEADING}${lines.map((line) => `${line}\n`).join('')}`;
}

function slashed(name: string): string {
  return name.split(path.sep).join('/');
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

/** Whether a folder is a mount point. Files cannot be renamed into it from the folder that contains it. */
function isMountPoint(folder: string): boolean {
  const parent = path.dirname(folder);
  if (!fs.existsSync(folder) || fs.statSync(folder).dev !== fs.statSync(parent).dev) {
    return fs.existsSync(folder);
  }
  try {
    // Linux reports another mount of the same file system even if the file is missing
    fs.renameSync(path.join(parent, '.cdk8s-pods-nothing'), path.join(folder, '.cdk8s-pods-nothing'));
    return false;
  } catch (error) {
    return errorCode(error) === 'EXDEV';
  }
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
