import { basename, join } from 'path';
import { at, kindOf } from '../kubernetes/kinds';
import { Finding } from '../rules/finding';
import { podSecurity } from '../rules/pod-security';
import { admitted } from '../rules/pod-security/admitted';
import { checksOf } from '../rules/pod-security/checks';
import { fixtures, libraryFixtures, libraryHistories, ourHistory } from './pod-security-library';
import { mutants } from './pod-security-pods';
import { Random } from './random';
import { realManifests, SHARED, storedPods } from './shared';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 32));
const count = Number(process.env.COUNT ?? 20_000);

const real = realManifests().flatMap(({ name, manifest }) => {
  const kind = kindOf(manifest);
  return kind === undefined ? [] : [{ name, pod: at(manifest, kind.template) }];
});
const ours = fixtures(join(SHARED, 'cases', 'pod-security'));
const theirs = libraryFixtures();

/** What a field has to be where it cannot be left out. */
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

/** The pod with each place that is wrong set right, or taken out. */
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

/** The first pod on which the two are not of one mind, with what each says. */
function disagreement(pods: any[], judged = pods): any {
  const histories = libraryHistories(judged);
  for (const [i, pod] of pods.entries()) {
    const [we, they] = [ourHistory(pod), histories[i]];
    if (JSON.stringify(we) !== JSON.stringify(they)) {
      return { pod: JSON.stringify(pod), we, they };
    }
  }
  return undefined;
}

describe('the fixtures', () => {
  test.each([
    ['of this project', ours, 126],
    ["of the plugin's library", theirs, 4500],
  ])(
    '%s: each level admits what is to pass, and refuses the rest by the check that the file is named for',
    (_, all, atLeast) => {
      expect(all.length).toBeGreaterThanOrEqual(atLeast);
      const wrong = all.filter(({ file, level, version, passes, pod }) => {
        const rules = podSecurity(pod, level, version).map(({ rule }) => rule.replace(/^pod-security\/|-/g, ''));
        const check = basename(file).replace(/\d*\.yaml$|_/g, '');
        const isActive = checksOf(level, Number(version.slice(3))).some(({ id }) => id.replace(/-/g, '') === check);
        return passes ? rules.length > 0 : rules.length === 0 || (isActive && !rules.includes(check));
      });
      expect(wrong.map(({ file }) => file)).toEqual([]);
    },
  );

  test("the plugin's library gives the same reasons and details, at each level in each version", () => {
    expect(disagreement([...ours, ...theirs].map(({ pod }) => pod))).toBeUndefined();
  });
});

test("the plugin's library says the same of each real pod and pod template, at each level in each version", () => {
  expect(real.length).toBeGreaterThan(50);
  expect(disagreement(real.map(({ pod }) => pod))).toBeUndefined();
});

const bases = [...real, ...ours, ...ours].map(({ pod }) => pod);

test(`the plugin's library says the same of ${count} pods grown from seed ${seed}, at each level in each version`, () => {
  expect(disagreement(mutants(bases, count, new Random(seed), true))).toBeUndefined();
});

test(`who mends all that is found in a pod is done: pods grown from seed ${seed}`, () => {
  const pods = mutants(bases, 5_000, new Random(seed + 2), false);
  const left = pods.flatMap((pod) => {
    const findings = podSecurity(pod, 'restricted', 'latest');
    const more = podSecurity(mended(pod, findings), 'restricted', 'latest');
    return more.length === 0 ? [] : [{ pod: JSON.stringify(pod), findings, more }];
  });
  expect(left[0]).toBeUndefined();
});

test(`the plugin's library says the same of what the API server makes of pods grown from seed ${seed}`, () => {
  const pods = mutants(bases, count / 2, new Random(seed + 1), false);
  const stored = storedPods('1.37', pods);
  const admitting = pods.map((pod, i) => [admitted(pod), stored[i]]).filter(([, pod]) => pod !== undefined);
  process.stdout.write(`${admitting.length} of ${pods.length} pods are valid\n`);
  expect(
    disagreement(
      admitting.map(([pod]) => pod),
      admitting.map(([, pod]) => pod),
    ),
  ).toBeUndefined();
});
