import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { lint } from '../rules/check/lint';
import { RegularExpression } from '../rules/schema/regular-expression';
import { Ended, Workplace } from './command';
import { expectSafe, HOSTILE } from './hostile';

/** Custom resources are checked against the schemas of their CustomResourceDefinitions. */

const GROUP = 'shop.example.com';

/** A definition whose `spec` has a schema. */
function definition(spec: object, more: object = {}, versionMore: object = {}): any {
  const openAPIV3Schema = { type: 'object', properties: { spec }, required: ['spec'] };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `carts.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: { plural: 'carts', kind: 'Cart' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema }, ...versionMore }],
      ...more,
    },
  };
}

const cart = (spec: unknown, more: object = {}): any => ({
  apiVersion: `${GROUP}/v1`,
  kind: 'Cart',
  metadata: { name: 'a' },
  spec,
  ...more,
});

const fields = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

/** What is reported about an object with a `spec`, as `rule path type`. */
function findings(schema: object, spec: unknown, target = '1.37'): string[] {
  return lint([definition(schema), cart(spec)], { target })
    .filter(({ object }) => object.kind === 'Cart')
    .map(({ rule, path: at, type }) =>
      [rule, at, ...(type === undefined ? [] : [type.replace('FieldValue', '')])].join(' '),
    );
}

/** The same for a field `a`. */
const ofField = (schema: object, value: unknown, target?: string): string[] =>
  findings(fields({ a: schema }), { a: value }, target);

test('accepts an object that satisfies the schema', () => {
  expect(findings(fields({ a: { type: 'string' } }), { a: 'b' })).toEqual([]);
});

test('reports unknown fields, with the field that is probably meant, which is then not missing', () => {
  const schema = fields(
    { replicas: { type: 'integer' }, pod: fields({ image: { type: 'string' } }) },
    { required: ['replicas'] },
  );
  const texts = (spec: object) =>
    lint([definition(schema), cart(spec)]).map(({ rule, path: at, fix }) => `${rule} ${at}: ${fix}`);
  expect(texts({ replica: 1 })).toEqual(['api/unknown-field spec.replica: Did you mean "replicas"?']);
  expect(texts({ replicas: 1, image: 'a' })).toEqual(['api/unknown-field spec.image: It belongs in spec.pod.image.']);
  expect(texts({ replicas: 1, zzzzzz: 'a' })).toEqual(['api/unknown-field spec.zzzzzz: Remove it.']);
});

test('keeps unknown fields with x-kubernetes-preserve-unknown-fields, but not below known fields', () => {
  const schema = fields({ known: fields({}) }, { 'x-kubernetes-preserve-unknown-fields': true });
  expect(findings(schema, { any: { a: [{ b: 1 }] }, known: { c: 1 } })).toEqual(['api/unknown-field spec.known.c']);
});

test.each<[string, object, unknown, string[]]>([
  ['a type', { type: 'integer' }, '1', ['api/type spec.a TypeInvalid']],
  ['null, which the server drops', { type: 'string' }, null, []],
  ['null in a list', { type: 'array', items: { type: 'string' } }, [null], ['api/type spec.a[0] TypeInvalid']],
  ['a nullable field', { type: 'string', nullable: true }, null, []],
  ['a list for an object', { type: 'object' }, [], ['api/type spec.a TypeInvalid']],
  ['a number or a string', { 'x-kubernetes-int-or-string': true }, 1, []],
  ['neither a number nor a string', { 'x-kubernetes-int-or-string': true }, true, ['api/type spec.a TypeInvalid']],
  ['an enum', { type: 'string', enum: ['A', 'B'] }, 'a', ['api/schema spec.a NotSupported']],
  ['a pattern', { type: 'string', pattern: '^[a-z]+$' }, 'A', ['api/schema spec.a Invalid']],
  ['the characters of a text', { type: 'string', maxLength: 1 }, '😀', []],
  ['a long text', { type: 'string', maxLength: 1 }, 'ab', ['api/schema spec.a TooLong']],
  ['a short text', { type: 'string', minLength: 1 }, '', ['api/schema spec.a Invalid']],
  ['a minimum', { type: 'integer', minimum: 1 }, 0, ['api/schema spec.a Invalid']],
  ['an exclusive maximum', { type: 'integer', maximum: 1, exclusiveMaximum: true }, 1, ['api/schema spec.a Invalid']],
  ['a multiple', { type: 'integer', multipleOf: 2 }, 3, ['api/schema spec.a Invalid']],
  ['many items', { type: 'array', items: { type: 'string' }, maxItems: 1 }, ['a', 'b'], ['api/schema spec.a TooMany']],
  [
    'few fields',
    { type: 'object', additionalProperties: { type: 'string' }, minProperties: 1 },
    {},
    ['api/schema spec.a Invalid'],
  ],
  [
    'the values of a map',
    { type: 'object', additionalProperties: { type: 'string' } },
    { b: 1 },
    ['api/type spec.a.b TypeInvalid'],
  ],
  ['a format', { type: 'string', format: 'date-time' }, 'today', ['api/schema spec.a TypeInvalid']],
  ['a format that the server ignores', { type: 'string', format: 'semver' }, 'today', []],
  [
    'a set',
    { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    ['a', 'a'],
    ['api/schema spec.a[1] Duplicate'],
  ],
  [
    'a list with keys',
    {
      type: 'array',
      items: fields({ name: { type: 'string' } }),
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    },
    [{ name: 'a' }, { name: 'b' }, { name: 'a' }],
    ['api/schema spec.a[2] Duplicate'],
  ],
  [
    'an embedded object',
    { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    { kind: 'ConfigMap', metadata: { nam: 'a' }, data: {} },
    ['api/schema spec.a.apiVersion Required', 'api/unknown-field spec.a.metadata.nam'],
  ],
  ['alternatives', { type: 'string', anyOf: [{ enum: ['a'] }, { maxLength: 1 }] }, 'b', []],
  [
    'exactly one of several',
    { type: 'integer', oneOf: [{ minimum: 1 }, { minimum: 2 }] },
    3,
    ['api/schema spec.a Invalid'],
  ],
  ['a forbidden form', { type: 'string', not: { enum: ['a'] } }, 'a', ['api/schema spec.a Invalid']],
])('checks %s', (_name, schema, value, expected) => {
  expect(ofField(schema, value)).toEqual(expected);
});

test('checks the range of int32 as the version of the server does', () => {
  expect(ofField({ type: 'integer', format: 'int32' }, 2 ** 31, '1.35')).toEqual([]);
  expect(ofField({ type: 'integer', format: 'int32' }, 2 ** 31, '1.36')).toEqual(['api/schema spec.a Invalid']);
});

test('applies defaults before it validates', () => {
  const schema = fields(
    {
      mode: { type: 'string', default: 'Fast' },
      nested: fields({ a: { type: 'string' } }, { required: ['a'], default: {} }),
    },
    { required: ['mode'] },
  );
  expect(findings(schema, {})).toEqual(['api/schema spec.nested.a Required']);
  expect(findings(schema, { mode: null, nested: { a: 'b' } })).toEqual([]);
});

test('checks the metadata, and no other rules for kinds of the same name', () => {
  const rules = (metadata: object, scope = 'Namespaced') =>
    lint([definition(fields({}), { scope }), cart({}, { metadata })]).map(({ rule, path: at }) => `${rule} ${at}`);
  expect(rules({ name: 'A_b', typo: 1 })).toEqual(['api/object-name metadata.name', 'api/unknown-field metadata.typo']);
  expect(rules({ name: 'a', namespace: 'A_b' })).toEqual(['api/object-name metadata.namespace']);
  // the server ignores the namespace
  expect(rules({ name: 'a', namespace: 'A_b' }, 'Cluster')).toEqual([]);
});

test('ignores the status if it is a subresource', () => {
  const status = { status: { typo: 1 } };
  const rules = (more: object) => lint([definition(fields({}), {}, more), cart({}, status)]).map(({ path: at }) => at);
  expect(rules({ subresources: { status: {} } })).toEqual([]);
  expect(rules({})).toEqual(['status']);
});

test('reports a version that the definition lacks or does not serve', () => {
  const v2 = cart({}, { apiVersion: `${GROUP}/v2` });
  const [missing] = lint([definition(fields({})), v2]);
  expect(missing).toMatchObject({ rule: 'api/kind', path: 'apiVersion', what: '"Cart" has no version "v2".' });
  expect(missing.fix).toBe('Write "shop.example.com/v1".');
  const [notServed] = lint([definition(fields({}), {}, { served: false }), cart({})]);
  expect(notServed.what).toBe('"shop.example.com/v1" of "Cart" is not served.');
});

test('does not report a wrong value of a pod template twice', () => {
  const container = fields({ name: { type: 'string' }, image: { type: 'string' } });
  const spec = fields({ containers: { type: 'array', items: container } });
  const schema = fields({ template: fields({ spec }) });
  const object = cart({
    template: {
      spec: {
        containers: [
          { name: 1, image: 'web:1.0' },
          { name: 'A', image: 'web:1.0' },
        ],
      },
    },
  });
  expect(lint([definition(schema), object]).map(({ rule, path: at }) => `${rule} ${at}`)).toEqual([
    'api/type spec.template.spec.containers[0].name',
    'api/container-name spec.template.spec.containers[1].name',
  ]);
});

test('patterns are those of RE2, and take linear time', () => {
  const matches = (pattern: string, text: string) => RegularExpression.of(pattern)?.test(text);
  expect(matches('(?i)^web$', 'WEB')).toBe(true);
  expect(matches('^[[:alpha:]]+\\z', 'ab')).toBe(true);
  expect(matches('^(a|b){2,3}$', 'abab')).toBe(false);
  expect(matches('^\\pL$', 'é')).toBe(true);
  expect(matches('^(a+)+$', `${'a'.repeat(5000)}b`)).toBe(false);
  // JavaScript has these, RE2 does not
  expect(['(?=a)', '(a)\\1', 'a**', '[b-a]', '(', 'a{2000}'].map((pattern) => RegularExpression.of(pattern))).toEqual(
    Array(6).fill(undefined),
  );
  expect(ofField({ type: 'string', pattern: '(?=a)' }, 'b')).toEqual([]);
});

test('broken definitions fail no check', () => {
  for (const schema of [
    {},
    { type: 'array' },
    { properties: { a: null } },
    { properties: [] },
    { type: 5, items: 5, enum: 5 },
  ]) {
    expect(() => lint([definition(schema), cart({ a: 1 })])).not.toThrow();
  }
  for (const spec of [{}, { versions: [null] }, { names: null }, { group: 5, versions: {} }]) {
    const broken = { ...definition({}), spec };
    expect(() => lint([broken, cart({})])).not.toThrow();
  }
});

test('reports mistakes of a definition itself', () => {
  const mistakes = (more: object, versionMore: object = {}) =>
    lint([definition(fields({}), more, versionMore)]).map(({ rule, path: at }) => `${rule} ${at}`);
  const rule = 'api/custom-resource-definition';
  expect(mistakes({})).toEqual([]);
  expect(mistakes({ group: 'example' })).toEqual([`${rule} metadata.name`, `${rule} spec.group`]);
  expect(mistakes({ scope: 'All' })).toEqual([`${rule} spec.scope`]);
  expect(mistakes({ names: { plural: 'carts', kind: 'My_Cart' } })).toContain(`${rule} spec.names.kind`);
  expect(mistakes({}, { storage: false })).toEqual([`${rule} spec.versions`]);
  expect(mistakes({}, { schema: undefined })).toEqual([`${rule} spec.versions[0].schema.openAPIV3Schema`]);
  expect(mistakes({ preserveUnknownFields: true })).toEqual([`${rule} spec.preserveUnknownFields`]);
});

describe('the option schemas', () => {
  test('accepts definitions, and paths', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'schemas-'));
    const file = path.join(folder, 'crd.json');
    fs.writeFileSync(file, JSON.stringify(definition(fields({}))));
    for (const schemas of [[definition(fields({}))], [file], [folder]]) {
      expect(lint([cart({ a: 1 })], { schemas }).map(({ path: at }) => at)).toEqual(['spec.a']);
    }
    fs.rmSync(folder, { recursive: true });
    expect(lint([cart({ a: 1 })])).toEqual([]);
  });

  test('refuses other objects', () => {
    expect(() => lint([], { schemas: [{ kind: 'Cart' }] })).toThrow(
      /`schemas\[0\]` is an object\. Write a path, or a CustomRes/,
    );
  });
});

describe('the command', () => {
  let place: Workplace;
  beforeAll(() => (place = new Workplace()));
  afterAll(() => place.clear());
  beforeEach(() => place.next());
  const run = (...args: string[]): Ended => place.run('lint', ...args);
  const rules = { 'x-kubernetes-validations': [{ rule: 'self.a > 0' }] };
  const crd = JSON.stringify(definition(fields({ a: { type: 'integer' } }, rules)));
  const object = (spec: object): string => JSON.stringify(cart(spec));

  test('finds the schemas in all of its input, and reports the rules in CEL that it does not evaluate', () => {
    place.write({ 'crds/cart.yaml': crd, 'apps/cart.yaml': `${object({ b: 1 })}\n---\n${object({ a: 1 })}` });
    const { stdout, stderr, status } = run('.', '--strict', '--verbose');
    expect(status).toBe(1);
    expect(stdout).toContain('api/unknown-field');
    expect(stderr).toBe(`2 Cart of shop.example.com/v1: checked, except for the rules in CEL of its schema.
1 CustomResourceDefinition of apiextensions.k8s.io/v1: checked.
3 objects in 2 files: 1 error; CEL rules not evaluated: 2 Cart
`);
  });

  test('reads schemas from --schemas and from the settings, and does not check them', () => {
    place.write({ 'crds/cart.yaml': `${crd}\n---\nkind: Bad\napiVersion: v1`, 'a.yaml': object({ a: 'x' }) });
    expect(run('a.yaml').status).toBe(0);
    expect(run('a.yaml', '--schemas', 'crds').stdout).toContain('Cart a, spec.a: "x" is not an integer.');
    place.write({ 'settings/lint.yaml': 'schemas: [../crds/cart.yaml]\n' });
    expect(run('a.yaml', '-c', 'settings/lint.yaml').stdout).toContain('api/type');
  });

  test('reads JSON Schemas: a file for each version', () => {
    const schema = {
      type: 'object',
      properties: {
        spec: { type: 'object', properties: { a: { type: ['string', 'null'] } }, additionalProperties: false },
      },
    };
    place.write({ [`catalog/${GROUP}/cart_v1.json`]: JSON.stringify(schema), 'a.yaml': object({ a: null, b: 1 }) });
    const found = JSON.parse(run('a.yaml', '--schemas', 'catalog', '-f', 'json').stdout);
    expect(found.map(({ rule, path: at }: any) => `${rule} ${at}`)).toEqual(['api/unknown-field spec.b']);
    // the other versions are unknown, not missing
    place.write({ 'a.yaml': object({}).replace('/v1', '/v2') });
    expect(run('a.yaml', '--schemas', 'catalog').stderr).toContain('1 object without a known schema: 1 Cart');
  });

  test('refuses --schemas without schemas, and files that cannot be read', () => {
    place.write({ 'a.yaml': object({}), 'empty/a.yaml': object({}), 'bad/a.yaml': `${crd}\n---\na: [` });
    const errors = (schemas: string) => {
      const { status, stderr } = run('a.yaml', '--schemas', schemas);
      expect(status).toBe(2);
      return stderr;
    };
    expect(errors('empty')).toBe(
      'empty has no schemas: no CustomResourceDefinition, and no JSON Schema in GROUP/KIND_VERSION.json.\n',
    );
    expect(errors('missing')).toBe('The schemas in missing cannot be read: no such file or folder.\n');
    expect(errors('bad')).toMatch(/^The schemas in bad\/a\.yaml cannot be read: /);
    place.write({ '.cdk8s-pods.yaml': 'schemas: crds\n' });
    expect(run('a.yaml').stderr).toBe(
      '.cdk8s-pods.yaml: "schemas" must be a list, and is "crds". Write it in brackets: [ … ].\n',
    );
  });

  test('is safe with hostile names and values', () => {
    const properties = Object.fromEntries(
      Object.values(HOSTILE).map((text) => [text, { type: 'string', enum: [text] }]),
    );
    const values = Object.fromEntries(
      Object.values(HOSTILE).flatMap((text) => [
        [text, `${text}!`],
        [`${text}?`, 1],
      ]),
    );
    place.write({ 'a.yaml': `${JSON.stringify(definition(fields(properties)))}\n---\n${object(values)}` });
    const { stdout, stderr } = run('a.yaml');
    expect(stdout).toContain('api/schema');
    expectSafe(stdout);
    expectSafe(stderr);
  });
});
