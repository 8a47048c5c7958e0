import * as fs from 'fs';
import { errorCode } from '../../util/errno';

/** The errors for a file that is missing, or whose name is impossible. */
const MISSING: readonly (string | undefined)[] = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'];

/** The content of a file; undefined if it is not a file, or if another run has just removed it. */
export function readFile(file: string): Buffer | undefined {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false })?.isFile() === true ? fs.readFileSync(file) : undefined;
  } catch (error) {
    if (MISSING.includes(errorCode(error))) {
      return undefined;
    }
    throw error;
  }
}
