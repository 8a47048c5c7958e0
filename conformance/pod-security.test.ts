import * as path from 'path';
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
  const { spec } = manifest;
  const pod = manifest.kind === 'Pod' ? manifest : (spec?.jobTemplate?.spec.template ?? spec?.template);
  return pod?.spec?.containers === undefined ? [] : [{ name, pod }];
});
const ours = fixtures(path.join(SHARED, 'cases', 'pod-security'));
const theirs = libraryFixtures();

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
        const check = path.basename(file).replace(/\d*\.yaml$|_/g, '');
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

test(`the plugin's library says the same of what the API server makes of pods grown from seed ${seed}`, () => {
  const pods = mutants(bases, count, new Random(seed + 1), false);
  const stored = storedPods('1.37', pods);
  const admitting = pods.map((pod, i) => [admitted(pod), stored[i]]).filter(([, pod]) => pod !== undefined);
  process.stdout.write(`${admitting.length} of ${count} pods are valid\n`);
  expect(
    disagreement(
      admitting.map(([pod]) => pod),
      admitting.map(([, pod]) => pod),
    ),
  ).toBeUndefined();
});
