import * as fs from 'fs';
import * as path from 'path';
import { errorText } from './errno';

/** The files below a folder, and what cannot be read there. */
export interface Listing {
  /** Sorted paths relative to the folder, with slashes. */
  readonly files: string[];
  readonly problems: Problem[];
}

/** An entry of a folder that cannot be read. */
interface Problem {
  /** The path relative to the folder; empty for the folder itself. */
  readonly file: string;
  readonly message: string;
}

/**
 * Lists the files below a folder. A bad entry is a problem, and does not hide the other entries. Links to files are followed. Links to
 * folders are not, as in kubectl: they can form cycles.
 * @param isWanted whether a broken link, a pipe or a socket of this name is a problem
 * @param isSkipped whether to ignore a file or folder, by its path
 */
export function filesBelow(
  folder: string,
  isWanted: (file: string) => boolean,
  isSkipped: (file: string, isFolder: boolean) => boolean = () => false,
): Listing {
  const files: string[] = [];
  const problems: Problem[] = [];
  const add = (entry: fs.Dirent, file: string): void => {
    const status = entry.isSymbolicLink() ? fs.statSync(path.join(folder, file), { throwIfNoEntry: false }) : entry;
    if (status?.isFile() === true) {
      files.push(file);
    } else if (status?.isDirectory() !== true && isWanted(file)) {
      const isBroken = status === undefined;
      const message = isBroken
        ? 'the link leads to a missing file. Remove the link.'
        : 'it is not a file, but a pipe, a socket or a device. Move it away.';
      problems.push({ file, message });
    }
  };
  const visit = (file: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      problems.push({ file, message: errorText(error) });
    }
  };
  const list = (below: string): void => {
    for (const entry of fs.readdirSync(path.join(folder, below), { withFileTypes: true })) {
      const file = path.posix.join(below, entry.name);
      if (!isSkipped(file, entry.isDirectory())) {
        visit(file, () => (entry.isDirectory() ? list(file) : add(entry, file)));
      }
    }
  };
  visit('', () => list(''));
  return { files: files.sort(), problems };
}
