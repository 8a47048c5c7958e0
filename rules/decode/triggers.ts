import { addTo } from '../../util/multimap';
import type { Rule, StructCheck } from '../rule';

/** A check that runs on a struct, and its rule. */
export interface Trigger {
  readonly rule: Rule;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the struct that the key of `checks` names
  readonly check: StructCheck<any>;
}

/** Adds a number once to a short sorted list. */
function addOnce(list: number[], number: number): void {
  let at = list.length;
  while (at > 0 && list[at - 1] > number) {
    at--;
  }
  if (list[at - 1] !== number) {
    list.splice(at, 0, number);
  }
}

/** Index of rules by the structs and fields that they check. */
export class Triggers {
  private readonly structs = new Map<string, Trigger[]>();
  private readonly fields = new Map<string, Trigger[]>();

  public constructor(public readonly rules: readonly Rule[]) {
    rules.forEach((rule, index) => {
      for (const [field, check] of Object.entries(rule.checks ?? {})) {
        this.add(field, { rule, check });
      }
      for (const field of rule.fields ?? []) {
        this.add(field, { rule, check: (_struct, _at, { sink: { podRules } }) => addOnce(podRules, index) });
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
