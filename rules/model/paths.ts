/** What the API server asks of paths, each as a test that gives the reason why a path is none. */

/** A path without steps upwards. */
export function notStraight(path: string): string | undefined {
  return path.includes('..') && path.split('/').includes('..') ? 'It may not lead upwards by "..".' : undefined;
}

/** A path below some folder. */
export function notBelow(path: string): string | undefined {
  return path.startsWith('/') ? 'It is relative: it starts without "/".' : notStraight(path);
}

/** The path of a file in a volume whose names that start with ".." are the kubelet's. */
export function notFile(path: string): string | undefined {
  return notBelow(path) ?? (path.startsWith('..') ? 'It may not start with "..".' : undefined);
}
