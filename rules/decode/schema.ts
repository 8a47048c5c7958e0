import { SCHEMA } from '../../kubernetes/schema';
import { atLeast } from '../../kubernetes/version';
import { DROPPED } from '../../kubernetes/dropped';
import { Check } from '../api/rule';
import { RULES } from '../api/rules';
import { ASKED } from '../runtime/asked';
import { Fits, fitsOf } from './scalar';

/** A type, read once: how its values are decoded, and what is checked of them. */
export interface Type {
  readonly name: string;
  readonly kind: 'struct' | 'list' | 'map' | 'scalar';
  /** What a list or map holds. */
  readonly item?: Type;
  /** Whether something is a value of it, where it is a scalar. */
  readonly fits?: Fits;
  /** The fields of a struct, as the version of the API has them. */
  readonly fields?: ReadonlyMap<string, TypedField>;
  /** What is checked of each such struct, if anything is. */
  readonly checks?: readonly Check[];
}

export interface TypedField {
  readonly type: Type;
  /** Whether something is a value of it, where it is a scalar that the version has. */
  readonly fits?: Fits;
  /** The same of strings and booleans, which `typeof` tells. */
  readonly typeOf?: string;
  /** What is checked of a struct that has the field, if anything is. */
  readonly checks?: readonly Check[];
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

const readers = new Map<string, Reader>();

/** A struct of the schema as a version of the API has it, with all that it holds. */
export function typeOf(struct: string, version: string): Type {
  let reader = readers.get(version);
  if (reader === undefined) {
    reader = new Reader(version);
    readers.set(version, reader);
  }
  return reader.type(struct);
}

class Reader {
  private readonly types = new Map<string, Type>();

  public constructor(private readonly version: string) {}

  public type(name: string): Type {
    let type = this.types.get(name);
    if (type === undefined) {
      type = this.make(name);
      this.types.set(name, type);
    }
    return type;
  }

  private make(name: string): Type {
    if (name.endsWith('[]')) {
      return new List(name, this.type(name.slice(0, -2)));
    }
    if (name.startsWith('map<')) {
      return { name, kind: 'map', item: this.type(name.slice(4, -1)) };
    }
    return SCHEMA[name] === undefined
      ? { name, kind: 'scalar', fits: fitsOf(name) }
      : new Struct(name, () => this.fields(name));
  }

  private fields(struct: string): ReadonlyMap<string, TypedField> {
    const fields = new Map<string, TypedField>();
    const { ofFields } = checksOf(struct);
    for (const [field, [type, since, until]] of Object.entries(SCHEMA[struct])) {
      const place = `${struct}.${field}`;
      const former = FORMER_TYPES[place];
      const name = former !== undefined && atLeast(former[0], this.version) ? former[1] : type;
      const byDefault = DROPPED[place];
      const life = this.life(byDefault, since, until);
      const own = ofFields.get(field);
      const fieldType = this.type(name);
      const fits = life === 'here' ? fieldType.fits : undefined;
      const typeOf = fits !== undefined && (name === 'string' || name === 'boolean') ? name : undefined;
      fields.set(field, { type: fieldType, fits, typeOf, checks: own, life, since, until, byDefault });
    }
    return fields;
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

/** A struct of the schema. Its fields are read when somebody asks for them: a pod has few of all that it could have. */
class Struct implements Type {
  public readonly kind = 'struct';
  public readonly checks?: readonly Check[];

  public constructor(
    public readonly name: string,
    private readonly read: () => ReadonlyMap<string, TypedField>,
  ) {
    this.checks = checksOf(name).ofStruct;
  }

  public get fields(): ReadonlyMap<string, TypedField> {
    const value = this.read();
    Object.defineProperty(this, 'fields', { value });
    return value;
  }
}

class List implements Type {
  public readonly kind = 'list';

  public constructor(
    public readonly name: string,
    public readonly item: Type,
  ) {}
}

interface Checks {
  ofStruct?: Check[];
  readonly ofFields: Map<string, Check[]>;
}

const UNCHECKED: Checks = { ofFields: new Map() };

const checks = new Map<string, Checks>();

/** What the rules check of a struct, and of those that have a field. */
function checksOf(struct: string): Checks {
  if (checks.size === 0) {
    [...RULES, ASKED].forEach((rule) => Object.keys(rule).forEach((place) => addCheck(place, rule[place])));
  }
  // a pod template is looked at as a pod is
  return checks.get(struct === 'PodTemplateSpec' ? 'Pod' : struct) ?? UNCHECKED;
}

function addCheck(place: string, check: Check): void {
  const [struct, fields] = place.split('.');
  if (!checks.has(struct)) {
    checks.set(struct, { ofFields: new Map() });
  }
  const known = checks.get(struct)!;
  if (fields === undefined) {
    known.ofStruct = [...(known.ofStruct ?? []), check];
    return;
  }
  const { ofFields } = known;
  fields.split('|').forEach((field, i, all) => {
    const before = all.slice(0, i);
    // of several fields, the first one that is there has it checked
    const once: Check = (value, at, pod) => before.every((one) => value[one] === undefined) && check(value, at, pod);
    ofFields.set(field, [...(ofFields.get(field) ?? []), i === 0 ? check : once]);
  });
}
