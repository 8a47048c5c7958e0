import { Field, SCHEMA } from './schema';

type Structs = Readonly<Record<string, Readonly<Record<string, Field>>>>;

/** A struct, or a list of structs. A walk along these types saves parsing names such as `Container[]` at each value. */
export class StructType {
  private cachedFields?: ReadonlyMap<string, StructType | undefined>;

  public constructor(
    public readonly name: string,
    private readonly makeFields: () => ReadonlyMap<string, StructType | undefined> | undefined,
    /** The type of the items, if it is a list. */
    public readonly item?: StructType,
  ) {}

  /** The types of the fields, if it is a struct. */
  public get fields(): ReadonlyMap<string, StructType | undefined> | undefined {
    return (this.cachedFields ??= this.makeFields());
  }
}

/** The types of structs that are described as the schema describes those of Kubernetes. They depend on constants only. */
export class StructTypes {
  /** Null for names of other types. */
  private readonly types = new Map<string, StructType | null>();

  public constructor(private readonly structs: Structs) {}

  /** The type with a name; undefined if it is a scalar, a map, or a list of them. */
  public of(name: string): StructType | undefined {
    let type = this.types.get(name);
    if (type === undefined) {
      type = this.makeType(name);
      this.types.set(name, type);
    }
    return type ?? undefined;
  }

  private makeType(name: string): StructType | null {
    if (name.endsWith('[]')) {
      const item = this.of(name.slice(0, -'[]'.length));
      return item === undefined ? null : new StructType(name, () => undefined, item);
    }
    return name in this.structs ? new StructType(name, () => this.fieldsOf(name)) : null;
  }

  private fieldsOf(name: string): ReadonlyMap<string, StructType | undefined> {
    return new Map(Object.entries(this.structs[name]).map(([field, [type]]) => [field, this.of(type)]));
  }
}

/** The types of the structs of Kubernetes. */
export const STRUCT_TYPES = new StructTypes(SCHEMA);
