import * as fs from 'fs';
import * as path from 'path';
import { parse } from '../manifest/yaml/read';

/** What cdk8s.yaml says of the app in this folder. */
export interface Project {
  /** The command that runs the app, if it is there. */
  readonly app?: string;
  /** The folder of its manifests. */
  readonly folder: string;
}

/** What the command line says in the place of cdk8s.yaml. */
export interface Given {
  readonly app?: string;
  readonly output?: string;
}

/** The file of cdk8s that says what the app is. */
export const PROJECT_FILE = 'cdk8s.yaml';

/** What the command line and the cdk8s.yaml of this folder say. */
export function readProject(given: Given): Project {
  return projectOf(given, fs.existsSync(PROJECT_FILE) ? fs.readFileSync(PROJECT_FILE, 'utf8') : '', PROJECT_FILE);
}

/**
 * What the command line and the text of a cdk8s.yaml say.
 *
 * @param place where the text is, for messages
 */
export function projectOf(given: Given, yaml: string, place: string): Project {
  const settings = settingsIn(yaml, place);
  const text = (field: string) => textIn(settings, field, place);
  const output = given.output ?? text('output') ?? 'dist';
  // with a Helm chart around them, the manifests are its templates
  const isChart = given.output === undefined && settings.synthConfig?.format === 'helm';
  const folder = path.join(output, isChart ? 'templates' : '').replace(/(?<=.)[/\\]$/, '');
  return { app: given.app ?? text('app'), folder };
}

/** The command that runs the app. */
export function appOf({ app }: Project): string {
  if (app !== undefined) {
    return app;
  }
  const where = fs.existsSync(PROJECT_FILE)
    ? `${PROJECT_FILE} has no "app".`
    : `There is no ${PROJECT_FILE} in this folder.`;
  throw new Error(`${where} It names the command that runs the app, such as "app: node main.js"; --app does so too.`);
}

function settingsIn(yaml: string, place: string): any {
  const [document] = parse(yaml, place);
  const settings = document?.value ?? {};
  if (typeof settings !== 'object' || Array.isArray(settings)) {
    throw new Error(`${place} has to hold fields, such as "app: node main.js".`);
  }
  return settings;
}

function textIn(settings: any, field: string, place: string): string | undefined {
  const value = settings[field] ?? undefined;
  if (value !== undefined && (typeof value !== 'string' || value.trim() === '')) {
    throw new Error(`${place}: "${field}" has to be a text, and is ${JSON.stringify(value)}.`);
  }
  return value;
}
