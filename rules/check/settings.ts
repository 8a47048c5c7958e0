import * as fs from 'fs';
import { parse } from '../../manifest/yaml/read';
import { nearest } from '../../util/nearest';
import { fieldsOf, isPlainObject } from '../../util/plain-object';
import { LintOptions } from './lint';

const FIELDS = ['target', 'podSecurity', 'severity', 'waive'];

/** The settings file that `lint` reads from the working folder. */
export const SETTINGS = '.cdk8s-pods.yaml';

/** Reads a settings file; by default `.cdk8s-pods.yaml`, which may be missing. Throws if the file is missing or invalid. */
export function readSettings(file: string | undefined): LintOptions {
  const name = file ?? SETTINGS;
  if (!fs.existsSync(name)) {
    if (file === undefined) {
      return {};
    }
    throw new Error(`There is no file ${name}.`);
  }
  const [document] = parse(fs.readFileSync(name, 'utf8'), name);
  return settingsOf(document?.value ?? {}, name);
}

/** Validates settings. Throws if a field is unknown or has a wrong type; the message starts with `where`. */
export function settingsOf(value: unknown, where: string): LintOptions {
  if (!isPlainObject(value)) {
    throw new Error(`${where} must contain fields, such as "severity: error".`);
  }
  for (const field of Object.keys(value)) {
    if (!FIELDS.includes(field)) {
      const meant = nearest(field, FIELDS);
      const fix = meant === undefined ? `The fields are ${FIELDS.join(', ')}.` : `Did you mean "${meant}"?`;
      throw new Error(`${where}: unknown field "${field}". ${fix}`);
    }
  }
  const text = (field: string): string | undefined => {
    const found = value[field] ?? undefined;
    if (found !== undefined && typeof found !== 'string') {
      const shown = JSON.stringify(found);
      throw new Error(`${where}: "${field}" must be a string, and is ${shown}. Put the value in quotes.`);
    }
    return found;
  };
  return {
    target: text('target'),
    podSecurity: text('podSecurity'),
    severity: text('severity') as LintOptions['severity'],
    waive: waivedRules(value.waive ?? [], where),
  };
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
  return list.map(({ rule }) => rule);
}
