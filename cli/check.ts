import * as path from 'path';
import { unifiedDiff } from '../manifest/diff/unified-diff';
import { isConstructMetadata } from '../manifest/yaml/read';
import { safe, safeLines } from '../util/safe-text';
import { readContents } from './folder';
import { filesWithCrlf } from './git';
import { appOf, ProjectOptions, readProject } from './project';
import { synthesize } from './synthesize';

/** Options of `check`. */
export interface CheckOptions extends ProjectOptions {
  readonly quiet?: boolean;
}

/** A file in the folder, and as the app writes it. */
interface ComparedFile {
  readonly path: string;
  readonly before?: Buffer;
  readonly after?: Buffer;
}

/** Compares the folder of the manifests with the output of the app. Prints a git diff, and a summary on standard error. */
export async function check(options: CheckOptions): Promise<number> {
  const project = readProject(options);
  const written = await synthesize(appOf(project), project.folder, options.quiet);
  const committed = readContents(project.folder);
  const names = [...new Set([...committed.keys(), ...written.keys()])].filter((name) => !isConstructMetadata(name));
  const differing = names
    .sort()
    .map((name) => ({
      path: path.posix.join(project.folder, name),
      before: committed.get(name),
      after: written.get(name),
    }))
    .filter(({ before, after }) => before === undefined || after === undefined || !before.equals(after));
  const withCrlf = differing.some(differsOnlyInCrlf) ? filesWithCrlf(project.folder) : new Set();
  const files = differing.filter((file) => !(differsOnlyInCrlf(file) && withCrlf.has(file.path)));

  if (options.quiet !== true) {
    files.forEach((file) => process.stdout.write(patch(file)));
    process.stderr.write(resultText(project.folder, files, names.length));
  }
  return files.length === 0 ? 0 : 1;
}

function differsOnlyInCrlf({ before, after }: ComparedFile): boolean {
  return before?.toString('latin1') === after?.toString('latin1').replace(/\n/g, '\r\n');
}

/** A patch for `git apply`. */
function patch({ path, before, after }: ComparedFile): string {
  const [a, b] = ['a', 'b'].map((side) => gitQuoted(`${side}/${path.replace(/^\/+/, '')}`));
  const [from, to] = [before === undefined ? '/dev/null' : a, after === undefined ? '/dev/null' : b];
  const mode =
    before === undefined ? 'new file mode 100644\n' : after === undefined ? 'deleted file mode 100644\n' : '';
  const header = `diff --git ${a} ${b}\n${mode}`;
  if (before?.includes(0) || after?.includes(0)) {
    return `${header}Binary files ${from} and ${to} differ\n`;
  }
  const hunks = unifiedDiff(before?.toString() ?? '', after?.toString() ?? '');
  const shown = safeLines(hunks);
  if (shown !== hunks) {
    // with escape sequences, git would apply another text: it refuses this form
    return `${header}Binary files ${from} and ${to} differ\n${shown.replace(/^(?=.)/gm, '# ')}`;
  }
  return hunks === '' ? header : `${header}--- ${from}\n+++ ${to}\n${hunks}`;
}

/** A file name as git quotes it. */
function gitQuoted(name: string): string {
  const quoted = safe(name) === name ? /["\\\t]/g : /[^\w ./-]/gu;
  const octal = (character: string) =>
    [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`);
  const escaped = name.replace(quoted, (character) => octal(character).join(''));
  return escaped === name ? name : `"${escaped}"`;
}

function resultText(folder: string, files: readonly ComparedFile[], count: number): string {
  if (files.length === 0) {
    return `${safe(folder)} matches the output of the app: ${count} file${count === 1 ? '' : 's'}.\n`;
  }
  const rows = [
    ...files.flatMap(({ path, before }) => (before === undefined ? [`  missing: ${safe(path)}\n`] : [])),
    ...files.flatMap(({ path, after }) => (after === undefined ? [`  extra:   ${safe(path)}\n`] : [])),
    ...files.flatMap(({ path, before, after }) => (before && after ? [`  differs: ${safe(path)}\n`] : [])),
  ];
  // synth removes only the extra files that the app wrote earlier
  const remove = files.some(({ after }) => after === undefined) ? 'remove the files that are still extra, ' : '';
  return `${safe(folder)} differs from the output of the app:\n${rows.join('')}Synthesize, ${remove}and commit the folder.\n`;
}
