import { spawnSync } from 'child_process';
import * as path from 'path';

/**
 * The files below a folder as a revision has them, by their names relative to it.
 *
 * @throws if there is no such revision, or no repository
 */
export function readRevision(revision: string, folder: string): Map<string, Buffer> {
  const commit = commitOf(revision);
  const below = path.relative('.', folder) || '.';
  const entries = git(['ls-tree', '-r', '-z', commit, '--', `${below}/`])
    .toString()
    .split('\0')
    .map((entry) => /^100\d+ blob (\w+)\t([^]*)$/.exec(entry))
    .filter((match): match is RegExpExecArray => match !== null);
  const contents = readBlobs(entries.map(([, id]) => id));
  return new Map(entries.map(([, , name], i) => [path.posix.relative(below, name), contents[i]]));
}

function commitOf(revision: string): string {
  const { status, stdout, stderr } = start(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  if (status === 0) {
    return stdout.toString().trim();
  }
  const isRepository = start(['rev-parse', '--git-dir']).status === 0;
  if (!isRepository) {
    throw new Error(`"${revision}" is no folder, and no revision either: this is not a git repository.`);
  }
  const isShallow = start(['rev-parse', '--is-shallow-repository']).stdout.toString().trim() === 'true';
  const why = isShallow ? ' This clone is a shallow one: fetch the revision first.' : '';
  throw new Error(
    `"${revision}" is no folder, and git knows no such revision.${why}${stderr.length > 0 ? `\n${stderr}` : ''}`,
  );
}

function readBlobs(ids: string[]): Buffer[] {
  const output = ids.length === 0 ? Buffer.alloc(0) : git(['cat-file', '--batch'], `${ids.join('\n')}\n`);
  let at = 0;
  return ids.map(() => {
    const start = output.indexOf('\n', at) + 1;
    const size = Number(output.toString('utf8', at, start).trim().split(' ')[2]);
    at = start + size + 1;
    return output.subarray(start, start + size);
  });
}

function git(args: string[], input?: string): Buffer {
  const { status, stdout, stderr } = start(args, input);
  if (status !== 0) {
    throw new Error(`git ${args[0]} failed: ${stderr.toString().trim()}`);
  }
  return stdout;
}

function start(args: string[], input?: string) {
  const result = spawnSync('git', args, { input, maxBuffer: Infinity });
  if (result.error !== undefined) {
    throw new Error(`git did not start: ${result.error.message}.`);
  }
  return result;
}
