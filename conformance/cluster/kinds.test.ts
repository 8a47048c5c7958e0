import { execFileSync } from 'child_process';
import { allBuiltIn, isServed } from '../../kubernetes/built-in';

const get = (address: string): any =>
  JSON.parse(execFileSync('kubectl', ['get', '--raw', address], { encoding: 'utf8' }));

/** The kinds of a group version that the server can create. */
function creatable(apiVersion: string): string[] {
  const { resources } = get(apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`);
  return resources.flatMap(({ name, kind, verbs }: any) =>
    verbs.includes('create') && !name.includes('/') ? [`${apiVersion} ${kind}`] : [],
  );
}

test('the server has the kinds that the rules know by default, and no others', () => {
  const { major, minor } = get('/version');
  const groups: any[] = get('/apis').groups;
  const apiVersions = groups.flatMap(({ versions }) => versions.map((one: any): string => one.groupVersion));
  const known = allBuiltIn().filter((kind) => isServed(kind, `${major}.${minor}`));
  expect(['v1', ...apiVersions].flatMap(creatable).sort()).toEqual(
    known.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`).sort(),
  );
});
