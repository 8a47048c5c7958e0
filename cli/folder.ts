import * as fs from 'fs';
import * as path from 'path';
import { makeFolder } from '../manifest/output/make-folder';
import { isManifestFile } from '../manifest/yaml/read';
import { filesBelow } from '../util/files-below';

/** A file of a folder. */
export interface FolderFile {
  readonly content: Buffer;
  /** The time of the last change, in milliseconds. */
  readonly changed: number;
}

/**
 * Reads all files below a folder, by their paths relative to it. A missing folder has no files.
 * @throws if it is a file, or contains an entry that cannot be read, with all these entries
 */
export function readFolder(folder: string): Map<string, FolderFile> {
  if (!fs.existsSync(folder)) {
    return new Map();
  }
  if (!fs.statSync(folder).isDirectory()) {
    throw new Error(`${folder} is a file, not a folder.`);
  }
  const { files, problems } = filesBelow(folder, isManifestFile);
  if (problems.length > 0) {
    throw new Error(problems.map(({ file, message }) => `${path.join(folder, file)}: ${message}`).join('\n'));
  }
  return new Map(
    files.map((name): [string, FolderFile] => {
      const file = path.join(folder, name);
      return [name, { content: fs.readFileSync(file), changed: fs.statSync(file).mtimeMs }];
    }),
  );
}

/** The contents of all files below a folder, by their paths relative to it. */
export function readContents(folder: string): Map<string, Buffer> {
  return new Map([...readFolder(folder)].map(([name, { content }]) => [name, content]));
}

/** Restores the files of a folder. */
export function restoreFolder(folder: string, files: ReadonlyMap<string, FolderFile>): void {
  const current = readContents(folder);
  for (const name of current.keys()) {
    if (!files.has(name)) {
      fs.rmSync(path.join(folder, name));
    }
  }
  for (const [name, { content }] of files) {
    if (current.get(name)?.equals(content) !== true) {
      makeFolder(path.dirname(path.join(folder, name)));
      fs.writeFileSync(path.join(folder, name), content);
    }
  }
}
