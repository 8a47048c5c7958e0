import * as advice from '../advice';
import * as api from '../api';
import * as apiWarning from '../api-warning';
import * as composition from '../composition';
import * as decoding from '../decode/rules';
import { Schema } from '../decode/schema';
import { Triggers } from '../decode/triggers';
import * as podSecurity from '../pod-security';
import { Rule } from '../rule';
import * as runtime from '../runtime';
import { nearest } from '../../util/nearest';
import * as text from './rules';

/** All rules, in the order in which they run. */
export const RULES: readonly Rule[] = [
  decoding,
  api,
  apiWarning,
  podSecurity,
  runtime,
  composition,
  advice,
  text,
].flatMap((folder) => Object.values<Rule>(folder).sort((a, b) => (a.id < b.id ? -1 : 1)));

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule with an id. */
export function findRule(id: string): Rule | undefined {
  return BY_ID.get(id);
}

/** The rule with an id. Throws if there is none, with the id that is probably meant. */
export function getRule(id: string): Rule {
  const found = findRule(id);
  if (found === undefined) {
    const ids = [...BY_ID.keys()];
    // often the group is missing
    const meant = ids.find((one) => one.endsWith(`/${id}`)) ?? nearest(id, ids);
    throw new Error(`There is no rule "${id}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`);
  }
  return found;
}

/** The rules of pods, in the order in which they run. */
export const POD_RULES = RULES.filter(({ check }) => check !== undefined);

const isAdvice = ({ severity }: Rule): boolean => severity === 'advice';

const TRIGGERS = new Triggers(RULES.filter((rule) => !isAdvice(rule)));
const TRIGGERS_WITH_ADVICE = new Triggers(RULES);

const schemas = new Map<string, Schema>();

/** The schema of a Kubernetes version, with the rules that run on it. Built once for each version: it depends on constants only. */
export function schemaOf(version: string, withAdvice: boolean): Schema {
  const key = `${version} ${withAdvice}`;
  let schema = schemas.get(key);
  if (schema === undefined) {
    schema = new Schema(version, withAdvice ? TRIGGERS_WITH_ADVICE : TRIGGERS);
    schemas.set(key, schema);
  }
  return schema;
}
