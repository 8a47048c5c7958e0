import { execFileSync } from 'child_process';
import { check, CheckOptions } from '../../rules/check/check';
import { addDefinitions } from '../../rules/check/definitions';
import { CustomKinds } from '../../rules/schema/custom-kinds';
import { pattern } from '../fuzz/compare';
import { definitionOf, GROUP, SchemaGardener, SPECS } from '../fuzz/custom-resources';
import { Dice } from '../fuzz/dice';
import { Answer, Server } from './server';

/** Custom resources: the test installs the definitions, and removes them at the end. */

const COUNT = Number(process.env.SCHEMAS ?? 2000);
const SEED = Number(process.env.SEED ?? 19);
const KINDS = Object.keys(SPECS);
/** One kind without the subresource of the status. */
const DEFINITIONS = KINDS.map((kind) => definitionOf(kind, kind !== 'Defaults'));

let server: Server;
let options: CheckOptions;

function kubectl(args: readonly string[], input?: string): void {
  execFileSync('kubectl', args, { input, encoding: 'utf8' });
}

beforeAll(async () => {
  const names = DEFINITIONS.map(({ metadata }) => `crd/${metadata.name}`);
  kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: DEFINITIONS }));
  kubectl(['wait', '--for=condition=Established', ...names]);
  server = await Server.connect();
  const customKinds = new CustomKinds();
  const version = await server.version();
  addDefinitions(customKinds, DEFINITIONS, version);
  options = { version, customKinds };
  // the server needs a moment until it serves them
  await new Promise((resolve) => setTimeout(resolve, 3000));
}, 60_000);

afterAll(() => {
  server.close();
  kubectl(['delete', 'crd', ...DEFINITIONS.map(({ metadata }) => metadata.name), '--wait=false']);
});

function collectionOf(kind: string): string {
  const namespace = kind === 'Texts' ? '' : '/namespaces/default';
  return `/apis/${GROUP}/v1${namespace}/${kind.toLowerCase()}s`;
}

/** A refusal as `field type`. Some errors of the server have no field, and name it in the text. */
function placeOf({ field, reason, message }: any): string {
  const [, inText] =
    /"([^"]*)" must (?:not )?validate/.exec(message) ?? /Checked value .* in (\S+)$/.exec(message) ?? [];
  return `${field === '<nil>' ? (inText ?? message) : field} ${reason}`;
}

/** A value of a wrong type can also be out of the range of the type: one finding is enough. */
function isRangeOfWrongType(one: string, found: ReadonlySet<string>): boolean {
  return one.endsWith(' FieldValueInvalid') && found.has(one.replace(/Invalid$/, 'TypeInvalid'));
}

/** The unknown fields and the values that the server refuses. */
function theirs({ status, body }: Answer): Set<string> {
  const message = String(body.message);
  if (status === 400) {
    const unknown = [...message.matchAll(/unknown field "([^"]+)"/g)].map(([, field]) => `${field} unknown`);
    // a value in an embedded object that cannot be decoded
    const [, undecoded] = /cannot be handled as a \w+: (\S+): (?:Invalid value|json)/.exec(message) ?? [];
    return new Set(unknown.length > 0 ? unknown : [undecoded === undefined ? message : `${undecoded} undecoded`]);
  }
  return new Set(status === 422 ? (body.details?.causes ?? []).map(placeOf) : status < 300 ? [] : [message]);
}

function ours(object: any): Set<string> {
  return new Set(
    check(object, options)
      .filter(({ rule }) => rule.startsWith('api/'))
      .map(({ rule, path, type = 'unknown' }) => `${path} ${rule === 'api/unknown-field' ? 'unknown' : type}`),
  );
}

test.each(KINDS)(
  'lint and the API server agree on grown objects of %s',
  async (kind) => {
    const gardener = new SchemaGardener(kind, new Dice(SEED));
    const classes = new Map<string, { count: number; example: string }>();
    const tally = { accepted: 0, refused: 0, unknown: 0 };
    let left = COUNT;
    const work = async () => {
      while (left-- > 0) {
        const object = gardener.object();
        const answer = await server.tryToCreate(collectionOf(kind), object, 'Strict');
        const [found, refused] = [ours(object), theirs(answer)];
        tally[answer.status < 300 ? 'accepted' : answer.status === 400 ? 'unknown' : 'refused']++;
        // the server does not validate an object with unknown fields
        const own = answer.status === 400 ? [...found].filter((one) => one.endsWith(' unknown')) : [...found];
        const [undecoded] = [...refused].filter((one) => one.endsWith(' undecoded'));
        if (undecoded !== undefined && [...found].some((one) => one.startsWith(undecoded.split(' ')[0]))) {
          continue;
        }
        const differences = [
          ...own.filter((one) => !refused.has(one)).map((one) => `ours: ${one}`),
          ...[...refused]
            .filter((one) => !found.has(one) && !isRangeOfWrongType(one, found))
            .map((one) => `theirs: ${one}`),
        ];
        for (const one of differences) {
          const same = classes.get(pattern(one));
          const example = `${one}\n${JSON.stringify(object)}\n${JSON.stringify(answer.body.message)}`;
          classes.set(pattern(one), { count: (same?.count ?? 0) + 1, example: same?.example ?? example });
        }
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
    console.log(`${kind}, seed ${SEED}: ${COUNT}, ${JSON.stringify(tally)}`);
    const all = [...classes].sort(([, a], [, b]) => b.count - a.count);
    expect(all.map(([one, { count, example }]) => `${count} ${one}: ${example}`)).toEqual([]);
  },
  600_000,
);

/** Mistakes in a definition. */
const MISTAKES: Readonly<Record<string, (definition: any) => void>> = {
  none: () => undefined,
  name: ({ metadata }) => (metadata.name = `thing.${GROUP}`),
  'no name': ({ metadata }) => delete metadata.name,
  'invalid name': ({ metadata }) => (metadata.name = 'A_b'),
  group: ({ spec }) => (spec.group = 'Example.com'),
  'group without a dot': ({ spec }) => (spec.group = 'example'),
  'no group': ({ spec }) => delete spec.group,
  scope: ({ spec }) => (spec.scope = 'namespaced'),
  'no scope': ({ spec }) => delete spec.scope,
  plural: ({ spec }) => (spec.names.plural = 'Texts'),
  'no plural': ({ spec }) => delete spec.names.plural,
  kind: ({ spec }) => (spec.names.kind = 'My_Kind'),
  'no kind': ({ spec }) => delete spec.names.kind,
  'only a kind': ({ spec }) => (spec.names = { plural: spec.names.plural, kind: spec.names.kind }),
  'no names': ({ spec }) => (spec.names = {}),
  singular: ({ spec }) => (spec.names.singular = '1a'),
  listKind: ({ spec }) => (spec.names.listKind = spec.names.kind),
  'listKind of a wrong form': ({ spec }) => (spec.names.listKind = 'A.b'),
  shortNames: ({ spec }) => (spec.names.shortNames = ['a', 'B', '']),
  categories: ({ spec }) => (spec.names.categories = ['all', 'a.b']),
  'no storage version': ({ spec }) => (spec.versions[0].storage = false),
  'two storage versions': ({ spec }) => (spec.versions[1].storage = true),
  'two equal versions': ({ spec }) => (spec.versions[1].name = 'v1'),
  'name of a version': ({ spec }) => (spec.versions[1].name = '1.0'),
  'no name of a version': ({ spec }) => delete spec.versions[1].name,
  'no versions': ({ spec }) => (spec.versions = []),
  'no schema': ({ spec }) => delete spec.versions[1].schema,
  'empty schema': ({ spec }) => (spec.versions[1].schema = {}),
  deprecationWarning: ({ spec }) => (spec.versions[1].deprecationWarning = 'old'),
  preserveUnknownFields: ({ spec }) => (spec.preserveUnknownFields = true),
  'misspelt field': ({ spec }) => (spec.versions[0].schema.openAPIV3Schema.propertys = {}),
};

test.each(Object.keys(MISTAKES))(
  'lint and the API server agree on a definition with a mistake: %s',
  async (mistake) => {
    const definition = definitionOf('Texts');
    definition.metadata.name = `others.${GROUP}`;
    Object.assign(definition.spec.names, { plural: 'others', kind: 'Other', singular: 'other', listKind: 'OtherList' });
    MISTAKES[mistake](definition);
    const collection = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    const refused = theirs(await server.tryToCreate(collection, definition, 'Strict'));
    // the status that the server derives from the versions
    refused.delete('status.storedVersions FieldValueInvalid');
    expect([...ours(definition)].sort()).toEqual([...refused].sort());
  },
);
