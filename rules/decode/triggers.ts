import { addTo } from '../../util/multimap';
import type { RuleDescription } from '../finding';
import type { Rule, StructCheck } from '../rule';

/** A check that runs on a struct, and its rule. */
export interface Trigger {
  readonly rule: Rule;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the struct that the key of `checks` names
  readonly check: StructCheck<any>;
}

/** Adds a rule to a list of few rules: a set needs twice the memory. */
function addOnce(rules: RuleDescription[], rule: RuleDescription): void {
  if (!rules.includes(rule)) {
    rules.push(rule);
  }
}

/** Index of rules by the structs and fields that they check. */
export class Triggers {
  private readonly structs = new Map<string, Trigger[]>();
  private readonly fields = new Map<string, Trigger[]>();

  public constructor(rules: readonly Rule[]) {
    for (const rule of rules) {
      for (const [field, check] of Object.entries(rule.checks ?? {})) {
        this.add(field, { rule, check });
      }
      for (const field of rule.fields ?? []) {
        this.add(field, { rule, check: (_struct, _at, { sink: { podRules } }) => addOnce(podRules, rule) });
      }
    }
  }

  public ofStruct(struct: string): readonly Trigger[] | undefined {
    return this.structs.get(struct);
  }

  public ofField(struct: string, field: string): readonly Trigger[] | undefined {
    return this.fields.get(`${struct}.${field}`);
  }

  private add(field: string, trigger: Trigger): void {
    addTo(field.includes('.') ? this.fields : this.structs, field, trigger);
  }
}
