import * as fs from 'fs';
import * as path from 'path';
import { parse } from '../manifest/yaml/read';
import { isPlainObject } from '../util/plain-object';

/** The app of the working folder. */
export interface Project {
  /** The command that runs the app; undefined if nothing names it. */
  readonly app?: string;
  /** The folder of its manifests. */
  readonly folder: string;
}

/** Options that override cdk8s.yaml. */
export interface ProjectOptions {
  readonly app?: string;
  readonly output?: string;
}

/** The settings file of the cdk8s command line. */
export const PROJECT_FILE = 'cdk8s.yaml';

/** Reads the cdk8s.yaml of the working folder. */
export function readProject(options: ProjectOptions): Project {
  return projectOf(options, fs.existsSync(PROJECT_FILE) ? fs.readFileSync(PROJECT_FILE, 'utf8') : '', PROJECT_FILE);
}

/** Parses a cdk8s.yaml. Messages start with the name. */
export function projectOf(options: ProjectOptions, yaml: string, name: string): Project {
  const settings = parse(yaml, name)[0]?.value ?? {};
  if (!isPlainObject(settings)) {
    throw new Error(`${name} must contain fields, such as "app: node main.js".`);
  }
  const text = (field: string): string | undefined => {
    const value = settings[field] ?? undefined;
    if (value !== undefined && (typeof value !== 'string' || value.trim() === '')) {
      throw new Error(`${name}: "${field}" must be a non-empty string, not ${JSON.stringify(value)}.`);
    }
    return value;
  };
  const output = options.output ?? text('output') ?? 'dist';
  const { synthConfig } = settings;
  // cdk8s writes the manifests as the templates of a Helm chart
  const isChart = options.output === undefined && isPlainObject(synthConfig) && synthConfig.format === 'helm';
  const folder = path.join(output, isChart ? 'templates' : '').replace(/(?<=.)[/\\]$/, '');
  return { app: options.app ?? text('app'), folder };
}

/** The command that runs the app. */
export function appOf({ app }: Project): string {
  if (app === undefined) {
    const fix = `Write it to ${PROJECT_FILE}, for example "app: node main.js", or use --app.`;
    throw new Error(`Neither ${PROJECT_FILE} nor --app names the command that runs the app. ${fix}`);
  }
  return app;
}
