import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { Ended, Workplace } from './command';
import { expectSafe, HOSTILE } from './hostile';

/** Helm charts and kustomizations, with programs on the PATH that stand in for helm, kubectl and kustomize. */

const PATH = process.env.PATH;
let place: Workplace;
beforeAll(() => (place = new Workplace()));
afterAll(() => place.clear());
beforeEach(() => {
  place.next();
  fs.mkdirSync(bin());
  process.env.PATH = bin();
  place.write({ 'chart/Chart.yaml': 'name: shop\n', 'base/kustomization.yaml': 'resources: [a.yaml]\n' });
});
afterEach(() => {
  process.env.PATH = PATH;
});

const bin = (): string => path.join(place.folder, 'bin');
const lint = (...args: string[]): Ended => place.run('lint', ...args);
const json = (...args: string[]): any[] => JSON.parse(lint(...args, '-f', 'json').stdout);

/** Puts a program on the PATH, which records its arguments. */
function program(name: string, code: string): void {
  const record = `require('fs').writeFileSync(${JSON.stringify(path.join(place.folder, 'args.json'))}, JSON.stringify(process.argv.slice(2)));`;
  fs.writeFileSync(path.join(bin(), name), `#!${process.execPath}\n${record}\n${code}\n`, { mode: 0o755 });
}

const prints = (text: string): string => `process.stdout.write(${JSON.stringify(text)});`;
const args = (): string[] => JSON.parse(place.read('.')['args.json']);
const pod = (name: string, port = 80) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n  containers:\n    - name: web\n      image: web:1.0\n      ports: [{containerPort: ${port}}]\n`;
const document = (source: string, text: string): string => `---\n# Source: ${source}\n${text}`;
const service =
  'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}], selector: {app: web}}\n';

describe('a Helm chart', () => {
  const OUTPUT = [
    document('shop/templates/a.yaml', service),
    document('shop/charts/db/templates/b.yaml', pod('b', 70000)),
    document('shop/templates/a.yaml', pod('a', 70000).replace('name: a}', 'name: a, labels: {app: web}}')),
  ].join('');

  test('is rendered for the target version, with values, and without a shell', () => {
    program('helm', prints(OUTPUT));
    place.write({ 'a,b.yaml': '', '-c $(touch x).yaml': '' });
    lint('--render', 'chart', '--values', 'a,b.yaml', '--values=-c $(touch x).yaml', '--target', '1.37');
    const at = (name: string): string => path.join(place.folder, name);
    expect(args()).toEqual([
      ...['template', '--include-crds', '--kube-version', '1.37.0'],
      ...['--values', `"${at('a,b.yaml')}"`, '--values', at('-c $(touch x).yaml')],
      ...['--', 'release-name', at('chart')],
    ]);
  });

  test('has findings in its templates and charts, whose objects are checked together', () => {
    program('helm', prints(OUTPUT));
    const found = json('--render', 'chart', '--target', '1.37');
    expect(found.map(({ file, line, object, rule, rendered }) => [file, line, object.name, rule, rendered])).toEqual([
      ['chart/templates/a.yaml', 6, 'web', 'runtime/target-port', true],
      ['chart/templates/a.yaml', 16, 'a', 'api/container-port', true],
      ['chart/charts/db/templates/b.yaml', 10, 'b', 'api/container-port', true],
    ]);
    const { stdout, stderr, status } = lint('--render', 'chart', '--target', '1.37');
    expect(status).toBe(1);
    expect(stdout).toContain('chart/templates/a.yaml:16:31 (rendered) error api/container-port\n');
    expect(stderr).toContain('3 objects in 2 files: 2 errors');
    const [result] = JSON.parse(lint('--render', 'chart', '-f', 'sarif').stdout).runs[0].results;
    expect(result.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'chart/templates/a.yaml' } });
    expect(lint('--render', 'chart', '-f', 'junit').stdout).toContain('file="chart/templates/a.yaml">');
  });

  test('with findings in a baseline', () => {
    program('helm', prints(OUTPUT));
    lint('--render', 'chart', '-b', 'accepted', '--update-baseline');
    expect(lint('--render', 'chart', '-b', 'accepted').status).toBe(0);
    program('helm', 'process.exit(1);');
    const { status, stderr } = lint('--render', 'chart', '-b', 'accepted');
    expect(status).toBe(2);
    expect(stderr).not.toContain('no longer');
  });

  test('beside other files', () => {
    program('helm', prints(OUTPUT));
    place.write({ 'c.yaml': pod('C') });
    expect([...new Set(json('c.yaml', '--render', 'chart').map(({ file }) => file))]).toEqual([
      'c.yaml',
      'chart/templates/a.yaml',
      'chart/charts/db/templates/b.yaml',
    ]);
  });

  test('that renders no valid object: the line of the output', () => {
    program('helm', prints(document('shop/templates/a.yaml', 'a: [\n')));
    expect(lint('--render', 'chart')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^chart\/templates\/a\.yaml: line 4 of the rendered output: /),
    });
  });

  test.each([
    ['shop/../../../etc/passwd', 'chart'],
    ['/etc/passwd', 'chart/etc/passwd'],
    ['shop', 'chart'],
    ['', 'chart'],
    ['shop/templates/../../../chart2/a.yaml', 'chart'],
    ['shop/templates/a.yaml\r', 'chart/templates/a.yaml'],
  ])('whose template is named %j', (source, file) => {
    program('helm', prints(document(source, pod('A'))));
    expect(json('--render', 'chart').map((one) => one.file)).toEqual([file]);
  });

  test('with hostile texts', () => {
    program(
      'helm',
      prints(
        Object.values(HOSTILE)
          .map((text) => document(`shop/${text}`, pod(JSON.stringify(text))))
          .join(''),
      ),
    );
    for (const format of ['text', 'json', 'jsonl', 'sarif', 'junit', 'tap']) {
      const { stdout, stderr } = lint('--render', 'chart', '-f', format);
      expectSafe(stdout);
      expectSafe(stderr);
    }
  });
});

describe('a kustomization', () => {
  test('is rendered by kubectl', () => {
    program('kubectl', prints(pod('A')));
    expect(json('--render', 'base').map(({ file, line, rendered }) => [file, line, rendered])).toEqual([
      ['base/kustomization.yaml', 3, true],
    ]);
    expect(args()).toEqual(['kustomize', '--', path.join(place.folder, 'base')]);
  });

  test('is rendered by kustomize if there is no kubectl', () => {
    program('kustomize', prints(pod('a')));
    expect(lint('--render', 'base').status).toBe(0);
    expect(args()).toEqual(['build', '--', path.join(place.folder, 'base')]);
  });

  test('has no values', () => {
    place.write({ 'a.yaml': '' });
    expect(lint('--render', 'base', '--values', 'a.yaml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('base: a kustomization has no values. Remove --values.\n'),
    });
  });
});

describe('what fails is an error, and the other input is still checked', () => {
  const expectProblem = (message: string | RegExp, ...more: string[]): void => {
    place.write({ 'c.yaml': pod('C') });
    const { status, stdout, stderr } = lint('c.yaml', ...more);
    expect(stderr).toEqual(
      typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
    );
    expect(stderr).not.toMatch(/^ +at /m);
    expectSafe(stderr);
    expect(stdout).toContain('c.yaml:3:18 error api/object-name');
    expect(status).toBe(2);
  };

  test('a missing program', () => {
    expectProblem('chart: helm is not on the PATH. Install helm.\n', '--render', 'chart');
    expectProblem('base: neither kubectl nor kustomize is on the PATH. Install one of them.\n', '--render', 'base');
  });

  test('a program that cannot run', () => {
    fs.writeFileSync(path.join(bin(), 'helm'), 'x', { mode: 0o644 });
    expectProblem(/^chart: helm did not start: |^chart: helm is not on the PATH/m, '--render', 'chart');
  });

  test('a program that fails: its standard error, in one safe line', () => {
    program(
      'helm',
      `process.stderr.write(${JSON.stringify(Object.values(HOSTILE).join('\n'))}); process.exitCode = 1;`,
    );
    expectProblem(/^chart: helm failed: web/m, '--render', 'chart');
    program('helm', 'process.exit(3);');
    expectProblem('chart: helm failed: it exited with status 3.\n', '--render', 'chart');
    program('helm', "process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);");
    expectProblem('chart: helm failed: SIGKILL ended it.\n', '--render', 'chart');
  });

  test('a program that prints no text', () => {
    program('helm', 'process.stdout.write(Buffer.from([0, 1, 255]));');
    expectProblem('chart: the output is not a text file.', '--render', 'chart');
  });

  test('a program that does not end', () => {
    program('helm', "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);");
    const options = JSON.stringify({ values: [], version: '1.37', timeout: 1000 });
    const code = `require('./render').render(${JSON.stringify(path.join(place.folder, 'chart'))}, ${options})`;
    const { stderr } = spawnSync(process.execPath, ['-e', code], {
      cwd: path.join(path.dirname(place.main), 'lint'),
      env: place.env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(stderr).toContain('helm did not end within 1 seconds.');
  }, 60_000);

  test('a folder that is missing, a file, or neither a chart nor a kustomization', () => {
    expectProblem('gone: no such file or folder.\n', '--render', 'gone');
    expectProblem('c.yaml: a part of the path is a file. ', '--render', 'c.yaml');
    expectProblem('bin: it is neither a Helm chart, with a Chart.yaml, nor a kustomization, ', '--render', 'bin');
    expectProblem('https://a.example/b: no such file or folder.\n', '--render', 'https://a.example/b');
  });

  test('values that are missing', () => {
    program('helm', '');
    const message = 'chart: the file gone.yaml with values cannot be read: no such file or folder.\n';
    expectProblem(message, '--render', 'chart', '--values', 'gone.yaml');
    expectProblem(
      'the file chart with values cannot be read: it is not a file.\n',
      '--render',
      'chart',
      '--values',
      'chart',
    );
  });

  test('values without a chart', () => {
    expect(lint('--values', 'a.yaml')).toMatchObject({
      status: 2,
      stderr: '--values requires --render, with the folder of a Helm chart.\n',
    });
  });

  test('a chart that renders nothing', () => {
    program('helm', '');
    expect(lint('--render', 'chart')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no Kubernetes object found.'),
    });
  });
});
