import { DROPPED } from '../../kubernetes/dropped';
import { Field, SCHEMA, VERSIONS } from '../../kubernetes/schema';
import { atLeast, lifeOf } from '../../kubernetes/version';
import { isPlainObject, PlainObject } from '../../util/plain-object';
import { Fits, fitsOf } from './scalar';
import { Trigger, Triggers } from './triggers';

/** A type of the schema: how its values are decoded, and which checks run on them. */
export interface Type {
  readonly name: string;
  readonly kind: 'struct' | 'list' | 'map' | 'scalar' | 'union';
  /** The type of the items of a list or a map; of a union, the items of its lists. */
  readonly item?: Type;
  /** The type of a union if the value is no object: a union is a struct, or this. */
  readonly other?: Type;
  /** Whether a value is of the type, and needs no decoding. Undefined for structs, and for lists and maps of them. */
  readonly fits?: Fits;
  /** The fields of a struct. */
  readonly fields?: ReadonlyMap<string, TypedField>;
  /** The structs in a struct and in its lists, except the status, which the cluster writes. */
  readonly structs?: readonly (readonly [step: string, type: Type])[];
  /** The checks of each struct of this type. */
  readonly triggers?: readonly Trigger[];
}

export interface TypedField {
  readonly type: Type;
  /** Decodes a valid scalar, or a list or map of them, without a field path. Undefined if the version lacks the field. */
  readonly fits?: Fits;
  /** The same for strings and booleans: saves a call for most fields. */
  readonly typeOf?: string;
  /** The checks of each struct that has the field. */
  readonly triggers?: readonly Trigger[];
  /** Whether the version has the field: not yet, no longer, or only with a feature gate that is off by default. */
  readonly life: 'here' | 'later' | 'gone' | 'dropped';
  readonly since?: string;
  readonly until?: string;
  /** The version since which its feature gate is on by default, or `never`. Undefined if it has no feature gate. */
  readonly byDefault?: string;
}

/** Fields that had another type up to a version. */
const FORMER_TYPES: Readonly<Record<string, readonly [until: string, type: string]>> = {
  'PersistentVolumeClaimSpec.resources': ['1.28', 'ResourceRequirements'],
};

/** Structs of the schema of pods that rules also check in other objects. */
const SHARED: ReadonlySet<string> = new Set(['ObjectMeta', 'PersistentVolumeClaim']);

/** Structs by name, with their fields. */
type StructTable = Readonly<Record<string, Readonly<Record<string, Field>>>>;

/** The schema of one version of the API, with the checks that run on its structs. */
export class Schema {
  private readonly types = new Map<string, Type>();
  private readonly others = new Map<StructTable, Schema>();

  /**
   * @param hasEveryField whether it has the fields of all versions
   * @param structs the structs that rules check. Their fields can also have the structs of pods as types: rules check most of these in
   * pods only
   */
  public constructor(
    public readonly version: string,
    private readonly triggers: Triggers,
    private readonly hasEveryField = false,
    private readonly structs: StructTable = SCHEMA,
  ) {}

  /** The rules whose checks run. */
  public get rules(): Triggers['rules'] {
    return this.triggers.rules;
  }

  /** The schema of other structs, with the same version and rules. */
  public ofOthers(structs: StructTable): Schema {
    const others = this.others.get(structs) ?? new Schema(this.version, this.triggers, this.hasEveryField, structs);
    this.others.set(structs, others);
    return others;
  }

  public type(name: string): Type {
    const type = this.types.get(name) ?? this.makeType(name);
    this.types.set(name, type);
    return type;
  }

  private makeType(name: string): Type {
    const [first, other] = name.startsWith('map<') ? [] : name.split('|');
    if (other !== undefined) {
      return new Union(name, this.type(first), this.type(other));
    }
    if (name.endsWith('[]')) {
      const item = this.type(name.slice(0, -2));
      const { fits } = item;
      return { name, kind: 'list', item, fits: fits && ((value) => Array.isArray(value) && itemsFit(value, fits)) };
    }
    if (name.startsWith('map<')) {
      const item = this.type(name.slice(4, -1));
      const { fits } = item;
      return { name, kind: 'map', item, fits: fits && ((value) => isPlainObject(value) && valuesFit(value, fits)) };
    }
    if (this.fieldsIn(name) === undefined) {
      // an invalid quantity is still an amount that the author wrote
      const isAmount = this.hasEveryField && name === 'Quantity';
      return { name, kind: 'scalar', fits: isAmount ? isNumberOrText : fitsOf(name) };
    }
    const ofStruct = this.isChecked(name) ? this.triggers.ofStruct(triggerName(name)) : undefined;
    const triggers = this.isOtherObject(name)
      ? [...(this.triggers.ofStruct('OtherObject') ?? []), ...(ofStruct ?? [])]
      : ofStruct;
    return new Struct(name, triggers, () => this.fieldsOf(name));
  }

  private fieldsIn(struct: string): StructTable[string] | undefined {
    return this.structs[struct] ?? SCHEMA[struct];
  }

  private isChecked(struct: string): boolean {
    return this.structs[struct] !== undefined || SHARED.has(struct);
  }

  /** Whether a struct is an object of its own, and no object of the schema of pods. */
  private isOtherObject(struct: string): boolean {
    const { apiVersion, kind, metadata } = this.fieldsIn(struct)!;
    return this.structs !== SCHEMA && apiVersion !== undefined && kind !== undefined && metadata !== undefined;
  }

  private fieldsOf(struct: string): ReadonlyMap<string, TypedField> {
    const isChecked = this.isChecked(struct);
    const fields = Object.entries(this.fieldsIn(struct)!).map(
      ([field, [currentType, since, until]]): [string, TypedField] => {
        const path = `${struct}.${field}`;
        const [lastVersion, formerType] = FORMER_TYPES[path] ?? [];
        const isFormer = lastVersion !== undefined && atLeast(lastVersion, this.version);
        const type = this.type(isFormer ? formerType! : currentType);
        const life = this.lifeOf(DROPPED[path], since, until);
        const fits = life === 'here' ? type.fits : undefined;
        const triggers = isChecked ? this.triggers.ofField(triggerName(struct), field) : undefined;
        const typeOf =
          fits !== undefined && (type.name === 'string' || type.name === 'boolean') ? type.name : undefined;
        return [field, { type, fits, typeOf, triggers, life, since, until, byDefault: DROPPED[path] }];
      },
    );
    return new Map(fields);
  }

  private lifeOf(byDefault: string | undefined, since?: string, until?: string): TypedField['life'] {
    if (this.hasEveryField) {
      return 'here';
    }
    const life = lifeOf(this.version, since, until);
    const isGated = byDefault !== undefined && (byDefault === 'never' || !atLeast(this.version, byDefault));
    return life === 'here' && isGated ? 'dropped' : life;
  }
}

/** A struct. Most objects have few of all structs: reading the fields on demand saves 5 ms of the start. */
class Struct implements Type {
  public readonly kind = 'struct';
  private cachedFields?: ReadonlyMap<string, TypedField>;

  public constructor(
    public readonly name: string,
    public readonly triggers: readonly Trigger[] | undefined,
    private readonly readFields: () => ReadonlyMap<string, TypedField>,
  ) {}

  public get fields(): ReadonlyMap<string, TypedField> {
    this.cachedFields ??= this.readFields();
    return this.cachedFields;
  }

  public get structs(): Type['structs'] {
    return structsIn(this.fields);
  }
}

/** A struct or another type. The struct can contain the union, so its fields are read on demand. */
class Union implements Type {
  public readonly kind = 'union';

  public constructor(
    public readonly name: string,
    private readonly struct: Type,
    public readonly other: Type,
  ) {}

  public get fields(): Type['fields'] {
    return this.struct.fields;
  }

  public get item(): Type | undefined {
    return this.other.item;
  }
}

function structsIn(fields: ReadonlyMap<string, TypedField>): [step: string, type: Type][] {
  return [...fields]
    .filter(([field, { life }]) => life === 'here' && field !== 'status')
    .map(([field, { type }]): [string, Type] => (type.kind === 'list' ? [`${field}[]`, type.item!] : [field, type]))
    .filter(([, { kind }]) => kind === 'struct');
}

/** Rules for pods also run on pod templates. */
function triggerName(struct: string): string {
  return struct === 'PodTemplateSpec' ? 'Pod' : struct;
}

function itemsFit(list: readonly unknown[], fits: Fits): boolean {
  for (let i = 0; i < list.length; i++) {
    if (!fits(list[i])) {
      return false;
    }
  }
  return true;
}

function valuesFit(map: PlainObject, fits: Fits): boolean {
  for (const key in map) {
    if (!fits(map[key])) {
      return false;
    }
  }
  return true;
}

function isNumberOrText(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}

/** The schema with the fields of all versions. */
export const EVERY_FIELD = new Schema(VERSIONS[VERSIONS.length - 1], new Triggers([]), true);
