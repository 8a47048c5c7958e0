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

const OF_SYNTH = new Set(Object.values(composition).map(({ id }) => id));

/** Whether only synth reports a rule: `lint` does not see the props and the patterns. */
export function isSynthRule(id: string): boolean {
  return OF_SYNTH.has(id);
}

/** The rule with an id. */
export function findRule(id: string): Rule | undefined {
  return BY_ID.get(id);
}

/** The rule with an id. Throws if there is none, with the nearest id. */
export function getRule(id: string): Rule {
  const found = findRule(id);
  if (found === undefined) {
    throw new Error(`There is no rule "${id}". ${nearestRule(id)}`);
  }
  return found;
}

/** The fix for an id without a rule. */
export function nearestRule(id: string): string {
  const ids = [...BY_ID.keys()];
  // often the group is missing
  const meant = ids.find((one) => one.endsWith(`/${id}`)) ?? nearest(String(id), ids);
  return meant === undefined ? 'docs/rules/README.md lists all rules.' : `Did you mean "${meant}"?`;
}

/** The schemas with some of the rules. Each is built once for each version: it depends on constants only. */
class Schemas {
  private readonly byVersion = new Map<string, Schema>();
  private triggers?: Triggers;

  public constructor(private readonly runs: (rule: Rule) => boolean) {}

  public of(version: string): Schema {
    let schema = this.byVersion.get(version);
    if (schema === undefined) {
      this.triggers ??= new Triggers(RULES.filter(this.runs));
      schema = new Schema(version, this.triggers);
      this.byVersion.set(version, schema);
    }
    return schema;
  }
}

const isAdvice = ({ severity }: Rule): boolean => severity === 'advice';
const isOffline = ({ requiresImages }: Rule): boolean => requiresImages !== true;

const OFFLINE = new Schemas((rule) => isOffline(rule) && !isAdvice(rule));
const OFFLINE_WITH_ADVICE = new Schemas(isOffline);
const WITHOUT_ADVICE = new Schemas((rule) => !isAdvice(rule));
const ALL = new Schemas(() => true);

/** The schema of a Kubernetes version, with the rules that run on it. */
export function schemaOf(version: string, withAdvice: boolean, withImages: boolean): Schema {
  const schemas = withImages ? (withAdvice ? ALL : WITHOUT_ADVICE) : withAdvice ? OFFLINE_WITH_ADVICE : OFFLINE;
  return schemas.of(version);
}
