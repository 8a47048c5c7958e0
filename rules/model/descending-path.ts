/** Why a path does not lead downwards from where it starts, if it does not. */
export function notDescending(path: string): string | undefined {
  if (path.startsWith('/')) {
    return 'It is a path below a folder, and does not start with "/".';
  }
  return path.split('/').includes('..') ? 'It is a path below a folder, without "..".' : undefined;
}
