/**
 * What the API server drops without a word: of pods that it takes, each field that the rules say is dropped is not stored, and each
 * other one is. This proves kubernetes/dropped.ts, both ways, for the versions that can be asked.
 */
import { api } from '../rules/api';
import { Dice } from './fuzz/dice';
import { Gardener } from './fuzz/pods';
import { podcheckStored, realManifests } from './shared';

const COUNT = 10_000;

/** Paths of the values of a spec that say something: what is empty, zero or false is stored or not, as Go has it. */
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

/** Fields that the server keeps in step with another one. */
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
      // a default may come in the place of what is dropped
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
