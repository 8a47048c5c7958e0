import { SCHEMA } from '../../spec/schema';
import { atLeast } from '../../spec/version';
import { DROPPED } from '../../spec/dropped';
import { Check } from './rule';
import { RULES } from './rules';

/** A type, read once: how its values are decoded, and what is checked of them. */
export interface Type {
  readonly name: string;
  readonly kind: 'struct' | 'list' | 'map' | 'scalar';
  /** What a list or map holds. */
  readonly item?: Type;
  /** The fields of a struct, as the version of the API has them. */
  readonly fields?: Record<string, TypedField>;
  readonly checks: readonly Check[];
  /** Whether something is checked of it, or of what is in it. */
  leads: boolean;
}

export interface TypedField {
  readonly type: Type;
  /** Why the version does not have it, if it does not. */
  readonly life: 'here' | 'later' | 'gone' | 'dropped';
  readonly since?: string;
  readonly until?: string;
  /** The version whose feature gate for it is on by default, or `never`; nothing where there is no such gate. */
  readonly byDefault?: string;
}

/** A field that had another type up to a version. */
const FORMER_TYPES: Record<string, readonly [until: string, type: string]> = {
  'PersistentVolumeClaimSpec.resources': ['1.27', 'ResourceRequirements'],
};

const roots = new Map<string, Type>();

/** A struct of the schema as a version of the API has it, with all that it holds. */
export function typeOf(struct: string, version: string): Type {
  const key = `${struct} ${version}`;
  let type = roots.get(key);
  if (type === undefined) {
    type = new Reader(version).type(struct);
    findLeads(type);
    roots.set(key, type);
  }
  return type;
}

class Reader {
  private readonly types = new Map<string, Type>();

  public constructor(private readonly version: string) {}

  public type(name: string): Type {
    let type = this.types.get(name);
    if (type === undefined) {
      type = this.make(name);
      this.types.set(name, type);
      if (type.kind === 'struct') {
        this.addFields(name, type.fields!);
      }
    }
    return type;
  }

  private make(name: string): Type {
    if (name.endsWith('[]')) {
      return { name, kind: 'list', item: this.type(name.slice(0, -2)), checks: [], leads: false };
    }
    if (name.startsWith('map<')) {
      return { name, kind: 'map', item: this.type(name.slice(4, -1)), checks: [], leads: false };
    }
    if (SCHEMA[name] === undefined) {
      return { name, kind: 'scalar', checks: [], leads: false };
    }
    // a pod template is looked at as a pod is
    const checks = RULES.map((rule) => rule[name === 'PodTemplateSpec' ? 'Pod' : name]).filter(
      (check) => check !== undefined,
    );
    return { name, kind: 'struct', fields: Object.create(null), checks, leads: checks.length > 0 };
  }

  private addFields(struct: string, fields: Record<string, TypedField>): void {
    for (const [field, [type, since, until]] of Object.entries(SCHEMA[struct])) {
      const place = `${struct}.${field}`;
      const former = FORMER_TYPES[place];
      const name = former !== undefined && atLeast(former[0], this.version) ? former[1] : type;
      const byDefault = DROPPED[place];
      fields[field] = { type: this.type(name), life: this.life(byDefault, since, until), since, until, byDefault };
    }
  }

  private life(byDefault: string | undefined, since?: string, until?: string): TypedField['life'] {
    if (since !== undefined && !atLeast(this.version, since)) {
      return 'later';
    }
    if (until !== undefined && !atLeast(until, this.version)) {
      return 'gone';
    }
    return byDefault !== undefined && (byDefault === 'never' || !atLeast(this.version, byDefault)) ? 'dropped' : 'here';
  }
}

/** Marks the types that hold something to check, until no more are found: structs may hold each other. */
function findLeads(root: Type): void {
  const all = new Set<Type>();
  const gather = (type: Type): void => {
    if (!all.has(type)) {
      all.add(type);
      below(type).forEach(gather);
    }
  };
  gather(root);
  let more = true;
  while (more) {
    more = false;
    for (const type of all) {
      if (!type.leads && below(type).some(({ leads }) => leads)) {
        type.leads = more = true;
      }
    }
  }
}

function below(type: Type): Type[] {
  return type.item !== undefined ? [type.item] : Object.values(type.fields ?? {}).map((field) => field.type);
}
