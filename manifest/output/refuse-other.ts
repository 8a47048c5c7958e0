import { Stats } from 'fs';

/** Throws if a path that must be a file is something else, such as a folder or a link. */
export function refuseOther(file: string, status: Stats): void {
  if (!status.isFile()) {
    const kind = typeOf(status);
    throw new Error(`${file} is a ${kind}, and must be a file. Move the ${kind} away.`);
  }
}

function typeOf(status: Stats): string {
  if (status.isDirectory() || status.isSymbolicLink()) {
    return status.isDirectory() ? 'folder' : 'link';
  }
  return status.isFIFO() ? 'pipe' : status.isSocket() ? 'socket' : 'device';
}
