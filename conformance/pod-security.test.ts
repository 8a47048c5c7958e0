import { basename, join } from 'path';
import { kindOf } from '../kubernetes/kinds';
import { valueAt } from '../util/plain-object';
import { Finding } from '../rules/finding';
import { PodModel } from '../rules/model/pod-model';
import { podSecurity } from '../rules/pod-security-standard';
import { admitted } from '../rules/pod-security-standard/admitted';
import { checksOf } from '../rules/pod-security-standard/violations';
import { fixtures, libraryFixtures, libraryHistories, modelOf, ourHistory } from './pod-security-library';
import { mutants } from './pod-security-pods';
import { Random } from './random';
import { realManifests, SHARED, storedPods } from './shared';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));
const count = Number(process.env.COUNT ?? 20_000);

const real = realManifests().flatMap(({ name, manifest }) => {
  const kind = kindOf(manifest);
  return kind === undefined ? [] : [{ name, pod: valueAt<any>(manifest, kind.template) }];
});
const ours = fixtures(join(SHARED, 'cases', 'pod-security'));
const theirs = libraryFixtures();

/** The value of a field that cannot be omitted. */
const VALUES: [RegExp, any][] = [
  [/allowPrivilegeEscalation$/, false],
  [/capabilities\.drop$/, ['ALL']],
  [/runAsNonRoot$/, true],
  [/seccompProfile$/, { type: 'RuntimeDefault' }],
  [/Profile\.type$/, 'RuntimeDefault'],
  [/capabilities\.add\[\d+\]$/, 'NET_BIND_SERVICE'],
  [/volumes\[\d+\]$/, { name: 'v', emptyDir: {} }],
  [/sysctls\[\d+\]\.name$/, 'net.ipv4.tcp_syncookies'],
];

/** The pod after the fix: each invalid field is corrected or removed. */
function mended(pod: any, findings: Finding[]): any {
  const copy = JSON.parse(JSON.stringify(pod));
  for (const { path } of findings) {
    const place = path.replace(/(volumes\[\d+\]).*/, '$1');
    const steps = (place.match(/\[[^\]]*\]|[^.[\]]+/g) ?? []).map((step) => step.replace(/^\[|\]$/g, ''));
    const last = steps.pop()!;
    const holder = steps.reduce((value, step) => (value[step] ??= {}), copy);
    holder[last] = VALUES.find(([field]) => field.test(place))?.[1];
  }
  return JSON.parse(JSON.stringify(copy));
}

/** The first pod with different histories. The rules read the models, and the library reads the pods. */
function disagreement(pods: any[], models: PodModel[] = pods.map(modelOf)): any {
  const histories = libraryHistories(pods);
  for (const [i, model] of models.entries()) {
    const [ours, theirs] = [ourHistory(model), histories[i]];
    if (JSON.stringify(ours) !== JSON.stringify(theirs)) {
      return { pod: JSON.stringify(pods[i]), ours, theirs };
    }
  }
  return undefined;
}

describe('the fixtures', () => {
  test.each([
    ['of this project', ours, 126],
    ["of the plugin's library", theirs, 4500],
  ])(
    "%s: each level admits the pods that pass, and rejects the others with the check of the file's name",
    (_, all, atLeast) => {
      expect(all.length).toBeGreaterThanOrEqual(atLeast);
      const wrong = all.filter(({ file, level, version, passes, pod }) => {
        const rules = podSecurity(modelOf(pod), level, version).map(({ rule }) =>
          rule.replace(/^pod-security\/|-/g, ''),
        );
        const check = basename(file).replace(/\d*\.yaml$|_/g, '');
        const isActive = checksOf(level, Number(version.slice(3))).some(
          ({ id }) => id.replace(/^pod-security\/|-/g, '') === check,
        );
        return passes ? rules.length > 0 : rules.length === 0 || (isActive && !rules.includes(check));
      });
      expect(wrong.map(({ file }) => file)).toEqual([]);
    },
  );

  test("the plugin's library gives the same reasons and details, at each level in each version", () => {
    expect(disagreement([...ours, ...theirs].map(({ pod }) => pod))).toBeUndefined();
  });
});

test("the rules and the plugin's library agree on each real pod and pod template, at each level in each version", () => {
  expect(real.length).toBeGreaterThan(50);
  expect(disagreement(real.map(({ pod }) => pod))).toBeUndefined();
});

const bases = [...real, ...ours, ...ours].map(({ pod }) => pod);

test(`the rules and the plugin's library agree on ${count} pods grown from seed ${seed}, at each level in each version`, () => {
  expect(disagreement(mutants(bases, count, new Random(seed), true))).toBeUndefined();
});

test(`who mends all that is found in a pod is done: pods grown from seed ${seed}`, () => {
  const pods = mutants(bases, 5_000, new Random(seed + 2), false);
  const left = pods.flatMap((pod) => {
    const findings = podSecurity(modelOf(pod), 'restricted', 'latest');
    const more = podSecurity(modelOf(mended(pod, findings)), 'restricted', 'latest');
    return more.length === 0 ? [] : [{ pod: JSON.stringify(pod), findings, more }];
  });
  expect(left[0]).toBeUndefined();
});

test(`the rules and the plugin's library agree on pods grown from seed ${seed} as the API server stores them`, () => {
  const pods = mutants(bases, count / 2, new Random(seed + 1), false);
  const stored = storedPods('1.37', pods);
  const valid = pods.flatMap((pod, i) => (stored[i] === undefined ? [] : [{ pod, stored: stored[i] }]));
  process.stdout.write(`${valid.length} of ${pods.length} pods are valid\n`);
  expect(
    disagreement(
      valid.map((one) => one.stored),
      valid.map(({ pod }) => admitted(modelOf(pod))),
    ),
  ).toBeUndefined();
});
