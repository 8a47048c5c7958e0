import * as fs from 'fs';
import * as path from 'path';
import { readFile } from './read-file';

const HEADING =
  '# The files that PodApp wrote, and may remove when their charts are gone. Commit this list with them.\n';

/** A name that leads out of the folder, that is written in another way than PodApp writes it, or that no file can have. */
const ODD_NAME = /(^|\/)\.{0,2}(\/|$)|\0/;

/** The list of the files that earlier runs wrote. */
export class FileList {
  /** @param file undefined if there must be no list */
  public constructor(private readonly file: string | undefined) {}

  /** Whether a list is kept. */
  public exists(): boolean {
    return this.file !== undefined;
  }

  /** The names of the files. Ignores lines that are not the plain name of a file in the folder. */
  public *names(): Generator<string> {
    const text = this.text();
    // a list can be large: all its lines at once need much memory
    for (let [start, end] = [0, 0]; start < text.length; start = end + 1) {
      end = (text.indexOf('\n', start) + 1 || text.length + 1) - 1;
      // git can have converted the line breaks to CRLF
      const line = text.slice(start, text[end - 1] === '\r' ? end - 1 : end);
      if (line[0] !== '#' && !ODD_NAME.test(line)) {
        yield line;
      }
    }
  }

  /** Whether the list has these names, and is written as PodApp writes it. */
  public has(names: readonly string[]): boolean {
    return this.file === undefined || this.text() === textOf(names);
  }

  /**
   * Writes names, or a text that `text` returned. Without a text, there is no list.
   * @param staging a folder in the same file system
   */
  public write(content: readonly string[] | string, staging: string): void {
    const text = typeof content === 'string' ? content : textOf(content);
    if (this.file === undefined || this.text() === text) {
      return;
    }
    if (text === '') {
      fs.rmSync(this.file);
    } else {
      fs.writeFileSync(path.join(staging, 'list'), text);
      fs.renameSync(path.join(staging, 'list'), this.file);
    }
  }

  /** The text of the list; empty if it is missing. */
  public text(): string {
    return (this.file === undefined ? undefined : readFile(this.file)?.toString()) ?? '';
  }
}

/** Names with `/`, sorted, so that the list is the same on all systems and merges well. */
function textOf(names: readonly string[]): string {
  const lines = [...new Set(names)].map((name) => name.split(path.sep).join('/')).sort();
  return `${HEADING}${lines.map((line) => `${line}\n`).join('')}`;
}
