import { allBuiltIn, BuiltInKind, isServed } from '../../kubernetes/built-in';
import { VERSIONS } from '../../kubernetes/schema';
import { check } from '../../rules/check/check';
import { fieldVersion, quantity, type, unknownField } from '../../rules/decode/rules';
import { Broken, KindGardener } from '../fuzz/any-kind';
import { Dice } from '../fuzz/dice';
import { Answer, collectionOf, Server, serverVersion } from './server';

const [version] = [serverVersion()].filter((one) => (VERSIONS as readonly string[]).includes(one));
const kinds = allBuiltIn().filter((kind) => isServed(kind, version));

let server: Server;
beforeAll(async () => void (server = await Server.connect()));
afterAll(() => server.close());

/** How many objects of each kind. */
const COUNT = Number(process.env.KINDS ?? 200);
const SEED = Number(process.env.SEED ?? 19);

const OF_DECODING = new Set([unknownField, fieldVersion, type, quantity].map(({ id }) => id));

/** What the decoder of the server reports. Undefined if it decodes the object. */
function refusalOf({ status, body }: Answer): string | undefined {
  const message = String(body.message);
  // another 4xx is the answer to a decoded object
  return status === 400 && message.includes('cannot be handled as') ? message : undefined;
}

const isPartOf = (part: string, whole: string): boolean => whole.startsWith(`${part}.`) || whole.endsWith(part);

/** What differs between the findings and the answer of the server. */
function difference({ object, how, path, fields }: Broken, refusal: string | undefined): string | undefined {
  const findings = check(object, { version }).filter(({ rule }) => OF_DECODING.has(rule));
  const ours = findings.map(({ rule, path: at }) => `${rule} ${at}`).join(', ');
  if (refusal === undefined || ours === '') {
    return (refusal === undefined) === (ours === '') ? undefined : `${how}: ours: ${ours}; theirs: ${refusal}`;
  }
  const [, unknown] = /unknown field "([^"]+)"/.exec(refusal) ?? [];
  const [, written] = /Go struct field \w+\.(\S+) of type/.exec(refusal) ?? [];
  // Go names the structs that it embeds: `rules.RuleWithOperations.Rule.scope`
  const wrong = written?.replace(/\b[A-Z]\w*\./g, '');
  // an error in a value that decodes itself has no path, or only the start or the rest of it
  const isSame =
    findings.every((one) => one.path === path || one.path.startsWith(`${path}.`) || one.path.startsWith(`${path}[`)) &&
    (unknown === undefined || findings.some((one) => one.path === unknown)) &&
    (wrong === undefined || isPartOf(wrong, fields.join('.')) || wrong.startsWith(fields.join('.')));
  return isSame ? undefined : `${how} at ${path}: ours: ${ours}; theirs: ${refusal}`;
}

test.each(kinds.map((kind): [string, BuiltInKind] => [`${kind.apiVersion} ${kind.kind}`, kind]))(
  'the rules and the API server agree on objects of %s with a broken field',
  async (name, kind) => {
    const gardener = new KindGardener(version, new Dice(SEED));
    const collection = collectionOf(kind);
    const differences: string[] = [];
    let [left, refused] = [COUNT, 0];
    const work = async () => {
      while (left-- > 0) {
        const broken = gardener.broken(kind);
        const refusal = refusalOf(await server.tryToCreate(collection, broken.object, 'Strict'));
        refused += refusal === undefined ? 0 : 1;
        const found = difference(broken, refusal);
        if (found !== undefined) {
          differences.push(`${found}\n${JSON.stringify(broken.object)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
    console.log(`${name}, seed ${SEED}: ${COUNT}, ${refused} not decoded`);
    expect(differences).toEqual([]);
  },
  600_000,
);
