/** The forms of paths in Kubernetes. Each function returns the reason why a path does not have the form. */

/** A path without "..". */
export function notStraight(path: string): string | undefined {
  return path.includes('..') && path.split('/').includes('..') ? 'A path must not contain "..".' : undefined;
}

/** A path below a folder. */
export function notBelow(path: string): string | undefined {
  return path.startsWith('/') ? 'It is a relative path: it does not start with "/".' : notStraight(path);
}

/** The path of a file in a volume. The kubelet itself uses names that start with "..". */
export function notFile(path: string): string | undefined {
  return notBelow(path) ?? (path.startsWith('..') ? 'It must not start with "..".' : undefined);
}
