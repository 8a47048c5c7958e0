import * as fs from 'fs';
import * as path from 'path';

/** The folder of this package, whether its files are compiled or not. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!fs.existsSync(path.join(folder, 'package.json'))) {
    if (folder === path.dirname(folder)) {
      throw new Error(`There is no package.json above ${__dirname}.`);
    }
    folder = path.dirname(folder);
  }
  return folder;
}

export function packageVersion(): string {
  return manifest().version;
}

/** The page on which users report defects of this package. */
export function issuesUrl(): string {
  return manifest().bugs.url;
}

/** The versions of other packages with which this package is built and tested. */
export function testedVersions(): Readonly<Record<string, string>> {
  return manifest().devDependencies;
}

interface PackageManifest {
  readonly version: string;
  readonly bugs: { readonly url: string };
  readonly devDependencies: Readonly<Record<string, string>>;
}

function manifest(): PackageManifest {
  return JSON.parse(fs.readFileSync(path.join(packageFolder(), 'package.json'), 'utf8'));
}
