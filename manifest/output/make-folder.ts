import * as fs from 'fs';
import * as path from 'path';

/** Makes a folder, and those that it stands in. Node's own `recursive` has no end where the system has no room for one, as in `/proc`. */
export function makeFolder(folder: string): void {
  const above = path.dirname(folder);
  if (fs.existsSync(folder)) {
    return;
  }
  if (above !== folder) {
    makeFolder(above);
  }
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    // another run may have made it
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !fs.existsSync(folder)) {
      throw error;
    }
  }
}
