const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied. Check the owner and the mode of the file and of its folder.',
  EDQUOT: 'the disk quota is exceeded. Free some space and run again.',
  EEXIST: 'a file of this name exists already.',
  EISDIR: 'it is a folder. Name a file, or move the folder away.',
  ELOOP: 'its symbolic links form a cycle. Remove one of them.',
  ENAMETOOLONG: 'the name is too long.',
  ENOENT: 'no such file or folder.',
  ENOSPC: 'the disk is full. Free some space and run again.',
  ENOTDIR: 'a part of the path is a file. Name a folder, or move the file away.',
  ENXIO: 'it is a socket or a device. Name a file.',
  EPERM: 'the operation is not permitted. Check the owner and the attributes of the file.',
  EROFS: 'the file system is read-only.',
};

/** The code of a system error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** The meaning of a system error, and how to fix it; of any other error, its message. */
export function errorText(error: unknown): string {
  return MEANINGS[errorCode(error) ?? ''] ?? (error as Error).message;
}

/** A system error with its file, its meaning and how to fix it; of any other error, its message. */
export function errorMessage(error: Error): string {
  const { path } = error as NodeJS.ErrnoException;
  return path === undefined ? error.message : `${path}: ${errorText(error)}`;
}
