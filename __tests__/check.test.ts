import { spawn, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Workplace } from './command';

const root = path.dirname(__dirname);
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

let place: Workplace;
beforeAll(() => (place = new Workplace()));
afterAll(() => place.clear());
beforeEach(() => place.next());
// what the compiler keeps there is its own
const left = () => fs.readdirSync(place.scratch).filter((name) => !name.startsWith('v8-compile-cache'));
afterEach(() => expect(left()).toEqual([]));

/** An app that takes no library: it writes what is in it to where cdk8s would have it. */
const app = (files: Record<string, string>, outdir = 'process.env.CDK8S_OUTDIR') => `
const fs = require('fs');
const path = require('path');
const outdir = ${outdir};
console.log('synthesizing');
for (const [name, text] of Object.entries(${JSON.stringify(files)})) {
  fs.mkdirSync(path.dirname(path.join(outdir, name)), { recursive: true });
  fs.writeFileSync(path.join(outdir, name), text);
}
`;
const pod = (name: string, image = 'nginx:1.27') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n    - name: web\n      image: ${image}\n`;

function project(written: Record<string, string>, committed: Record<string, string>, outdir?: string): void {
  place.write({ 'cdk8s.yaml': 'language: javascript\napp: node main.js\n', 'main.js': app(written, outdir) });
  place.write(Object.fromEntries(Object.entries(committed).map(([name, text]) => [`dist/${name}`, text])));
}

test('what the app writes is what is committed: status 0, and a line on standard error', () => {
  project({ 'a.yaml': pod('a'), 'b/b.yaml': pod('b') }, { 'a.yaml': pod('a'), 'b/b.yaml': pod('b') });
  expect(place.run('check')).toEqual({
    status: 0,
    stdout: '',
    stderr: 'dist matches the output of the app: 2 files.\n',
  });
});

describe('what the app writes is not what is committed', () => {
  beforeEach(() =>
    project(
      { 'web.yaml': pod('web', 'nginx:1.28'), 'new.yaml': 'kind: New\n', 'end.yaml': 'a: b' },
      { 'web.yaml': pod('web'), 'old.yaml': 'kind: Old\n', 'end.yaml': 'a: b\n' },
    ),
  );

  test('status 1, a difference in the form of git, and the files that are missing, extra or different', () => {
    const { status, stdout, stderr } = place.run('check');
    expect(status).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
"diff --git a/dist/end.yaml b/dist/end.yaml
--- a/dist/end.yaml
+++ b/dist/end.yaml
@@ -1 +1 @@
-a: b
+a: b
\\ No newline at end of file
diff --git a/dist/new.yaml b/dist/new.yaml
new file mode 100644
--- /dev/null
+++ b/dist/new.yaml
@@ -0,0 +1 @@
+kind: New
diff --git a/dist/old.yaml b/dist/old.yaml
deleted file mode 100644
--- a/dist/old.yaml
+++ /dev/null
@@ -1 +0,0 @@
-kind: Old
diff --git a/dist/web.yaml b/dist/web.yaml
--- a/dist/web.yaml
+++ b/dist/web.yaml
@@ -5,4 +5,4 @@
 spec:
   containers:
     - name: web
-      image: nginx:1.27
+      image: nginx:1.28
"
`);
    expect(stderr).toMatchInlineSnapshot(`
"dist differs from the output of the app:
  missing: dist/new.yaml
  extra:   dist/old.yaml
  differs: dist/end.yaml
  differs: dist/web.yaml
Synthesize, remove the files that are still extra, and commit the folder.
"
`);
  });

  test('that docs/cli.md shows', () => {
    const guide = fs.readFileSync(path.join(root, 'docs', 'cli.md'), 'utf8');
    const { stdout, stderr } = place.run('check');
    expect(guide).toContain(`\`\`\`diff\n${stdout}\`\`\`\n`);
    expect(guide).toContain(`\`\`\`\n${stderr}\`\`\`\n`);
  });

  test('git applies the difference, and then all is well', () => {
    place.git('init', '-q');
    place.write({ 'check.patch': place.run('check').stdout });
    place.git('apply', 'check.patch');
    expect(place.run('check').status).toBe(0);
  });

  test('quiet: nothing but the status, also where the app warns', () => {
    fs.appendFileSync(path.join(place.folder, 'main.js'), "console.error('a warning');");
    expect(place.run('check').stderr).toContain('a warning');
    expect(place.run('check', '--quiet')).toEqual({ status: 1, stdout: '', stderr: '' });
  });

  test('the folder is left as it is', () => {
    const before = place.read('dist');
    place.run('check');
    expect(place.read('dist')).toEqual(before);
  });
});

test('a folder that is not there has no files', () => {
  project({ 'a.yaml': 'kind: A\n' }, {});
  expect(place.run('check')).toMatchObject({ status: 1, stderr: expect.stringContaining('missing: dist/a.yaml') });
});

test('a binary file is named, not shown', () => {
  project({ 'a.bin': 'a\0b' }, { 'a.bin': 'a\0c' });
  expect(place.run('check').stdout).toBe(
    'diff --git a/dist/a.bin b/dist/a.bin\nBinary files a/dist/a.bin and b/dist/a.bin differ\n',
  );
});

test('git applies the difference of files of whatever name', () => {
  const names = ['a b.yaml', 'ünï.yaml', 'q"uo\\te.yaml', 'tab\t.yaml', 'line\n.yaml', 'sub dir/a.yaml'];
  const files = (text: string) => Object.fromEntries(names.map((name) => [name, text]));
  project(
    { ...files('new\n'), 'more to.yaml': 'new\n', 'no text.yaml': '' },
    { ...files('old\n'), 'o ld.yaml': 'old' },
  );
  place.git('init', '-q');
  place.write({ 'check.patch': place.run('check').stdout });
  place.git('apply', 'check.patch');
  expect(place.run('check').status).toBe(0);
});

describe('where git ends lines with CRLF', () => {
  const plain = { 'a.yaml': 'a: |\n  one\n  two\n', 'b.yaml': 'b: 1\n' };
  const withCrlf = Object.fromEntries(Object.entries(plain).map(([name, text]) => [name, text.replace(/\n/g, '\r\n')]));

  test('its files are what the app writes, if they are committed so', () => {
    project(plain, plain);
    place.commit();
    place.git('config', 'core.autocrlf', 'true');
    fs.rmSync(path.join(place.folder, 'dist'), { recursive: true });
    place.git('checkout', '-q', 'dist');
    expect(place.read('dist')).toEqual(withCrlf);
    expect(place.run('check')).toMatchObject({ status: 0, stdout: '' });
    place.write({ 'dist/b.yaml': 'b: 2\r\n' });
    expect(place.run('check').stderr).toMatch(/:\n  differs: dist\/b\.yaml\n.*\n$/);
  });

  test('they are not if they are committed with CRLF, or git does not know them', () => {
    project(plain, withCrlf);
    expect(place.run('check').status).toBe(1);
    place.commit();
    expect(place.run('check').status).toBe(1);
  });
});

test('the app of others, under the App of cdk8s', () => {
  const chart = (hostname: string) => `
    const { App, Chart, ApiObject } = require('cdk8s');
    const app = new App();
    new ApiObject(new Chart(app, 'web'), 'pod', {
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { hostname: '${hostname}' },
    });
    app.synth();`;
  const committed = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostname: one\n';
  place.write({ 'cdk8s.yaml': 'app: node main.js', 'main.js': chart('one'), 'dist/web.k8s.yaml': committed });
  expect(place.run('check')).toMatchObject({ status: 0, stdout: '' });
  place.write({ 'main.js': chart('two') });
  expect(place.run('check')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('-  hostname: one\n+  hostname: two\n'),
  });
});

test('cdk8s.yaml and the command line set the app and the folder', () => {
  place.write({
    'cdk8s.yaml': 'app: node main.js\noutput: here\n',
    'main.js': app({ 'a.yaml': 'a' }),
    'here/a.yaml': 'a',
  });
  expect(place.run('check').status).toBe(0);
  expect(place.run('check', '--output', 'there/').stderr).toContain('missing: there/a.yaml');
  place.write({ 'other.js': app({ 'a.yaml': 'b' }) });
  expect(place.run('check', '-a', 'node other.js').status).toBe(1);
  fs.rmSync(path.join(place.folder, 'cdk8s.yaml'));
  expect(place.run('check', '-a', 'node main.js', '-o', 'here').status).toBe(0);
});

test('in a Helm chart, the templates are compared', () => {
  place.write({
    'cdk8s.yaml': 'app: node main.js\nsynthConfig: { format: helm }\n',
    'main.js': app({ 'a.yaml': 'a' }),
  });
  place.write({ 'dist/Chart.yaml': 'name: chart\n', 'dist/templates/a.yaml': 'a' });
  expect(place.run('check').stderr).toBe('dist/templates matches the output of the app: 1 file.\n');
});

test('what cdk8s records for its validations is not compared', () => {
  project({ 'a.yaml': 'a' }, { 'a.yaml': 'a', 'construct-metadata.json': '{}' });
  expect(place.run('check').status).toBe(0);
});

describe('an app that sets its output folder itself', () => {
  const failed = 'The app wrote to dist, not to the folder that CDK8S_OUTDIR names.';

  test.each([
    ['and would change it', { 'a.yaml': 'new', 'b.yaml': 'new' }],
    ['and would not', { 'a.yaml': 'old' }],
  ])('%s: status 2, and the folder as it was', (_, written) => {
    project(written, { 'a.yaml': 'old' }, "'dist'");
    expect(place.run('check')).toEqual({ status: 2, stdout: '', stderr: expect.stringContaining(failed) });
    expect(place.read('dist')).toEqual({ 'a.yaml': 'old' });
  });

  test('to some other folder, or writes nothing: status 2', () => {
    project({ 'a.yaml': 'old' }, { 'a.yaml': 'old' }, "'elsewhere'");
    expect(place.run('check')).toMatchObject({ status: 2, stderr: expect.stringMatching(/^The app wrote nothing to/) });
  });
});

describe('what cannot be checked has status 2, and a message without a stack', () => {
  const main = 'throw 1';
  const NO_APP =
    'Neither cdk8s.yaml nor --app names the command that runs the app. ' +
    'Write it to cdk8s.yaml, for example "app: node main.js", or use --app.\n';
  test.each<[string, Record<string, string>, string[], string]>([
    ['no cdk8s.yaml', {}, [], NO_APP],
    ['no app in it', { 'cdk8s.yaml': 'language: typescript\n' }, [], NO_APP],
    [
      'no YAML in it',
      { 'cdk8s.yaml': 'app: a\nb: [\n' },
      [],
      'cdk8s.yaml:3: Flow sequence in block collection must be sufficiently indented and end with a ].\n',
    ],
    [
      'not fields in it',
      { 'cdk8s.yaml': '- app\n' },
      [],
      'cdk8s.yaml must contain fields, such as "app: node main.js".\n',
    ],
    [
      'an app that is a number',
      { 'cdk8s.yaml': 'app: 1\n' },
      [],
      'cdk8s.yaml: "app" must be a non-empty string, not 1.\n',
    ],
    ['a file for a folder', { 'cdk8s.yaml': 'app: a\n', dist: '' }, [], 'dist is a file, not a folder.\n'],
    [
      'an app that fails',
      {
        'cdk8s.yaml': 'app: node main.js\n',
        'main.js': "console.log('one'); console.error('two'); process.exitCode = 3",
      },
      ['-q'],
      'two\none\nThe app "node main.js" failed: it exited with status 3.\n',
    ],
    [
      'a program that is not there',
      { 'cdk8s.yaml': 'app: no-such-program\n' },
      [],
      'The app "no-such-program" failed: it exited with status 127.\n',
    ],
    [
      'an app that is killed',
      { 'cdk8s.yaml': 'app: kill -9 $$\n' },
      [],
      'The app "kill -9 $$" failed: SIGKILL ended it.\n',
    ],
    ['a misspelt flag', {}, ['--outptu', 'a'], 'check has no option --outptu. Did you mean --output?\n'],
    ['a flag without its value', {}, ['--output'], '--output requires a value.\n'],
    ['a value too much', {}, ['--quiet=no'], '--quiet accepts no value.\n'],
    ['an argument too much', {}, ['dist'], 'check accepts no arguments. Remove "dist".\n'],
  ])('%s', (_, files, args, message) => {
    place.write({ 'main.js': main, ...files });
    const { status, stdout, stderr } = place.run('check', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`));
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

test('a signal ends the app and the command, and the folder stays as it was', async () => {
  project({ 'a.yaml': 'new' }, { 'a.yaml': 'old' }, "'dist'");
  const waits =
    "process.on('SIGTERM', () => process.exit(fs.writeFileSync('ended', ''))); setInterval(() => {}, 1000);";
  fs.appendFileSync(path.join(place.folder, 'main.js'), `${waits} fs.writeFileSync('started', '');`);
  const child = spawn(process.execPath, [place.main, 'check'], { cwd: place.folder, env: place.env, stdio: 'ignore' });
  while (child.exitCode === null && !fs.existsSync(path.join(place.folder, 'started'))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const end = new Promise((resolve) => child.on('close', (...status) => resolve(status)));
  child.kill('SIGTERM');
  expect(await end).toEqual([null, 'SIGTERM']);
  expect(place.read('dist')).toEqual({ 'a.yaml': 'old' });
  expect(fs.existsSync(path.join(place.folder, 'ended'))).toBe(true);
});

describe('the command', () => {
  test('its help fits on a screen', () => {
    const { status, stdout } = place.run('--help');
    expect(status).toBe(0);
    expect(stdout.split('\n').length).toBeLessThanOrEqual(24);
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect(place.run('check', '-h').stdout).toBe(stdout);
    expect(place.run()).toEqual({ status: 2, stdout: '', stderr: stdout });
  });

  test('its version is that of the package', () => {
    expect(place.run('--version').stdout).toBe(`${manifest.version}\n`);
  });

  test.each([
    ['chekc', 'There is no command "chekc". Did you mean "check"?\n'],
    ['dif', 'There is no command "dif". Did you mean "diff"?\n'],
    ['deploy', 'There is no command "deploy".\n'],
    ['--versoin', 'cdk8s-pods has no option --versoin. Did you mean --version?\n'],
  ])('%s is answered with the nearest name', (word, message) => {
    expect(place.run(word)).toEqual({ status: 2, stdout: '', stderr: message });
  });
});

test('`npm run check` of this repository needs no build', () => {
  const [program, ...args] = manifest.scripts.check.split(' ');
  const { status, stderr } = spawnSync(program, args, { cwd: root, env: place.env, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringMatching(/^dist matches the output of the app: /),
  });
});
