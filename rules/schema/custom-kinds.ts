import { CustomResourceDefinition, CustomResourceDefinitionVersion, JSONSchemaProps } from '../../kubernetes/decoded';
import { groupOf } from '../../kubernetes/kinds';
import { isPlainObject } from '../../util/plain-object';

/** A version of a custom kind. */
export interface CustomVersion {
  readonly name: string;
  readonly isServed: boolean;
  /** Undefined if the CRD has no schema for the version: its fields are not checked. */
  readonly schema?: JSONSchemaProps;
  /** Whether the server ignores the status of an object that is created. */
  readonly hasStatus: boolean;
  /** Whether the schema has rules in CEL. */
  readonly hasRules: boolean;
}

/** A kind of custom resources. */
export interface CustomKind {
  readonly kind: string;
  readonly versions: ReadonlyMap<string, CustomVersion>;
  readonly isClusterWide: boolean;
  /** Whether all of its versions are known. A file with a JSON Schema has only one version. */
  readonly isComplete: boolean;
}

/** The kinds whose schemas are known, of CustomResourceDefinitions and of files with a JSON Schema. */
export class CustomKinds {
  private readonly kinds = new Map<string, CustomKind>();

  /** @param others kinds that count if these do not have a kind */
  public constructor(private readonly others?: CustomKinds) {}

  /** Adds the kind of a decoded CustomResourceDefinition. The first definition of a kind counts. */
  public add({ spec = {} }: CustomResourceDefinition): void {
    const { group = '', names = {}, versions = [], scope } = spec;
    const { kind = '' } = names;
    const key = keyOfKind(group, kind);
    if (this.kinds.has(key)) {
      return;
    }
    this.kinds.set(key, {
      kind,
      versions: new Map(
        versions.map((version) => [version.name ?? '', versionOf(version, spec.preserveUnknownFields)]),
      ),
      isClusterWide: scope === 'Cluster',
      isComplete: true,
    });
  }

  /** Adds one version of a kind. The kind can be in lower case, as in the name of a file. */
  public addVersion(group: string, kind: string, name: string, schema: JSONSchemaProps): void {
    const key = keyOfKind(group, kind);
    const { versions = new Map<string, CustomVersion>(), isComplete = false } = this.kinds.get(key) ?? {};
    if (!isComplete && !versions.has(name)) {
      const version = { name, isServed: true, schema, hasStatus: false, hasRules: hasRules(schema) };
      this.kinds.set(key, {
        kind,
        versions: new Map([...versions, [name, version]]),
        isClusterWide: false,
        isComplete,
      });
    }
  }

  /** The kind of an object, if it is known. */
  public find(object: { readonly apiVersion?: unknown; readonly kind?: unknown }): CustomKind | undefined {
    const { apiVersion, kind } = object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
      return undefined;
    }
    const found = this.kinds.get(keyOfKind(groupOf(apiVersion), kind));
    return found === undefined || (found.isComplete && found.kind !== kind) ? this.others?.find(object) : found;
  }

  /** The version of an object, if it is known and has a schema. */
  public versionOf(object: { readonly apiVersion?: unknown; readonly kind?: unknown }): CustomVersion | undefined {
    const version = this.find(object)?.versions.get(versionName(object.apiVersion));
    return version?.schema === undefined ? undefined : version;
  }
}

/** The version in an `apiVersion`: `v1` of `example.com/v1`. */
export function versionName(apiVersion: unknown): string {
  return String(apiVersion).slice(groupOf(String(apiVersion)).length + 1);
}

function keyOfKind(group: string, kind: string): string {
  return `${group}/${kind.toLowerCase()}`;
}

const PRESERVE = 'x-kubernetes-preserve-unknown-fields';

function versionOf(version: CustomResourceDefinitionVersion, preservesAll = false): CustomVersion {
  const { name = '', served = false, schema: { openAPIV3Schema: schema } = {}, subresources } = version;
  return {
    name,
    isServed: served,
    schema: schema !== undefined && preservesAll ? { ...schema, [PRESERVE]: true } : schema,
    // the schema of the subresource is not known to the decoder: it has no fields
    hasStatus: subresources !== undefined && 'status' in subresources,
    hasRules: schema !== undefined && hasRules(schema),
  };
}

/** Whether a schema, or a part of it, has rules in CEL. */
function hasRules(schema: unknown): boolean {
  if (Array.isArray(schema)) {
    return schema.some(hasRules);
  }
  if (!isPlainObject(schema)) {
    return false;
  }
  const { [RULES]: rules } = schema;
  return (Array.isArray(rules) && rules.length > 0) || Object.values(schema).some(hasRules);
}

const RULES = 'x-kubernetes-validations';
