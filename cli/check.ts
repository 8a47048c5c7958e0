import * as path from 'path';
import { isConstructMetadata } from '../manifest/yaml/read';
import { unifiedDiff } from '../manifest/diff/unified-diff';
import { readFolder } from './folder';
import { filesWithCrlf } from './git';
import { appOf, readProject } from './project';
import { synthesize } from './synthesize';

/** What `check` takes. */
export interface CheckOptions {
  readonly app?: string;
  readonly output?: string;
  readonly quiet?: boolean;
}

/**
 * Tells whether the folder of the manifests holds what the app writes: the difference goes to standard output, in the form of git,
 * and what it comes to goes to standard error.
 */
export async function check(options: CheckOptions): Promise<number> {
  const project = readProject(options);
  const written = await synthesize(appOf(project), project.folder, options.quiet);
  const committed = new Map([...readFolder(project.folder)].map(([name, { content }]) => [name, content]));
  const names = [...new Set([...committed.keys(), ...written.keys()])].filter((name) => !isConstructMetadata(name));
  const differing = names
    .sort()
    .map((name) => ({
      path: path.posix.join(project.folder, name),
      before: committed.get(name),
      after: written.get(name),
    }))
    .filter(({ before, after }) => before === undefined || after === undefined || !before.equals(after));
  const withCrlf = differing.some(isOnlyCrlf) ? filesWithCrlf(project.folder) : new Set();
  const files = differing.filter((file) => !(isOnlyCrlf(file) && withCrlf.has(file.path)));

  if (options.quiet !== true) {
    files.forEach((file) => process.stdout.write(patch(file)));
    process.stderr.write(summary(project.folder, files, names.length));
  }
  return files.length === 0 ? 0 : 1;
}

/** A file in the folder, and what the app writes; one of them is missing where there is no such file. */
interface File {
  readonly path: string;
  readonly before?: Buffer;
  readonly after?: Buffer;
}

/** Whether the ends of lines alone differ: git may have been asked to end them with CRLF here, as `core.autocrlf` does. */
function isOnlyCrlf({ before, after }: File): boolean {
  return before?.toString('latin1') === after?.toString('latin1').replace(/\n/g, '\r\n');
}

/** A difference that `git apply` takes. */
function patch({ path, before, after }: File): string {
  const [a, b] = ['a', 'b'].map((side) => quoted(`${side}/${path.replace(/^\/+/, '')}`));
  const [from, to] = [before === undefined ? '/dev/null' : a, after === undefined ? '/dev/null' : b];
  const mode =
    before === undefined ? 'new file mode 100644\n' : after === undefined ? 'deleted file mode 100644\n' : '';
  const header = `diff --git ${a} ${b}\n${mode}`;
  if (before?.includes(0) || after?.includes(0)) {
    return `${header}Binary files ${from} and ${to} differ\n`;
  }
  const hunks = unifiedDiff(before?.toString() ?? '', after?.toString() ?? '');
  return hunks === '' ? header : `${header}--- ${from}\n+++ ${to}\n${hunks}`;
}

/** A name as git has it: on one line, whatever is in it. */
function quoted(name: string): string {
  const octal = (character: string) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  const escaped = name.replace(/[^ -\uffff]|["\\\x7f]/g, octal);
  return escaped === name ? name : `"${escaped}"`;
}

function summary(folder: string, files: File[], all: number): string {
  if (files.length === 0) {
    return `${folder} is what the app writes: ${all} file${all === 1 ? '' : 's'}.\n`;
  }
  const missing = files.filter(({ before }) => before === undefined);
  const extra = files.filter(({ after }) => after === undefined);
  // who synthesizes removes what the app wrote before, which need not be all that is extra
  const advice = `Synthesize, ${extra.length > 0 ? 'remove what is still extra, ' : ''}and commit the folder.`;
  const rows = [
    ...missing.map(({ path }) => `  missing: ${path}`),
    ...extra.map(({ path }) => `  extra:   ${path}`),
    ...files.filter(({ before, after }) => before && after).map(({ path }) => `  differs: ${path}`),
  ];
  return `${folder} is not what the app writes:\n${rows.join('\n')}\n${advice}\n`;
}
