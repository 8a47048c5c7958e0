import * as fs from 'fs';
import * as path from 'path';
import { parse } from '../manifest/read';

/** What cdk8s.yaml says of the app in this folder. */
export interface Project {
  /** The command that runs the app, if it is there. */
  readonly app?: string;
  /** The folder of its manifests. */
  readonly folder: string;
}

const FILE = 'cdk8s.yaml';

/** @param given what the command line says in the place of cdk8s.yaml */
export function readProject(given: { app?: string; output?: string }): Project {
  const settings = fs.existsSync(FILE) ? readSettings() : {};
  const output = given.output ?? text(settings, 'output') ?? 'dist';
  // with a Helm chart around them, the manifests are its templates
  const isChart = given.output === undefined && settings.synthConfig?.format === 'helm';
  const folder = path.join(output, isChart ? 'templates' : '').replace(/(?<=.)[/\\]$/, '');
  return { app: given.app ?? text(settings, 'app'), folder };
}

/** The command that runs the app. */
export function appOf({ app }: Project): string {
  if (app !== undefined) {
    return app;
  }
  const where = fs.existsSync(FILE) ? `${FILE} has no "app".` : `There is no ${FILE} in this folder.`;
  throw new Error(`${where} It names the command that runs the app, such as "app: node main.js"; --app does so too.`);
}

function readSettings(): any {
  const [document] = parse(fs.readFileSync(FILE, 'utf8'), FILE);
  const settings = document?.value ?? {};
  if (typeof settings !== 'object' || Array.isArray(settings)) {
    throw new Error(`${FILE} has to hold fields, such as "app: node main.js".`);
  }
  return settings;
}

function text(settings: any, field: string): string | undefined {
  const value = settings[field] ?? undefined;
  if (value !== undefined && (typeof value !== 'string' || value.trim() === '')) {
    throw new Error(`${FILE}: "${field}" has to be a text, and is ${JSON.stringify(value)}.`);
  }
  return value;
}
