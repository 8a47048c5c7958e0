import * as fs from 'fs';
import * as path from 'path';
import { errorCode } from '../../util/errno';

/** Creates a folder and the folders above it. Node's own `recursive` never returns if the system cannot create it, as in `/proc`. */
export function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) {
    return;
  }
  if (path.dirname(folder) !== folder) {
    makeFolder(path.dirname(folder));
  }
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    // another run can have created it
    if (errorCode(error) !== 'EEXIST' || !fs.existsSync(folder)) {
      throw error;
    }
  }
}
