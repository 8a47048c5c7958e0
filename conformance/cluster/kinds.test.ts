import { execFileSync } from 'child_process';
import { SERVED } from '../../rules/check/unknown-kind';

/** The kinds of a group version that the server can create. */
function creatable(version: string): string[] {
  const address = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
  const { resources } = JSON.parse(execFileSync('kubectl', ['get', '--raw', address], { encoding: 'utf8' }));
  return resources.flatMap(({ name, kind, verbs }: any) =>
    verbs.includes('create') && !name.includes('/') ? [kind] : [],
  );
}

/** All versions of a group that the server has. */
function versionsOf(group: string): string[] {
  const { groups } = JSON.parse(execFileSync('kubectl', ['get', '--raw', '/apis'], { encoding: 'utf8' }));
  const found = groups.find(({ name }: any) => name === group);
  return found === undefined ? [] : found.versions.map(({ groupVersion }: any) => groupVersion);
}

test.each(Object.keys(SERVED))('%s has the kinds that the rules know, and no others', (version) => {
  expect(creatable(version).sort()).toEqual(SERVED[version]);
});

test('their groups have no other version, and extensions is gone', () => {
  expect(['apps', 'batch', 'extensions'].flatMap(versionsOf)).toEqual(['apps/v1', 'batch/v1']);
});
