import { Dice } from './dice';

/** A schema of a CRD that has every keyword, in parts. */
const text = (more: object = {}): object => ({ type: 'string', ...more });
const number = (more: object = {}): object => ({ type: 'integer', ...more });
const list = (items: object, more: object = {}): object => ({ type: 'array', items, ...more });
const fields = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

const FORMATS = [
  ...['bsonobjectid', 'uri', 'email', 'hostname', 'ipv4', 'ipv6', 'cidr', 'mac', 'uuid', 'uuid3', 'uuid4', 'uuid5'],
  ...['isbn', 'isbn10', 'isbn13', 'creditcard', 'ssn', 'hexcolor', 'rgbcolor', 'byte', 'password', 'date', 'duration'],
  ...['date-time', 'datetime', 'k8s-short-name', 'k8s-long-name', 'unknown', 'int32'],
];

const PATTERNS = [
  ...['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', '^(\\d+)(m|Mi|Gi)?$', 'b', '^[^/]+/[^/]+$', '(?i)^web$', '^\\w+(\\.\\w+)*$'],
  ...[
    '^.{1,3}$',
    '^$|^a',
    '^[[:alpha:]_]+$',
    '\\bweb\\b',
    '^\\pL+$',
    '^(a|b|ab){2}$',
    '^[\\s\\S]*$',
    '\\d{2,}',
    '^(?:a+)+$',
  ],
];

const byName = (values: readonly string[], schemaOf: (value: string) => object): object =>
  Object.fromEntries(values.map((value, i) => [`f${i}`, schemaOf(value)]));

const keep = { 'x-kubernetes-preserve-unknown-fields': true };
const int = { 'x-kubernetes-int-or-string': true };
const embedded = { 'x-kubernetes-embedded-resource': true };
const set = { 'x-kubernetes-list-type': 'set' };
const map = (...keys: string[]): object => ({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': keys });

/** The schemas of `spec`, by the name of the kind. */
export const SPECS: Readonly<Record<string, object>> = {
  Texts: fields({
    ...{
      plain: text(),
      short: text({ maxLength: 3 }),
      long: text({ minLength: 2 }),
      both: text({ minLength: 1, maxLength: 2 }),
    },
    ...{ choice: text({ enum: ['a', 'b', 'Web', ''] }), nothing: text({ nullable: true }) },
    ...{ choiceOrNull: text({ enum: ['a', 'b'], nullable: true }) },
    ...byName(PATTERNS, (pattern) => text({ pattern })),
  }),
  Formats: fields(byName(FORMATS, (format) => text({ format }))),
  Numbers: fields({
    ...{
      plain: number(),
      small: number({ format: 'int32' }),
      big: number({ format: 'int64' }),
      any: { type: 'number' },
    },
    ...{ float: { type: 'number', format: 'float' }, double: { type: 'number', format: 'double' } },
    ...{ least: number({ minimum: 1 }), most: number({ maximum: 3 }), strange: number({ format: 'date-time' }) },
    ...{
      more: { type: 'number', minimum: 1, exclusiveMinimum: true },
      less: { type: 'number', maximum: 3, exclusiveMaximum: true },
    },
    ...{
      even: number({ multipleOf: 2 }),
      tenth: { type: 'number', multipleOf: 0.1 },
      half: { type: 'number', multipleOf: 1.5 },
    },
    ...{ choice: number({ enum: [1, 2] }), ratio: { type: 'number', enum: [1, 1.5] }, intOrText: { ...int } },
    ...{
      port: { ...int, anyOf: [{ type: 'integer' }, { type: 'string' }], pattern: '^\\d+%$' },
      flag: { type: 'boolean' },
    },
    ...{ limited: { ...int, minimum: 1, maximum: 5, maxLength: 2 }, always: { type: 'boolean', enum: [true] } },
  }),
  Lists: fields(
    {
      ...{ texts: list(text()), few: list(text(), { maxItems: 2 }), some: list(number(), { minItems: 1 }) },
      ...{ set: list(text(), set), numbers: list({ type: 'number' }, set), deep: list(list(number({ minimum: 1 }))) },
      ...{ named: list(fields({ name: text(), value: text() }, { required: ['name'] }), map('name')) },
      ...{
        ports: list(
          fields({ port: number(), protocol: text({ default: 'TCP' }) }, { required: ['port'] }),
          map('port', 'protocol'),
        ),
      },
      ...{ nullable: list(text({ nullable: true })), withDefault: list(text({ default: 'a' })) },
      ...{
        objects: list(fields({ a: text(), b: number() }, { minProperties: 1 })),
        atomic: list(text(), { 'x-kubernetes-list-type': 'atomic' }),
      },
    },
    { required: ['texts'] },
  ),
  Maps: fields(
    {
      ...{ labels: { type: 'object', additionalProperties: text({ maxLength: 2 }) }, any: { type: 'object', ...keep } },
      ...{
        counts: { type: 'object', additionalProperties: number({ minimum: 1 }), maxProperties: 2, minProperties: 1 },
      },
      ...{
        lists: { type: 'object', additionalProperties: list(text(), set) },
        open: { type: 'object', additionalProperties: true },
      },
      ...{ known: fields({ a: text(), b: fields({ c: number() }) }, keep), free: { ...keep } },
      ...{
        nested: { type: 'object', additionalProperties: fields({ a: text({ default: 'x' }) }, { required: ['a'] }) },
      },
      ...{ keepList: list(fields({ a: text() }), { ...keep }), object: { ...embedded, ...keep, type: 'object' } },
      ...{ strict: fields({ spec: fields({ a: text() }) }, embedded), nothing: { type: 'object' } },
      ...{ withNull: { type: 'object', additionalProperties: text({ nullable: true }) } },
    },
    { required: ['labels'], maxProperties: 9 },
  ),
  Defaults: fields(
    {
      ...{ mode: text({ default: 'Fast', enum: ['Fast', 'Slow'] }), count: number({ default: 1 }), text: text() },
      ...{
        nested: fields(
          { a: text({ default: 'a' }), b: fields({ c: number({ default: 3 }) }, { default: {} }) },
          { default: {} },
        ),
      },
      ...{
        orNull: text({ nullable: true, default: 'a' }),
        list: list(text(), { default: ['a'] }),
        late: fields({ x: text({ default: 'a' }) }),
      },
    },
    { required: ['mode', 'count', 'nested', 'list'] },
  ),
  Choices: fields(
    {
      ...{ a: text(), b: text(), c: number(), d: fields({ e: text(), f: number() }) },
      ...{ any: { type: 'string', anyOf: [{ pattern: '^a' }, { maxLength: 1 }, { enum: ['web'] }] } },
      ...{
        all: { type: 'string', allOf: [{ minLength: 1 }, { pattern: 'b' }] },
        not: { type: 'string', not: { enum: ['a', 'b'] } },
      },
      ...{
        one: { type: 'integer', oneOf: [{ minimum: 2 }, { maximum: 3 }] },
        addr: { type: 'string', oneOf: [{ format: 'ipv4' }, { format: 'ipv6' }] },
      },
      ...{
        parts: fields(
          { x: text(), y: text(), z: number() },
          { anyOf: [{ required: ['x'] }, { required: ['y', 'z'], properties: { z: { minimum: 2 } } }] },
        ),
      },
      ...{
        list: list(text(), { anyOf: [{ maxItems: 1 }, { items: { enum: ['a'] } }] }),
        noB: fields({ a: text(), b: text() }, { not: { required: ['b'] } }),
      },
    },
    { oneOf: [{ required: ['a'] }, { required: ['b'] }], not: { required: ['a', 'c'] } },
  ),
};

export const GROUP = 'schemas.cdk8s-pods.example.com';

/** The CustomResourceDefinition of a kind of `SPECS`. */
export function definitionOf(kind: string, hasStatus = true): any {
  const schema = fields(
    { spec: SPECS[kind], status: fields({ a: text() }, { required: ['a'] }) },
    { required: ['spec'] },
  );
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind.toLowerCase()}s.${GROUP}` },
    spec: {
      group: GROUP,
      scope: kind === 'Texts' ? 'Cluster' : 'Namespaced',
      names: { kind, plural: `${kind.toLowerCase()}s`, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [
        {
          ...{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } },
          ...(hasStatus ? { subresources: { status: {} } } : {}),
        },
        { name: 'v1alpha1', served: false, storage: false, schema: { openAPIV3Schema: schema } },
      ],
    },
  };
}

const TEXTS = [
  ...[
    '',
    'a',
    'b',
    'ab',
    'abc',
    'web',
    'WEB',
    'Web',
    'a.b',
    'a/b',
    '-a',
    'a-b',
    '10m',
    '5Gi',
    '12',
    'é',
    'éé',
    '😀',
    '😀a',
    'a b',
    'a\nb',
    'a_b',
    '5%',
  ],
  ...[
    'Fast',
    'Slow',
    'TCP',
    '10.0.0.1',
    '010.0.0.1',
    '::1',
    'fd00::1',
    '::ffff:1.2.3.4',
    '10.0.0.0/8',
    'fd00::/8',
    '10.0.0.1/33',
    '256.0.0.1',
  ],
  ...[
    'https://example.com/a?b',
    '/path',
    'example.com',
    'mailto:a@b.c',
    'http://a b',
    'http://[::1]:80/',
    '%zz',
    'http://a/%zz',
    '*',
    'http://a:b',
    '//a',
    'a:b',
    ':a',
  ],
  ...[
    'a@b.c',
    'A <a@b.c>',
    'a@',
    '@b',
    'a b@c',
    '2026-01-31',
    '2026-02-30',
    '2026-01-31T12:00:00Z',
    '2026-01-31t12:00:00.5+01:00',
    '2026-01-31T24:00:00Z',
  ],
  ...[
    '2026-01-31T12:00:00',
    '2026-01-31 12:00:00Z',
    '1h30m',
    '5 minutes',
    '1.5h',
    '10',
    '-1s',
    '1 x',
    '3d',
    '2 Weeks',
    '.5s',
    '1s x',
  ],
  ...[
    '507f1f77bcf86cd799439011',
    '01:23:45:67:89:ab',
    '01-23-45-67-89-ab',
    '0123.4567.89ab',
    '01:23',
    '123e4567-e89b-12d3-a456-426614174000',
  ],
  ...[
    '123e4567-e89b-42d3-a456-426614174000',
    '123e4567e89b52d3a456426614174000',
    '978-0321751041',
    '0321751043',
    '0321751044',
    '4111111111111111',
    '4111-1111-1111-1112',
  ],
  ...[
    '123-45-6789',
    '123456789',
    '#fff',
    'ABCDEF',
    '#ff',
    'rgb(1,2,3)',
    'rgb( 255 , 0, 0 )',
    'rgb(256,0,0)',
    'YQ==',
    'YQ=',
    'YWJj',
    'a'.repeat(64),
    'a.'.repeat(120),
    'A.b',
  ],
  ...['null', 'true', '1', 'v1', 'apps/v1', 'a/b/c', 'ConfigMap', 'my-kind', '1kind'],
];

const NUMBERS = [
  0, 1, 2, 3, 4, 5, -1, 0.3, 1.5, 2.5, 3.0000000001, 2147483647, 2147483648, -2147483649, 9007199254740991,
  9007199254740993, 1e19, 1e40, 0.1, 100,
];

const OTHERS = [
  true,
  false,
  null,
  [],
  {},
  [null],
  ['a'],
  { a: 'b' },
  { a: null },
  [[1]],
  { apiVersion: 'v1', kind: 'ConfigMap' },
  { a: { b: 1 } },
  [{ a: 1 }],
];

/** Grows objects from the schema of a CRD, with values at the limits, and with mistakes. */
export class SchemaGardener {
  public constructor(
    private readonly kind: string,
    private readonly dice: Dice,
  ) {}

  public object(): any {
    const { dice } = this;
    const spec = SPECS[this.kind];
    return {
      apiVersion: `${GROUP}/v1`,
      kind: this.kind,
      metadata: { name: 'a' },
      ...(dice.chance(0.02) ? {} : { spec: this.value(spec, 0) }),
      ...(dice.chance(0.1) ? { status: dice.chance(0.5) ? { a: 'b' } : { a: 1 } } : {}),
      ...(dice.chance(0.02) ? { typo: 1 } : {}),
    };
  }

  private value(schema: any, depth: number): unknown {
    const { dice } = this;
    if (dice.chance(depth === 0 ? 0.01 : 0.04)) {
      return this.any();
    }
    switch (schema.type) {
      case 'string':
        return dice.chance(0.2) && schema.enum ? dice.one(schema.enum) : dice.one(TEXTS);
      case 'integer':
      case 'number':
        return dice.one(NUMBERS);
      case 'boolean':
        return dice.chance(0.5);
      case 'array':
        return Array.from({ length: dice.below(4) }, () => this.value(schema.items, depth + 1));
      case 'object':
        return this.fields(schema, depth);
      default:
        return this.any();
    }
  }

  private fields(schema: any, depth: number): unknown {
    const { dice } = this;
    const result: Record<string, unknown> = {};
    const { properties = {}, additionalProperties, required = [] } = schema;
    const names = Object.keys(properties);
    for (const name of names) {
      const chance = required.includes(name) ? 0.9 : depth === 0 ? Math.min(0.5, 4 / names.length) : 0.5;
      if (dice.chance(chance)) {
        result[name] = this.value(properties[name], depth + 1);
      }
    }
    if (typeof additionalProperties === 'object') {
      for (const name of ['a', 'b.c', 'd'].slice(dice.below(3))) {
        result[name] = this.value(additionalProperties, depth + 1);
      }
    } else if (additionalProperties === true || dice.chance(names.length === 0 ? 0.5 : 0.02)) {
      result[dice.one(['typo', 'apiVersion', 'kind', 'metadata', 'x.y'])] = this.any();
    }
    return result;
  }

  private any(): unknown {
    const { dice } = this;
    return dice.chance(0.3) ? dice.one(TEXTS) : dice.chance(0.4) ? dice.one(NUMBERS) : dice.one(OTHERS);
  }
}
