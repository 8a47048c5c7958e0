import * as fs from 'fs';
import * as path from 'path';
import { compare, Comparison } from '../manifest/diff/compare';
import { isManifestFile, Manifest, readManifests } from '../manifest/yaml/read';
import { FORMATS } from './diff-formats';
import { safe } from '../util/safe-text';
import { readContents } from './folder';
import { Revision } from './git';
import { PROJECT_FILE, projectOf, readProject } from './project';

/** Options of `diff`. */
export interface DiffOptions {
  readonly output?: string;
  readonly format?: string;
  readonly verbose?: boolean;
}

/** A folder or revision, and its manifests. */
interface Side {
  readonly name: string;
  readonly manifests: readonly Manifest[];
}

/** Compares the objects of two folders, or of two revisions of the app's output folder. */
export async function diff(options: DiffOptions, [a, b]: readonly string[]): Promise<number> {
  const { output, format: formatName = 'text', verbose = false } = options;
  const format = FORMATS.get(formatName);
  if (format === undefined) {
    throw new Error(`"${formatName}" is not a format. Use ${[...FORMATS.keys()].join(', ')}.`);
  }
  const before = readSide(a ?? 'HEAD', output);
  const after = b === undefined ? readFiles(readProject({ output }).folder) : readSide(b, output);
  if (before.manifests.length + after.manifests.length === 0) {
    throw new Error(`Neither ${before.name} nor ${after.name} contains an object.`);
  }
  const comparison = compare(before.manifests, after.manifests);
  process.stdout.write(format(comparison, { before: before.name, after: after.name, verbose }));
  process.stderr.write(`${safe(`${before.name} → ${after.name}`)}: ${countsText(comparison)}\n`);
  return comparison.changes.length === 0 ? 0 : 1;
}

/** Reads a folder, or the output folder in a revision. */
function readSide(name: string, output: string | undefined): Side {
  if (fs.statSync(name, { throwIfNoEntry: false })?.isDirectory()) {
    return readFiles(name);
  }
  const revision = new Revision(name);
  // the revision can name another output folder
  const yaml = revision.file(PROJECT_FILE)?.toString();
  const { folder } =
    yaml === undefined ? readProject({ output }) : projectOf({ output }, yaml, `${name}:${PROJECT_FILE}`);
  return { name, manifests: readManifests(revision.filesBelow(folder), (file) => `${name}:${folder}/${file}`) };
}

function readFiles(folder: string): Side {
  const files = readContents(folder);
  if (![...files.keys()].some(isManifestFile)) {
    throw new Error(`${folder} contains no YAML or JSON. Synthesize first, or name another folder.`);
  }
  return { name: folder, manifests: readManifests(files, (file) => path.join(folder, file)) };
}

function countsText({ changes, same }: Comparison): string {
  const counts = ['added', 'removed', 'changed'].map(
    (change) => `${changes.filter((object) => object.change === change).length} ${change}`,
  );
  return `${counts.join(', ')}, ${same} the same`;
}
