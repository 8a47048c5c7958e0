import { findBuiltIn } from '../../kubernetes/built-in';
import { VERSIONS } from '../../kubernetes/schema';
import { check } from '../../rules/check/check';
import { pattern } from '../fuzz/compare';
import { Dice } from '../fuzz/dice';
import { OtherGardener } from '../fuzz/other-kinds';
import { SEEDS } from '../fuzz/other-seeds';
import { Answer, collectionOf, Server, serverVersion } from './server';

/** How many of each kind. */
const COUNT = Number(process.env.OTHER_KINDS ?? 1000);
const SEED = Number(process.env.SEED ?? 19);

let server: Server;
beforeAll(async () => void (server = await Server.connect()));
afterAll(() => server.close());

const version = serverVersion();

/** The server checks these fields of a Service first, and reports nothing else if one of them is invalid. */
const FIRST = /^spec\.((clusterIPs?|ipFamil\w+)\b|ports\S*nodePort .*already allocated)/;

/** What the server checks last, if there is no other error: levels of Pod Security, and the metadata of a budget. */
const LAST = /^(Namespace metadata\.labels\[pod-security|PodDisruptionBudget metadata\.)/;

/** What differs for a reason. */
const KNOWN = [
  // the server removes duplicate owners first
  /ours: metadata\.ownerReferences( |\[[1-9]\])/,
  // the server generates a name
  /^LimitRange ours: metadata\.name FieldValueRequired/,
  // the server has given this port to another port of the Service
  /^Service theirs: spec\.ports\[\d+\]\.nodePort FieldValueDuplicate/,
  // in a dry run, the server does not look at its range of ports; at a creation it refused them
  /^Service ours: spec\.ports\[\d+\]\.nodePort FieldValueInvalid/,
  // another Service of the run, or another port of the Service, has it
  /^Service theirs: spec\.ports\S*nodePort .*already allocated/,
  // a dot can start a name
  /^PodDisruptionBudget ours: metadata\.generateName/,
  // the range and the families of the cluster
  /^Service theirs: spec\.clusterIPs\S* FieldValueInvalid: .*(failed to allocate|not configured on this cluster)/,
  // since 1.37, the server ignores the prefix if there is a name
  /^ReplicationController ours: metadata\.generateName/,
];

/** The refusals of the server: `spec.ports[0].port FieldValueInvalid`. */
function theirs({ status, body }: Answer): Map<string, string> | undefined {
  if (status < 300) {
    return new Map();
  }
  const causes: any[] = body.details?.causes ?? [];
  return status === 422
    ? new Map(causes.map(({ field, reason, message }) => [`${field} ${reason}`, message]))
    : undefined;
}

function ours(object: any): Set<string> {
  const findings = check(object, { version }).filter(
    ({ rule, severity }) => severity === 'error' && /^api\//.test(rule),
  );
  return new Set(findings.map(({ path, type }) => `${path} ${type}`));
}

test.each(Object.keys(SEEDS))(
  'the rules and the API server agree on grown objects of %s',
  async (kind) => {
    const [apiVersion, name] = kind.split(' ');
    const known = findBuiltIn(apiVersion, name)!;
    expect(VERSIONS).toContain(version);
    const gardener = new OtherGardener(kind, known.struct, version, new Dice(SEED));
    const collection = collectionOf(known);
    const classes = new Map<string, { count: number; example: string }>();
    const tally = { accepted: 0, refused: 0, undecoded: 0 };
    const sites = new Set<string>();
    let left = COUNT;
    const work = async () => {
      while (left-- > 0) {
        const object = gardener.object();
        const answer = await server.tryToCreate(collection, object, 'Strict');
        const refusals = theirs(answer);
        if (refusals === undefined) {
          tally.undecoded++;
          const isFound = ours(object).size > 0;
          // the test sends the object to one namespace; a name can be missing if the server generates it
          if (!isFound && !/namespace of the provided object does not match/.test(String(answer.body.message))) {
            classes.set(`undecoded: ${pattern(String(answer.body.message))}`, {
              count: 1,
              example: JSON.stringify(object),
            });
          }
          continue;
        }
        tally[refusals.size === 0 ? 'accepted' : 'refused']++;
        refusals.forEach((message, place) => sites.add(pattern(`${place} ${message}`)));
        const found = ours(object);
        const isStopped = [...refusals].some(([one, message]) => FIRST.test(`${one}: ${message}`));
        const differences = [
          ...[...found]
            .filter((one) => !refusals.has(one) && !isStopped && !(refusals.size > 0 && LAST.test(`${name} ${one}`)))
            .map((one) => `ours: ${one}`),
          ...[...refusals].filter(([one]) => !found.has(one)).map(([one, message]) => `theirs: ${one}: ${message}`),
        ].filter((one) => !KNOWN.some((known) => known.test(`${name} ${one}`)));
        for (const one of differences) {
          const same = classes.get(pattern(one));
          const example = `${one}\n${JSON.stringify(object)}`;
          classes.set(pattern(one), { count: (same?.count ?? 0) + 1, example: same?.example ?? example });
        }
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
    console.log(
      `${kind}, seed ${SEED}: ${COUNT}, ${tally.accepted} accepted, ${tally.undecoded} not decoded, ${sites.size} sites`,
    );
    const all = [...classes].sort(([, a], [, b]) => b.count - a.count);
    expect(all.map(([one, { count, example }]) => `${count} ${one}: ${example}`)).toEqual([]);
  },
  3_600_000,
);
