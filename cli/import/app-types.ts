import * as fs from 'fs';
import * as path from 'path';

/** A class of the app for a kind of objects, which `cdk8s import` generated. */
export interface AppType {
  readonly className: string;
  /** The name by which code imports it: `./imports/k8s`. */
  readonly module: string;
  readonly file: string;
}

const CLASS =
  /^export class (\w+) extends ApiObject \{[^}]*?GVK: GroupVersionKind = \{\s*apiVersion: '([^'\n]+)',\s*kind: '([^'\n]+)',/gm;

/** The folder into which `cdk8s import` writes. */
const FOLDER = 'imports';

/**
 * The classes of the app, by API version and kind. Of several classes with the same name, none is used.
 * @param folder the folder of the code
 */
export function appTypes(folder: string): Map<string, AppType> {
  const types = new Map<string, AppType>();
  const counts = new Map<string, number>();
  const folders = new Set([folder, '.'].map((one) => path.resolve(one, FOLDER)));
  for (const from of [...folders].filter((one) => fs.existsSync(one))) {
    for (const name of fs
      .readdirSync(from)
      .filter((one) => /(?<!\.d)\.ts$/.test(one))
      .sort()) {
      const file = path.join(from, name);
      const relative = path.relative(path.resolve(folder), file).split(path.sep).join('/').replace(/\.ts$/, '');
      const module = relative.startsWith('.') ? relative : `./${relative}`;
      for (const [, className, apiVersion, kind] of fs.readFileSync(file, 'utf8').matchAll(CLASS)) {
        counts.set(className, (counts.get(className) ?? 0) + 1);
        types.set(typeKey(apiVersion, kind), { className, module, file });
      }
    }
  }
  return new Map([...types].filter(([, { className }]) => counts.get(className) === 1));
}

export function typeKey(apiVersion: string, kind: string): string {
  return `${apiVersion} ${kind}`;
}
