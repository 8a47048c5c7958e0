import * as fs from 'fs';
import { nearest } from '../../util/nearest';
import { parse } from '../../manifest/yaml/read';
import { LintOptions } from './lint';

/** What may stand in the file of settings, and in the properties of a validation. */
const FIELDS = ['target', 'podSecurity', 'severity', 'waive'];

/** The file of settings in a folder. */
export const SETTINGS = '.cdk8s-pods.yaml';

/**
 * Reads settings for lint.
 *
 * @param given a file; the one in this folder, if there is one, unless given
 * @throws where it is not there, or holds something else
 */
export function readSettings(given: string | undefined): LintOptions {
  const file = given ?? SETTINGS;
  if (given === undefined && !fs.existsSync(file)) {
    return {};
  }
  if (!fs.existsSync(file)) {
    throw new Error(`There is no file ${file}.`);
  }
  const [document] = parse(fs.readFileSync(file, 'utf8'), file);
  return settingsOf(document?.value ?? {}, file);
}

/**
 * Settings as they were written.
 *
 * @param where what is said of their place
 * @throws where they are no settings, with what was probably meant
 */
export function settingsOf(value: any, where: string): LintOptions {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${where} has to hold fields, such as "severity: error".`);
  }
  for (const field of Object.keys(value)) {
    if (!FIELDS.includes(field)) {
      const meant = nearest(field, FIELDS);
      throw new Error(`${where} knows no "${field}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`);
    }
  }
  const text = (field: string): string | undefined => {
    const found = value[field] ?? undefined;
    if (found !== undefined && typeof found !== 'string') {
      throw new Error(`${where}: "${field}" has to be a text, and is ${JSON.stringify(found)}. Put it in quotes.`);
    }
    return found;
  };
  return {
    target: text('target'),
    podSecurity: text('podSecurity'),
    severity: text('severity') as LintOptions['severity'],
    waive: waived(value.waive ?? [], where),
  };
}

/** A waiver in a file has a reason: others read it. */
function waived(list: any, where: string): string[] {
  const isWaiver = (one: any): boolean =>
    typeof one?.rule === 'string' && typeof one.reason === 'string' && one.reason.trim() !== '';
  if (!Array.isArray(list) || !list.every(isWaiver)) {
    throw new Error(`${where}: "waive" has to be a list of rules with reasons: "- { rule: …, reason: … }".`);
  }
  return list.map(({ rule }) => rule);
}
