import * as fs from 'fs';
import * as path from 'path';
import { unknownVersion } from '../../kubernetes/version';
import { nearest } from '../../util/nearest';
import { fieldsOf, isPlainObject } from '../../util/plain-object';
import { jsonText } from '../../util/json-text';
import { LintOptions } from './lint';
import { findRule, nearestRule } from './registry';
import { registryOptionsOf } from './registry-options';

const SETTING_NAMES = ['target', 'podSecurity', 'severity', 'waive', 'images', 'strict', 'schemas'];

/** The settings of a file. */
export interface Settings extends LintOptions {
  /** The file with the findings that the command `lint` does not report. In the file, its path is relative to the folder of the settings. */
  readonly baseline?: string;
}

/** The settings file in the working folder, for synth, `lint` and `PodValidation`. */
export const SETTINGS = '.cdk8s-pods.yaml';

/** Reads a settings file; by default `.cdk8s-pods.yaml`, which may be missing. Throws if the file is missing or invalid. */
export function readSettings(file?: string): Settings {
  const name = file ?? SETTINGS;
  if (!fs.existsSync(name)) {
    if (file === undefined) {
      return {};
    }
    throw new Error(`There is no file ${name}.`);
  }
  const value = parse(fs.readFileSync(name, 'utf8'), name) ?? {};
  const options = settingsOf(value, name, [...SETTING_NAMES, 'baseline']);
  const fromFolder = (file: string): string => (path.isAbsolute(file) ? file : path.join(path.dirname(name), file));
  const schemas = pathsOf(options.schemas ?? [], name).map(fromFolder);
  const baseline = fieldsOf(value).baseline ?? undefined;
  if (baseline === undefined) {
    return { ...options, schemas };
  }
  if (typeof baseline !== 'string' || baseline === '') {
    throw new Error(`${name}: "baseline" must be the name of a file, and is ${jsonText(baseline)}.`);
  }
  return { ...options, schemas, baseline: fromFolder(baseline) };
}

function pathsOf(schemas: readonly unknown[], where: string): string[] {
  return schemas.map((one) => {
    if (typeof one !== 'string' || one === '') {
      throw new Error(`${where}: "schemas" must be a list of files and folders, and contains ${jsonText(one)}.`);
    }
    return one;
  });
}

function parse(text: string, name: string): unknown {
  // an app without settings starts without the YAML library
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { LineCounter, parseDocument } = require('yaml') as typeof import('yaml');
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { version: '1.1', lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new Error(`${name}:${line}:${col}: ${error.message}`);
  }
  return document.toJS();
}

/** Validates settings. Throws if a field is unknown or has a wrong type; the message starts with `where`. */
export function settingsOf(value: unknown, where: string, names = SETTING_NAMES): LintOptions {
  if (!isPlainObject(value)) {
    throw new Error(`${where} must contain fields, such as "severity: error".`);
  }
  for (const field of Object.keys(value)) {
    if (!names.includes(field)) {
      const meant = nearest(field, names);
      const fix = meant === undefined ? `The fields are ${names.join(', ')}.` : `Did you mean "${meant}"?`;
      throw new Error(`${where}: unknown field "${field}". ${fix}`);
    }
  }
  const text = (field: string): string | undefined => {
    const found = value[field] ?? undefined;
    if (found !== undefined && typeof found !== 'string') {
      const shown = jsonText(found);
      throw new Error(`${where}: "${field}" must be a string, and is ${shown}. Put the value in quotes.`);
    }
    return found;
  };
  const flag = (field: string): boolean | undefined => {
    const found = value[field] ?? undefined;
    if (found !== undefined && typeof found !== 'boolean') {
      throw new Error(`${where}: "${field}" must be true or false, and is ${jsonText(found)}.`);
    }
    return found;
  };
  const target = (value.target ?? undefined) as string | undefined;
  const unknown = target === undefined ? undefined : unknownVersion(target);
  if (unknown !== undefined) {
    throw new Error(`${where}: ${unknown}`);
  }
  return {
    target,
    podSecurity: text('podSecurity'),
    severity: text('severity') as LintOptions['severity'],
    waive: waivedRules(value.waive ?? [], where),
    images: registryOptions(value.images ?? undefined, where),
    strict: flag('strict'),
    schemas: schemasOf(value.schemas ?? [], where),
  };
}

function schemasOf(schemas: unknown, where: string): unknown[] {
  if (!Array.isArray(schemas)) {
    throw new Error(`${where}: "schemas" must be a list, and is ${jsonText(schemas)}. Write it in brackets: [ … ].`);
  }
  return schemas;
}

/** Settings that override those of a file. Waivers and schemas are added to those of the file. */
export function override(
  file: LintOptions,
  { target, podSecurity, severity, waive = [], images, strict, schemas = [] }: LintOptions,
): LintOptions {
  return {
    target: target ?? file.target,
    podSecurity: podSecurity ?? file.podSecurity,
    severity: severity ?? file.severity,
    waive: [...waive, ...(file.waive ?? [])],
    images: images ?? file.images,
    strict: strict ?? file.strict,
    schemas: [...(schemas as unknown[]), ...((file.schemas ?? []) as unknown[])],
  };
}

function registryOptions(images: unknown, where: string): LintOptions['images'] {
  try {
    return registryOptionsOf(images) ?? (images as false | undefined);
  } catch (error) {
    throw new Error(`${where}: ${(error as Error).message}`);
  }
}

/** The waived rules. Each must have a reason. */
function waivedRules(list: unknown, where: string): string[] {
  const isWaiver = (one: unknown): one is { rule: string } => {
    const { rule, reason } = fieldsOf(one);
    return typeof rule === 'string' && typeof reason === 'string' && reason.trim() !== '';
  };
  if (!Array.isArray(list) || !list.every(isWaiver)) {
    throw new Error(`${where}: "waive" must be a list of rules with reasons: "- { rule: …, reason: … }".`);
  }
  return list.map(({ rule }) => {
    if (findRule(rule) === undefined) {
      throw new Error(`${where}: "waive" names the rule "${rule}", which does not exist. ${nearestRule(rule)}`);
    }
    return rule;
  });
}
