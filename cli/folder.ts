import * as fs from 'fs';
import * as path from 'path';
import { makeFolder } from '../manifest/output/make-folder';

/** A file as it lies in a folder. */
export interface FolderFile {
  readonly content: Buffer;
  /** When it was written last, in milliseconds. */
  readonly written: number;
}

/**
 * All files below a folder by their names relative to it, with slashes, in order. A folder that is not there has none.
 *
 * @throws if it is not a folder
 */
export function readFolder(folder: string): Map<string, FolderFile> {
  if (!fs.existsSync(folder)) {
    return new Map();
  }
  if (!fs.statSync(folder).isDirectory()) {
    throw new Error(`${folder} is a file, not a folder.`);
  }
  return new Map(
    names(folder, '').map((name): [string, FolderFile] => {
      const file = path.join(folder, name);
      return [name, { content: fs.readFileSync(file), written: fs.statSync(file).mtimeMs }];
    }),
  );
}

function names(folder: string, below: string): string[] {
  return fs
    .readdirSync(path.join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const name = `${below}${entry.name}`;
      // links to folders are not followed: they can lead around in a circle
      return entry.isDirectory() ? names(folder, `${name}/`) : isFile(path.join(folder, name)) ? [name] : [];
    });
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Makes a folder hold what it held before. */
export function restoreFolder(folder: string, before: Map<string, FolderFile>): void {
  const now = readFolder(folder);
  for (const name of now.keys()) {
    if (!before.has(name)) {
      fs.rmSync(path.join(folder, name));
    }
  }
  for (const [name, { content }] of before) {
    if (now.get(name)?.content.equals(content) !== true) {
      makeFolder(path.dirname(path.join(folder, name)));
      fs.writeFileSync(path.join(folder, name), content);
    }
  }
}
