/**
 * Fields that the API server drops silently. In pods that it accepts, it does not store the fields that the rules report as dropped, and
 * it stores all others. This tests kubernetes/dropped.ts.
 */
import { check } from '../rules/check/check';
import { Dice } from './fuzz/dice';
import { Gardener } from './fuzz/pods';
import { json, podcheckStored, realManifests, SERVERS } from './shared';

const COUNT = 10_000;

/** Paths of the values of a spec that are not empty, zero or false: for these, Go decides whether they are stored. */
function leaves(value: any, path: string, found: string[] = []): string[] {
  if (typeof value !== 'object' || value === null) {
    // JSON writes an undefined item of a list as null
    if (value) {
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

/** Removes volumes and their mounts from a spec. */
function removeVolumes(spec: any, paths: readonly string[]): void {
  if (paths.length > 0) {
    const dropped = spec.volumes.filter((_: any, i: number) => paths.includes(`spec.volumes[${i}].image`));
    const names = new Set(dropped.map(({ name }: any) => name));
    spec.volumes = spec.volumes.filter((volume: any) => !dropped.includes(volume));
    for (const container of [spec.containers, spec.initContainers].flatMap((list) => list ?? [])) {
      if (container.volumeMounts) {
        container.volumeMounts = container.volumeMounts.filter((mount: any) => !names.has(mount?.name));
      }
    }
  }
}

/** Fields that the server copies from another field. */
const IN_STEP = /^spec\.serviceAccount$/;

test.each(SERVERS)('%s', (version) => {
  const gardener = new Gardener(realManifests(), version, new Dice(7));
  const pods = Array.from({ length: COUNT }, () => gardener.object());
  const wrong = new Map<string, string>();
  let dropped = 0;
  podcheckStored(version, pods).forEach(({ pod: stored }, i) => {
    if (stored === undefined) {
      return;
    }
    const pathsOf = (id: string) =>
      // an object with a uid is one that a server returned
      check({ ...pods[i], apiVersion: 'v1', kind: 'Pod', metadata: { ...pods[i].metadata, uid: '' } }, { version })
        .filter(({ rule }) => rule === id)
        .map(({ path }) => path);
    const volumes = pathsOf('dropped-volume');
    removeVolumes(pods[i].spec, volumes);
    dropped += volumes.length;
    expect(stored.spec.volumes?.filter(({ image }: any) => image) ?? []).toHaveLength(
      pods[i].spec.volumes?.filter((volume: any) => volume?.image).length ?? 0,
    );
    const places = pathsOf('dropped-field');
    const kept = new Set(leaves(stored.spec, 'spec'));
    for (const path of leaves(pods[i].spec, 'spec')) {
      const isDropped = places.some((place) => isBelow(path, place));
      dropped += isDropped ? 1 : 0;
      // a default can replace a dropped value
      if (isDropped === kept.has(path) && !IN_STEP.test(path) && !/\.procMount$/.test(path)) {
        wrong.set(path.replace(/\[\d+\]/g, '[]'), `${isDropped ? 'stored after all' : 'dropped'}: ${json(pods[i])}`);
      }
    }
  });
  expect([...wrong]).toEqual([]);
  expect(dropped).toBeGreaterThan(10);
});
