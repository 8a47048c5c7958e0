import * as fs from 'fs';
import * as path from 'path';
import { Conflict, merge } from '../../manifest/diff/merge';
import { errorCode } from '../../util/errno';

/** What an import does with a file of code. */
export interface CodeChange {
  readonly file: string;
  readonly outcome: 'new' | 'unchanged' | 'updated' | 'merged' | 'conflict' | 'foreign';
  /** The code that is written. */
  readonly text: string;
  /** The code of this import, without the changes of a person. */
  readonly generated: string;
  readonly conflicts: readonly Conflict[];
  /** The code before, if the file exists. */
  readonly before?: string;
}

/** The folder beside the code for its last generated versions: a later import merges the changes since then. */
const BASE_FOLDER = path.join('.cdk8s-pods', 'import');
const BASE_END = '.base';

/** A folder with imported code. */
export class CodeFolder {
  public constructor(private readonly folder: string) {}

  /** What an import with this code changes. Nothing is written. */
  public change(name: string, generated: string): CodeChange {
    const file = path.join(this.folder, name);
    const [before, base] = [read(file), read(this.baseOf(name))];
    const common = { file, generated, before, conflicts: [] };
    if (before === undefined) {
      return { ...common, outcome: 'new', text: generated };
    }
    if (before === generated) {
      return { ...common, outcome: 'unchanged', text: generated };
    }
    if (base === undefined) {
      return { ...common, outcome: 'foreign', text: before };
    }
    // an editor can save the file with other line breaks
    const isWindows = before.includes('\r\n');
    const ours = isWindows ? before.replace(/\r\n/g, '\n') : before;
    const { text: merged, conflicts } = merge(base, ours, generated, { ours: 'your code', theirs: 'import' });
    const text = isWindows ? merged.replace(/\n/g, '\r\n') : merged;
    const outcome =
      conflicts.length > 0 ? 'conflict' : text === before ? 'unchanged' : ours === base ? 'updated' : 'merged';
    return { ...common, outcome, text, conflicts };
  }

  /** Writes a file, and remembers its generated version. */
  public write({ file, text, before, generated }: CodeChange): void {
    if (text !== before) {
      writeWhole(file, text);
    }
    const base = this.baseOf(path.basename(file));
    if (read(base) !== generated) {
      writeWhole(base, generated);
    }
  }

  /** The generated versions of the files of code in the folder, by their names. */
  public generated(): Map<string, string> {
    const folder = path.join(this.folder, BASE_FOLDER);
    const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith(BASE_END)) : [];
    const files = names.sort().map((name) => name.slice(0, -BASE_END.length));
    return new Map(
      files
        .filter((name) => fs.existsSync(path.join(this.folder, name)))
        .map((name) => [name, read(this.baseOf(name)) ?? '']),
    );
  }

  private baseOf(name: string): string {
    return path.join(this.folder, BASE_FOLDER, `${name}${BASE_END}`);
  }
}

function read(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Writes a file so that it has its old or its new content at any moment. */
function writeWhole(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, text);
  fs.renameSync(temporary, file);
}
