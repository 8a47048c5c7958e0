import * as fs from 'fs';
import * as path from 'path';
import { CI_FILES } from '../cli/init/ci-files';
import { compilerProblems } from './code';
import { Workplace } from './command';

const place = new Workplace();
beforeEach(() => place.next());
afterAll(() => place.clear());

const FILES = ['.gitignore', 'cdk8s.yaml', 'main.ts', 'package.json', 'tsconfig.json', 'web.test.ts', 'web.ts'];

test('creates an app in a new folder, and prints its files and what to run', () => {
  const { status, stdout, stderr } = place.run('init', 'shop/web');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^shop\/web\/package\.json\n[^]*\n {2}npm install\n {2}npm run synth\n {2}npm test\n$/);
  expect(Object.keys(place.read('shop/web')).sort()).toEqual(FILES);
});

test('its help lists each option, and writes nothing', () => {
  const { status, stdout } = place.run('init', 'shop', '--help');
  expect(status).toBe(0);
  expect(['--ci', '--package', 'github', 'gitlab'].filter((word) => !stdout.includes(word))).toEqual([]);
  expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
  expect(fs.readdirSync(place.folder)).toEqual([]);
});

test('creates it in the working folder, beside other files', () => {
  place.write({ 'README.md': 'mine' });
  expect(place.run('init').status).toBe(0);
  expect(Object.keys(place.read('.')).sort()).toEqual([...FILES, 'README.md'].sort());
});

test('pins each version', () => {
  place.run('init');
  const { version, devDependencies: tested } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  const { dependencies, devDependencies } = JSON.parse(place.read('.')['package.json']);
  expect(dependencies).toEqual({
    cdk8s: tested.cdk8s,
    constructs: tested.constructs,
    'cdk8s-pod-patterns': version,
  });
  expect(Object.values(devDependencies).filter((one) => !/^\d+\.\d+\.\d+$/.test(String(one)))).toEqual([]);
});

test('--package is what package.json installs: for a file, its path from the folder', () => {
  place.write({ 'pods.tgz': '' });
  place.run('init', 'a/b', '--package', 'pods.tgz');
  place.run('init', 'c', '--package', 'github:example/pods');
  const specs = ['a/b', 'c'].map((folder) => JSON.parse(place.read(folder)['package.json']).dependencies);
  expect(specs.map((one) => one['cdk8s-pod-patterns'])).toEqual(['file:../../pods.tgz', 'github:example/pods']);
});

test('the chart and its test compile', () => {
  place.run('init');
  const { 'web.ts': web, 'web.test.ts': test, 'main.ts': main } = place.read('.');
  const named = (text: string): string => text.replace("'./web'", "'web'");
  expect(compilerProblems({ web, webTest: named(test), main: named(main) })).toEqual([]);
});

test.each(Object.keys(CI_FILES))('--ci %s also writes its CI file', (service) => {
  expect(place.run('init', 'app', '--ci', service).status).toBe(0);
  const files = place.read('app');
  const { scripts } = JSON.parse(files['package.json']);
  for (const name of Object.keys(CI_FILES[service])) {
    const used = [...files[name].matchAll(/npm run (\S+)/g)].map(([, script]) => script);
    expect(used.filter((script) => !(script in scripts))).toEqual([]);
  }
});

test.each([
  ['files', { 'app/web.ts': 'mine', 'app/cdk8s.yaml': 'mine' }, 'app/cdk8s.yaml, app/web.ts'],
  ['a folder', { 'app/package.json/a': 'mine' }, 'app/package.json'],
])('writes nothing over %s, and names them', (_, files, names) => {
  place.write(files);
  const { status, stdout, stderr } = place.run('init', 'app');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toBe(
    `init writes nothing, because it overwrites no file, and these exist: ${names}. Name a new folder.\n`,
  );
  expect(place.read('.')).toEqual(files);
});

test('writes nothing through a symbolic link that leads nowhere', () => {
  fs.symlinkSync(path.join(place.folder, 'gone'), path.join(place.folder, 'web.ts'));
  expect(place.run('init')).toMatchObject({ status: 2, stderr: expect.stringContaining('these exist: web.ts.') });
  expect(fs.readdirSync(place.folder)).toEqual(['web.ts']);
});

test('a file that cannot be written leaves nothing behind', () => {
  place.write({ 'app/.github': 'a file' });
  const { status, stderr } = place.run('init', 'app', '--ci', 'github');
  expect(status).toBe(2);
  expect(stderr).toContain('a part of the path is a file');
  expect(place.read('.')).toEqual({ 'app/.github': 'a file' });
});

test.each(["a'b $(touch x) `id`", 'a\nb', 'a\u001b[31m\u202eb', '…/—', 'a"b\\c', '--', ' '])(
  'a folder with the name %j is created, and printed safely',
  (name) => {
    const { status, stdout } = place.run('init', '--', name);
    expect(status).toBe(0);
    expect(Object.keys(place.read(name)).sort()).toEqual(FILES);
    expect(stdout).toMatch(/^[^\p{Cc}\u202e]*(\n[^\p{Cc}\u202e]*)*$/u);
    expect(stdout.split('\n').filter((line) => line.endsWith('package.json'))).toHaveLength(1);
  },
);

test.each([
  [['init', 'a', 'b'], 'init accepts at most 1 argument. Remove "b".'],
  [['init', ''], 'init: the folder has no name. Name a folder, or leave it out for the working folder.'],
  [['init', '--ci', 'jenkins'], '--ci must be one of github, gitlab, not "jenkins".'],
  [['init', '--ci', 'constructor'], '--ci must be one of github, gitlab, not "constructor".'],
  [['init', '--cl', 'github'], 'init has no option --cl. Did you mean --ci?'],
])('%j is an error', (args, message) => {
  expect(place.run(...args)).toEqual({ status: 2, stdout: '', stderr: `${message}\n` });
  expect(fs.readdirSync(place.folder)).toEqual([]);
});

test('a file in place of the folder is an error', () => {
  place.write({ app: 'a file' });
  expect(place.run('init', 'app')).toMatchObject({ status: 2, stderr: expect.stringMatching(/^app\/.*is a file/) });
  expect(place.read('.')).toEqual({ app: 'a file' });
});

const MANIFESTS = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: 'nginx:1.29' }] } # the server
---
apiVersion: v1
kind: Secret
metadata: { name: login }
stringData: { password: hunter2 }
`;

describe('--from', () => {
  const files = [
    '.cdk8s-pods/import/login.ts.base',
    '.cdk8s-pods/import/main.ts.base',
    '.cdk8s-pods/import/web.ts.base',
  ];

  test('imports manifests as charts, with a test of them', () => {
    place.write({ 'k8s/web.yaml': MANIFESTS.split('---')[0], 'k8s/login.yaml': MANIFESTS.split('---')[1] });
    const { status, stdout, stderr } = place.run('init', 'app', '--from', 'k8s');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const app = place.read('app');
    const own = ['login.ts', 'main.test.ts', ...FILES.filter((name) => name !== 'web.test.ts'), ...files];
    expect(Object.keys(app).sort()).toEqual(own.sort());
    expect(app['web.ts']).toContain('// the server');
    expect(app['package.json']).toContain('--test main.test.ts');
    expect(app['main.test.ts']).toContain("new WebChart(app, 'web');");
    expect(stdout).toContain('Replace these names in it: SECRET_LOGIN_PASSWORD.');
    expect(Object.values(app).join('')).not.toContain('hunter2');
  });

  test('a later import into the app changes nothing', () => {
    place.write({ 'web.yaml': MANIFESTS.split('---')[0] });
    place.run('init', 'app', '--from', 'web.yaml');
    const before = place.read('app');
    place.run('import', 'web.yaml', '--output', 'app');
    expect(place.read('app')).toEqual(before);
  });

  test.each([
    ['a file that is not YAML', { 'k8s/a.yaml': 'a: [' }, 'k8s/a.yaml'],
    ['a missing file', {}, 'k8s'],
  ])('%s is an error, and nothing is written', (_, written, name) => {
    place.write(written);
    const { status, stderr } = place.run('init', 'app', '--from', 'k8s');
    expect(status).toBe(2);
    expect(stderr).toContain(name);
    expect(place.read('.')).toEqual(written);
  });

  test('overwrites no chart', () => {
    place.write({ 'web.yaml': MANIFESTS.split('---')[0], 'app/web.ts': 'mine' });
    const { status, stderr } = place.run('init', 'app', '--from', 'web.yaml');
    expect(status).toBe(2);
    expect(stderr).toContain('these exist: app/web.ts.');
  });
});
