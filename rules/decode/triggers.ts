import { addTo } from '../../util/multimap';
import type { Rule, StructCheck } from '../rule';

/** A check that runs on a struct, and its rule. */
export interface Trigger {
  readonly rule: Rule;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the struct that the key of `checks` names
  readonly check: StructCheck<any>;
}

/** A rule of pods to run, with its rank in the registry. */
export interface RankedRule {
  readonly rule: Rule;
  readonly rank: number;
}

/** Adds a rule once to a short list that is sorted by rank. */
function addOnce(rules: RankedRule[], ranked: RankedRule): void {
  let at = rules.length;
  while (at > 0 && rules[at - 1].rank > ranked.rank) {
    at--;
  }
  if (rules[at - 1] !== ranked) {
    rules.splice(at, 0, ranked);
  }
}

/** Index of rules by the structs and fields that they check. */
export class Triggers {
  private readonly structs = new Map<string, Trigger[]>();
  private readonly fields = new Map<string, Trigger[]>();

  public constructor(rules: readonly Rule[]) {
    rules.forEach((rule, rank) => {
      const ranked = { rule, rank };
      for (const [field, check] of Object.entries(rule.checks ?? {})) {
        this.add(field, { rule, check });
      }
      for (const field of rule.fields ?? []) {
        this.add(field, { rule, check: (_struct, _at, { sink: { podRules } }) => addOnce(podRules, ranked) });
      }
    });
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
