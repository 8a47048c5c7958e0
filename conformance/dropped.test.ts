/**
 * Fields that the API server drops silently. In pods that it accepts, it does not store the fields that the rules report as dropped, and
 * it stores all others. This tests kubernetes/dropped.ts for the versions that have a test program.
 */
import { apiFindings as api } from '../rules/check/check';
import { Dice } from './fuzz/dice';
import { Gardener } from './fuzz/pods';
import { podcheckStored, realManifests } from './shared';

const COUNT = 10_000;

/** Paths of the values of a spec that are not empty, zero or false: for these, Go decides whether they are stored. */
function leaves(value: any, path: string, found: string[] = []): string[] {
  if (typeof value !== 'object' || value === null) {
    if (value !== null && value !== 0 && value !== '' && value !== false) {
      found.push(path);
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, i) => leaves(item, `${path}[${i}]`, found));
  } else {
    Object.keys(value).forEach((key) => leaves(value[key], `${path}.${key}`, found));
  }
  return found;
}

function isBelow(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);
}

/** Fields that the server copies from another field. */
const IN_STEP = /^spec\.serviceAccount$/;

test.each(['1.27', '1.30', '1.37'])('%s', (version) => {
  const gardener = new Gardener(realManifests(), version, new Dice(7));
  const pods = Array.from({ length: COUNT }, () => gardener.object());
  const wrong = new Map<string, string>();
  let dropped = 0;
  podcheckStored(version, pods).forEach(({ pod: stored }, i) => {
    if (stored === undefined) {
      return;
    }
    const places = api(pods[i], version)
      .filter(({ rule }) => rule === 'dropped-field')
      .map(({ path }) => path);
    const kept = new Set(leaves(stored.spec, 'spec'));
    for (const path of leaves(pods[i].spec, 'spec')) {
      const isDropped = places.some((place) => isBelow(path, place));
      dropped += isDropped ? 1 : 0;
      // a default can replace a dropped value
      if (isDropped === kept.has(path) && !IN_STEP.test(path) && !/\.procMount$/.test(path)) {
        wrong.set(
          path.replace(/\[\d+\]/g, '[]'),
          `${isDropped ? 'stored after all' : 'dropped'}: ${JSON.stringify(pods[i])}`,
        );
      }
    }
  });
  expect([...wrong]).toEqual([]);
  expect(dropped).toBeGreaterThan(100);
});
