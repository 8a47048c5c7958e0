import { JSONSchemaProps } from '../../kubernetes/decoded';
import { isPlainObject } from '../../util/plain-object';
import { Type, TypedField } from '../decode/schema';
import { suggest, Suggestion } from '../decode/suggest';
import { itemSchema } from './complete';

/** The field that the author of an unknown field of a custom resource probably means. */
export function suggestField(
  key: string,
  schema: JSONSchemaProps | undefined,
  steps: readonly (string | number)[],
  root: JSONSchemaProps,
): Suggestion | undefined {
  return suggest(key, new SchemaType(schema ?? {}), steps, new SchemaType(root));
}

/** A schema as a type of the decoder. */
class SchemaType implements Type {
  public readonly name = '';

  public constructor(private readonly schema: JSONSchemaProps) {}

  public get kind(): Type['kind'] {
    const { type, properties } = this.schema;
    return type === 'array' ? 'list' : properties !== undefined ? 'struct' : type === 'object' ? 'map' : 'scalar';
  }

  public get item(): Type | undefined {
    const { additionalProperties } = this.schema;
    const items = itemSchema(this.schema) ?? (isPlainObject(additionalProperties) ? additionalProperties : undefined);
    return items && new SchemaType(items);
  }

  public get fields(): ReadonlyMap<string, TypedField> {
    const { properties = {} } = this.schema;
    return new Map(
      Object.entries(properties).map(([name, schema]) => [name, { type: new SchemaType(schema), life: 'here' }]),
    );
  }

  public get structs(): Type['structs'] {
    return [...this.fields]
      .filter(([field]) => field !== 'status')
      .map(([field, { type }]): [string, Type] =>
        type.kind === 'list' && type.item !== undefined ? [`${field}[]`, type.item] : [field, type],
      )
      .filter(([, { kind }]) => kind === 'struct');
  }
}
