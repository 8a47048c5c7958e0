import * as fs from 'fs';
import * as path from 'path';
import { compare } from '../manifest/diff/compare';
import { isManifestFile, Manifest, readManifests } from '../manifest/yaml/read';
import { readFolder } from './folder';
import { FORMATS } from './formats';
import { Revision } from './git';
import { PROJECT_FILE, projectOf, readProject } from './project';

/** What `diff` takes. */
export interface DiffOptions {
  readonly output?: string;
  readonly format?: string;
  readonly verbose?: boolean;
}

/** One of the two sides that are compared. */
interface Side {
  readonly name: string;
  readonly manifests: Manifest[];
}

/** Tells in what the objects of two folders, or of two revisions of the folder, differ. */
export async function diff(options: DiffOptions, [a, b]: readonly string[]): Promise<number> {
  const format = FORMATS[options.format ?? 'text'];
  if (format === undefined) {
    throw new Error(`--format takes ${Object.keys(FORMATS).join(', ')}, not "${options.format}".`);
  }
  const before = readSide(a ?? 'HEAD', options);
  const after = b === undefined ? readWorkingTree(options) : readSide(b, options);
  if (before.manifests.length + after.manifests.length === 0) {
    throw new Error(`Neither ${before.name} nor ${after.name} has an object.`);
  }
  const comparison = compare(before.manifests, after.manifests);
  process.stdout.write(
    format(comparison, { before: before.name, after: after.name, verbose: options.verbose ?? false }),
  );
  process.stderr.write(summary(before.name, after.name, comparison));
  return comparison.changes.length === 0 ? 0 : 1;
}

/** A folder, or what a revision has in the folder of the manifests. */
function readSide(name: string, options: DiffOptions): Side {
  if (fs.statSync(name, { throwIfNoEntry: false })?.isDirectory()) {
    return readFiles(name);
  }
  const revision = new Revision(name);
  // the folder may have had another name
  const yaml = revision.file(PROJECT_FILE)?.toString();
  const { folder } = yaml === undefined ? readProject(options) : projectOf(options, yaml, `${name}:${PROJECT_FILE}`);
  return {
    name,
    manifests: readManifests(revision.filesBelow(folder), (file) => `${name}:${folder}/${file}`),
  };
}

function readWorkingTree(options: DiffOptions): Side {
  const { folder } = readProject(options);
  if (!fs.existsSync(folder)) {
    throw new Error(`There is no folder ${folder}. Synthesize first, or say with --output where the manifests are.`);
  }
  return readFiles(folder);
}

function readFiles(folder: string): Side {
  const files = new Map([...readFolder(folder)].map(([name, { content }]) => [name, content]));
  if (![...files.keys()].some(isManifestFile)) {
    throw new Error(`${folder} has no YAML.`);
  }
  return { name: folder, manifests: readManifests(files, (file) => path.join(folder, file)) };
}

function summary(before: string, after: string, { changes, same }: ReturnType<typeof compare>): string {
  const count = (change: string) => changes.filter((one) => one.change === change).length;
  const counts = ['added', 'removed', 'changed'].map((change) => `${count(change)} ${change}`).join(', ');
  return `${before} → ${after}: ${counts}, ${same} the same\n`;
}
