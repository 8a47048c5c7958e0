import * as fs from 'fs';
import * as path from 'path';
import { makeFolder } from '../../manifest/output/make-folder';
import { Pieces } from './report';

/** How much is written at once, in characters. */
const BATCH = 64 * 1024;

/**
 * Writes a report to a file, or to standard output.
 *
 * @throws where the file cannot be written
 */
export function writeReport(pieces: Pieces, file: string | undefined): void {
  if (file === undefined) {
    for (const batch of batches(pieces)) {
      process.stdout.write(batch);
    }
    return;
  }
  try {
    makeFolder(path.dirname(file));
    const open = fs.openSync(file, 'w');
    try {
      for (const batch of batches(pieces)) {
        fs.writeFileSync(open, batch);
      }
    } finally {
      fs.closeSync(open);
    }
  } catch (error) {
    throw new Error(`${file} cannot be written: ${whyNot(error)}`);
  }
}

function* batches(pieces: Pieces): Pieces {
  let batch: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    batch.push(piece);
    length += piece.length;
    if (length >= BATCH) {
      yield batch.join('');
      batch = [];
      length = 0;
    }
  }
  yield batch.join('');
}

const REASONS: Record<string, string> = {
  EISDIR: 'it is a folder.',
  ENOTDIR: 'a part of the path is a file.',
  ENOENT: 'its folder cannot be made.',
  EEXIST: 'its folder cannot be made.',
  EACCES: 'this user may not write there.',
  EPERM: 'this user may not write there.',
  EROFS: 'the file system is read-only.',
  ENOSPC: 'the disk is full.',
  EDQUOT: 'the quota of the disk is used up.',
  ELOOP: 'it is a link that leads around in a circle.',
  ENAMETOOLONG: 'its name is too long.',
};

function whyNot(error: any): string {
  return REASONS[error.code] ?? error.message;
}
