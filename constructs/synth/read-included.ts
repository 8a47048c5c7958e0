import { Yaml } from 'cdk8s';
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as process from 'process';
import { reader } from '../../manifest/yaml/reader';

/** A program that prints a URL: constructs are synchronous, and Node.js downloads only asynchronously. */
const DOWNLOAD = `
  fetch(process.argv[1]).then(async (response) => {
    if (!response.ok) {
      throw new Error(response.status + ' ' + response.statusText);
    }
    process.stdout.write(await response.text());
  });`;

/** The limit of a download, in bytes. */
const MAX_DOWNLOAD = 10 * 1024 * 1024;

let loadOfCdk8s: typeof Yaml.load | undefined;

/**
 * Replaces `Yaml.load` of cdk8s, which `Include` and `Helm` call. It reads values as kubectl does. cdk8s reads text such as `.` and
 * `12e4567` as NaN or Infinity, and numbers such as `0o555` as text.
 */
export function readIncludedAsKubectl(): void {
  if (loadOfCdk8s === undefined) {
    loadOfCdk8s = Yaml.load;
    Yaml.load = load;
  }
}

/** The documents of a file or URL that are not empty. If kubectl cannot read a document, they are what cdk8s reads. */
function load(urlOrFile: string): unknown[] {
  const text = textOf(urlOrFile);
  const values = text === undefined ? undefined : reader().valuesIn(text);
  return values === undefined
    ? loadOfCdk8s!.call(Yaml, urlOrFile)
    : values.filter((value) => typeof value !== 'object' || Object.keys(value as object).length > 0);
}

function textOf(urlOrFile: string): string | undefined {
  if (/^https?:/.test(urlOrFile)) {
    return execFileSync(process.execPath, ['-e', DOWNLOAD, urlOrFile], { encoding: 'utf8', maxBuffer: MAX_DOWNLOAD });
  }
  return fs.existsSync(urlOrFile) && fs.statSync(urlOrFile).isFile() ? fs.readFileSync(urlOrFile, 'utf8') : undefined;
}
