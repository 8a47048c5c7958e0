import { lint as lintManifests } from '../rules/check/lint';
import { Ended, Workplace } from './command';
import { expectSafe, HOSTILE } from './hostile';

/** What lint reports about the objects that it checked, and about those whose schema is unknown. */

let place: Workplace;
beforeAll(() => (place = new Workplace()));
afterAll(() => place.clear());
beforeEach(() => place.next());

const lint = (...args: string[]): Ended => place.run('lint', ...args);
const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: web:1.0}]}\n';
const rollout = (name: string, version = 'v1alpha1') =>
  `apiVersion: argoproj.io/${version}\nkind: Rollout\nmetadata: {name: ${name}}\n`;
const monitor = 'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: web}\n';
const join = (...documents: string[]) => documents.join('---\n');

describe('the summary', () => {
  test('counts the objects without a known schema, by kind', () => {
    place.write({ 'a.yaml': join(pod, rollout('a')), 'b.yaml': join(rollout('b'), monitor) });
    expect(lint('.').stderr).toBe(
      '4 objects in 2 files: no findings; 3 objects without a known schema: 2 Rollout, 1 ServiceMonitor\n',
    );
  });

  test('is as short as before if all schemas are known', () => {
    place.write({ 'a.yaml': pod });
    expect(lint('.').stderr).toBe('1 object in 1 file: no findings\n');
  });

  test('lists only some of many kinds, and is safe', () => {
    const kinds = [...Object.values(HOSTILE), ...Array.from({ length: 30 }, (_, i) => `K${i}`), 'x'.repeat(10_000)];
    const objects = kinds.map((kind) => JSON.stringify({ apiVersion: 'a.example/v1', kind, metadata: { name: 'a' } }));
    place.write({ 'a.yaml': objects.join('\n---\n') });
    for (const args of [[], ['--verbose'], ['-f', 'sarif'], ['-f', 'junit']]) {
      const { stdout, stderr } = lint('a.yaml', ...args);
      expectSafe(stdout);
      expectSafe(stderr);
      expect(stderr.trimEnd().split('\n').pop()!.length).toBeLessThan(1500);
    }
  });
});

test('--verbose lists all kinds, and the ignored files with the reason', () => {
  place.write({
    'a.yaml': join(pod, rollout('a'), rollout('b', 'v2'), pod.replace('name: web', 'name: api')),
    'kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: patch.yaml}]\n',
    'patch.yaml': pod,
    'package.json': '{"name": "a"}',
  });
  lint('.', '-b', 'accepted.json', '--update-baseline');
  expect(lint('.', '--verbose').stderr).toBe(`2 Pod of v1: checked.
1 Rollout of argoproj.io/v1alpha1: fields not checked, because no schema is known.
1 Rollout of argoproj.io/v2: fields not checked, because no schema is known.
accepted.json: ignored: a baseline of lint.
kustomization.yaml: ignored: a kustomization.
package.json: ignored: no document has an apiVersion or a kind.
patch.yaml: ignored: a patch of kustomize.
4 objects in 1 file: no findings; 2 objects without a known schema: 2 Rollout; 1 file ignored: kustomize patch
`);
});

describe('--strict', () => {
  const rules = (...args: string[]) =>
    JSON.parse(lint(...args, '-f', 'json').stdout).map(({ rule, object, line }: any) => [rule, object.kind, line]);

  test('reports kinds whose schema is unknown as errors', () => {
    place.write({ 'a.yaml': join(pod, rollout('a')) });
    expect(lint('a.yaml').status).toBe(0);
    expect(lint('a.yaml', '--strict')).toMatchObject({ status: 1 });
    expect(lint('a.yaml', '--strict').stdout).toContain(`a.yaml:7:7 error unknown-schema
  7 | kind: Rollout
    |       ^^^^^^^
  Rollout a, kind: no schema is known for "Rollout" of "argoproj.io/v1alpha1".
`);
  });

  test('once for an object whose kind does not exist', () => {
    place.write({ 'a.yaml': 'apiVersion: v1\nkind: Pood\nmetadata: {name: a}\n' });
    expect(rules('a.yaml', '--strict')).toEqual([['api/kind', 'Pood', 2]]);
  });

  test('can be waived, and be set in the settings file', () => {
    place.write({ 'a.yaml': rollout('a'), '.cdk8s-pods.yaml': 'strict: true\n' });
    expect(lint('a.yaml').status).toBe(1);
    expect(lint('a.yaml', '--waive', 'unknown-schema')).toMatchObject({ status: 0 });
    place.write({ 'a.yaml': `# cdk8s-pods waive unknown-schema: the operator checks it\n${rollout('a')}` });
    expect(lint('a.yaml').status).toBe(0);
    // without --strict, the waiver is not unused
    place.write({ '.cdk8s-pods.yaml': 'strict: false\n' });
    expect(lint('a.yaml').status).toBe(0);
    place.write({ '.cdk8s-pods.yaml': 'strict: "yes"\n' });
    expect(lint('a.yaml').stderr).toBe('.cdk8s-pods.yaml: "strict" must be true or false, and is "yes".\n');
  });

  test('is an option of the function', () => {
    const manifest = { apiVersion: 'a.example/v1', kind: 'Thing', metadata: { name: 'a' } };
    expect(lintManifests([manifest])).toEqual([]);
    expect(lintManifests([manifest], { strict: true }).map(({ rule }) => rule)).toEqual(['unknown-schema']);
  });
});

test('SARIF and JUnit have the counts', () => {
  place.write({ 'a.yaml': join(pod, rollout('a'), rollout('b')) });
  expect(JSON.parse(lint('a.yaml', '-f', 'sarif').stdout).runs[0].properties).toEqual({
    files: 1,
    objects: 3,
    kinds: [
      { apiVersion: 'v1', kind: 'Pod', objects: 1, schema: true },
      { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', objects: 2, schema: false },
    ],
  });
  expect(lint('a.yaml', '-f', 'junit').stdout).toContain(`    <properties>
      <property name="objects" value="3"/>
      <property name="objects without a known schema" value="2 Rollout"/>
    </properties>
`);
});
