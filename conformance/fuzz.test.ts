/**
 * Compares the rules with the API server's own validation, on pods that are grown from real manifests and mutated. FUZZ_COUNT sets the
 * number of pods for the versions in `MOST_PODS`; other versions get a fifth. FUZZ_SEED selects the pods.
 */
import * as fs from 'fs';
import * as path from 'path';
import { Survey, survey } from './fuzz/survey';
import { json, SERVERS } from './shared';

const COUNT = Number(process.env.FUZZ_COUNT ?? 5_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

const MOST_PODS = ['1.27', '1.30', '1.35', '1.37'];
const countOf = (version: string): number => Math.ceil(MOST_PODS.includes(version) ? COUNT : COUNT / 5);

/** Where the server's own answer is an accident of the order of its checks: what differs, and why. */
const KNOWN: readonly (readonly [difference: RegExp, why: string])[] = [
  [
    /^theirs: spec\.volumes\[\]\..*\b(user|defaultUser) /,
    'of a volume with two sources, fields behind a gate that is off are dropped from one of them alone',
  ],
];

const RULES = path.join(__dirname, '..', 'rules');

/** Rules on what makes pods: conformance/cluster puts them to a whole API server. */
const OF_WORKLOADS =
  /^(cron-|job|large-indexed-job|pod-failure-policy|revision-history|selector|stateful-set|success-policy|update-strategy|workload)/;

/** Rules on other kinds: conformance/cluster compares them with a whole API server, too. */
const OF_OTHER_KINDS =
  /^(autoscaler|config-data|custom-resource-definition|disruption-budget|endpoint-slice|ingress|limit-range|namespace|network-policy|persistent-volume|priority-class|resource-quota|role|runtime-class|schema|secret-|service|storage-class)/;

/** Every place in the rules that reports something. */
function places(): string[] {
  return ['api', 'api-warning', 'validation'].flatMap((folder) =>
    fs
      .readdirSync(path.join(RULES, folder))
      .filter((file) => file.endsWith('.ts') && !OF_WORKLOADS.test(file) && !OF_OTHER_KINDS.test(file))
      .flatMap((file) =>
        fs
          .readFileSync(path.join(RULES, folder, file), 'utf8')
          .split('\n')
          .flatMap((line, i) =>
            /\bcontext\.(invalid|required|forbidden|duplicate|notFound|notSupported|error|warn)\(/.test(line)
              ? [`${folder}/${file}:${i + 1}`]
              : [],
          ),
      ),
  );
}

function unreached(surveys: readonly Survey[]): string[] {
  const reached = new Set(surveys.flatMap((one) => [...one.reached]));
  return places().filter((place) => !reached.has(place));
}

const surveys: Survey[] = [];

describe.each(SERVERS)('%s', (version) => {
  const count = countOf(version);
  test(`${count} pods from seed ${SEED}: no disagreement in verdict, field or type, nor in warnings`, () => {
    const one = survey(version, count, SEED);
    surveys.push(one);
    const unknown = [...one.differences].filter(([key]) => !KNOWN.some(([difference]) => difference.test(key)));
    process.stdout.write(
      `${version}, seed ${SEED}: ${count} pods, ${one.accepted} accepted, ${one.unread} not readable; ` +
        `${one.sites.size} pairs of field and message reached; ${unknown.length} kinds of disagreement\n`,
    );
    expect(unknown.map(([key, { count: times, pod }]) => `${times} times ${key}\n${json(pod)}`)).toEqual([]);
    if (version === '1.37' && count >= 100_000) {
      expect(one.sites.size).toBeGreaterThan(1000);
    }
  }, 3_600_000);
});

test('most rules reported a finding', () => {
  const left = unreached(surveys);
  process.stdout.write(`of ${places().length} places in the rules, ${left.length} not reached:\n${left.join('\n')}\n`);
  expect(left.length).toBeLessThan(places().length / 4);
});
