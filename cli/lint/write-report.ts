import * as fs from 'fs';
import * as path from 'path';
import { makeFolder } from '../../manifest/output/make-folder';
import { errorText } from '../../util/errno';
import { Pieces } from './report';

/** The least number of characters in a write. */
const BATCH = 64 * 1024;

/** Writes a report to a file, or to standard output. Throws if the file cannot be written. */
export function writeReport(pieces: Pieces, file: string | undefined): void {
  if (file === undefined) {
    writeBatches(pieces, (batch) => process.stdout.write(batch));
    return;
  }
  try {
    makeFolder(path.dirname(file));
    const descriptor = fs.openSync(file, 'w');
    try {
      writeBatches(pieces, (batch) => fs.writeFileSync(descriptor, batch));
    } finally {
      fs.closeSync(descriptor);
    }
  } catch (error) {
    throw new Error(`${file} cannot be written: ${errorText(error)}`);
  }
}

function writeBatches(pieces: Pieces, write: (batch: string) => void): void {
  let batch = '';
  for (const piece of pieces) {
    batch += piece;
    if (batch.length >= BATCH) {
      write(batch);
      batch = '';
    }
  }
  write(batch);
}
