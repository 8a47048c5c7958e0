import * as fs from 'fs';
import * as path from 'path';
import { makeFolder } from '../manifest/output/make-folder';
import { errorCode } from '../util/errno';
import { ownValue } from '../util/plain-object';
import { safe } from '../util/safe-text';
import { truncated } from '../util/truncate';
import { appFiles, SAMPLE, SAMPLE_TEST } from './init/app-files';
import { CI_FILES } from './init/ci-files';
import { IMPORTED_TEST, importedCharts, writeCharts } from './init/imported-charts';

/** Options of `init`. */
export interface InitOptions {
  /** The service that runs CI. */
  readonly ci?: string;
  /** What package.json installs as this package. */
  readonly package?: string;
  /** The manifests that become the charts. */
  readonly from?: readonly string[];
}

/** Creates an app in a folder: all files, or none if one of them exists. */
export async function init(options: InitOptions, folder = '.'): Promise<number> {
  if (folder === '') {
    throw new Error('init: the folder has no name. Name a folder, or leave it out for the working folder.');
  }
  const ci = options.ci === undefined ? {} : ownValue(CI_FILES, options.ci);
  if (ci === undefined) {
    throw new Error(`--ci must be one of ${Object.keys(CI_FILES).join(', ')}, not "${options.ci}".`);
  }
  const imported = options.from === undefined ? undefined : await importedCharts(options.from, folder);
  const spec = options.package === undefined ? undefined : specFrom(options.package, folder);
  const files = {
    ...appFiles(imported === undefined ? SAMPLE_TEST : IMPORTED_TEST, spec),
    ...ci,
    ...(imported === undefined ? SAMPLE : { [IMPORTED_TEST]: imported.test }),
  };
  const { changes = [], placeholders = [] } = imported ?? {};
  const charts = changes.map(({ file }) => path.basename(file));
  refuseExisting(folder, [...Object.keys(files), ...charts]);
  writeNew(folder, files);
  writeCharts(changes, folder);
  [...Object.keys(files), ...charts].forEach((name) => process.stdout.write(`${safe(path.join(folder, name))}\n`));
  if (placeholders.length > 0) {
    const names = truncated(placeholders, (name) => name);
    process.stdout.write(`\nThe code does not contain the data of Secrets. Replace these names in it: ${names}.\n`);
  }
  process.stdout.write('\nRun these commands in the folder:\n  npm install\n  npm run synth\n  npm test\n');
  return 0;
}

/** The spec of a package as package.json of the folder needs it: the path of a file is relative to the working folder. */
function specFrom(spec: string, folder: string): string {
  if (!fs.existsSync(spec)) {
    return spec;
  }
  const relative = path.relative(realFolder(folder), fs.realpathSync(spec));
  return `file:${relative.split(path.sep).join('/')}`;
}

/** The folder without symbolic links, for which `..` has another meaning. The folder can be missing. */
function realFolder(folder: string): string {
  const absolute = path.resolve(folder);
  return fs.existsSync(absolute)
    ? fs.realpathSync(absolute)
    : path.join(realFolder(path.dirname(absolute)), path.basename(absolute));
}

function refuseExisting(folder: string, names: readonly string[]): void {
  const existing = names.filter((name) => exists(path.join(folder, name)));
  if (existing.length > 0) {
    const list = truncated(existing, (name) => path.join(folder, name));
    throw new Error(`init writes nothing, because it overwrites no file, and these exist: ${list}. Name a new folder.`);
  }
}

/** Whether there is a file, a folder, or a symbolic link, also one that leads nowhere. */
function exists(file: string): boolean {
  try {
    fs.lstatSync(file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

/** Writes new files. If one fails, it removes the others. */
function writeNew(folder: string, files: Readonly<Record<string, string>>): void {
  const written: string[] = [];
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      makeFolder(path.dirname(file));
      // another program can have created it since the check
      fs.writeFileSync(file, text, { flag: 'wx' });
      written.push(file);
    }
  } catch (error) {
    written.forEach((file) => fs.rmSync(file, { force: true }));
    throw error;
  }
}
