import { ApiObject, App, Chart, Helm, Include, Yaml } from 'cdk8s';
import { spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { PodApp } from '../index';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'included-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const full = path.join(folder, name);
  fs.writeFileSync(full, text);
  return full;
}

/** Values that cdk8s reads in another way than kubectl. */
const APPLICATION = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: guestbook
spec:
  source:
    path: .
    targetRevision: 12e4567
  mode: 0o555
  day: 2001-01-01
  time: 1:20
  large: 9007199254740993
`;

/** The fields in the order of the `ApiObject` of cdk8s. */
const PRINTED = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: guestbook
spec:
  day: "2001-01-01"
  large: 9007199254740993
  mode: 365
  source:
    path: "."
    targetRevision: "12e4567"
  time: "1:20"
`;

function synthesized(add: (chart: Chart) => void): string {
  const app = new PodApp({ outdir: path.join(folder, 'dist') });
  add(new Chart(app, 'chart'));
  return app.synthYaml();
}

test('without PodApp, cdk8s reads these values wrongly', () => {
  const [{ spec }] = Yaml.load(file('stock.yaml', APPLICATION));
  expect(spec.source).toEqual({ path: NaN, targetRevision: Infinity });
});

test('an app without YAML loads no YAML library of its own', () => {
  jest.isolateModules(() => {
    jest.doMock('yaml', () => {
      throw new Error('the YAML library is loaded');
    });
    const library = require('../index'); // eslint-disable-line @typescript-eslint/no-require-imports
    const app = new library.PodApp({ outdir: path.join(folder, 'without') });
    new library.AppPod(new Chart(app, 'chart'), 'web', { app: { name: 'web', image: 'nginx:1.27' } });
    expect(app.synthYaml()).toContain('image: nginx:1.27');
    jest.dontMock('yaml');
  });
});

describe('an app with PodApp reads values as kubectl does', () => {
  test('in an Include of a file', () => {
    const url = file('app.yaml', `---\n# nothing\n---\n[]\n---\n{}\n---\n${APPLICATION}`);
    const yaml = synthesized((chart) => expect(new Include(chart, 'included', { url }).apiObjects).toHaveLength(1));
    expect(yaml).toBe(PRINTED);
  });

  test('in an Include of a link to a file', () => {
    const url = path.join(folder, 'link.yaml');
    fs.symlinkSync(file('target.yaml', APPLICATION), url);
    expect(synthesized((chart) => new Include(chart, 'included', { url }))).toBe(PRINTED);
  });

  test('in an Include of a URL', async () => {
    const answer = JSON.stringify(APPLICATION);
    const program = `require('http').createServer((_, answer) => answer.end(${answer}))
      .listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
    const server = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const port = await new Promise((resolve) => server.stdout.once('data', (data) => resolve(Number(data))));
      const url = `http://127.0.0.1:${port}/app.yaml`;
      expect(synthesized((chart) => new Include(chart, 'included', { url }))).toBe(PRINTED);
    } finally {
      server.kill();
    }
  });

  test('in a Helm chart', () => {
    const helmExecutable = file('helm', `#!/bin/sh\ncat ${file('rendered.yaml', APPLICATION)}\n`);
    fs.chmodSync(helmExecutable, 0o755);
    expect(synthesized((chart) => new Helm(chart, 'helm', { chart: 'guestbook', helmExecutable }))).toBe(PRINTED);
  });

  test('with Yaml.load', () => {
    const url = file('loaded.yaml', APPLICATION);
    expect(synthesized((chart) => new ApiObject(chart, 'object', Yaml.load(url)[0]))).toBe(PRINTED);
  });

  test('with the App of cdk8s, in the same process', () => {
    new PodApp();
    const app = new App({ outdir: path.join(folder, 'stock') });
    new Include(new Chart(app, 'chart'), 'included', { url: file('also.yaml', APPLICATION) });
    expect(app.synthYaml()).toContain('path: "."');
  });
});

describe('what kubectl cannot read', () => {
  test('is what cdk8s reads', () => {
    new PodApp();
    expect(Yaml.load(file('null-key.yaml', 'a: 1\n? ~\n: 2\n'))).toEqual([{ a: 1, '': 2 }]);
  });
});

describe('a number that JSON lacks is reported, with the reason and the fix', () => {
  const reason =
    'It is not a number of JSON. cdk8s reads some text in YAML as such a number, for example "." and "12e4567".';
  const fix = 'Write the text in quotes in the YAML file, or correct the code that computes the number.';

  test('in an object of an unknown kind', () => {
    const object = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'a' },
      spec: { path: NaN },
    };
    expect(() => synthesized((chart) => new ApiObject(chart, 'object', object))).toThrow(
      `[Application a] spec.path: NaN cannot go into a manifest. ${reason} ${fix}`,
    );
  });

  test.each([
    ['a string', { image: NaN }, 'image: NaN is not a string.'],
    ['a list of strings', { args: ['build', Infinity] }, 'args[1]: Infinity is not a string.'],
    [
      'an integer',
      { ports: [{ containerPort: -Infinity }] },
      'ports[0].containerPort: -Infinity is not a 32-bit integer.',
    ],
    ['an amount', { resources: { limits: { cpu: NaN } } }, 'resources.limits.cpu: NaN is not a quantity.'],
  ])('%s of a pod', (_, fields, what) => {
    const spec = { containers: [{ name: 'web', image: 'nginx:1.27', ...fields }] };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
    expect(() => synthesized((chart) => new ApiObject(chart, 'object', pod))).toThrow(
      `[chart/object] spec.containers[0].${what} ${reason} ${fix}`,
    );
  });
});
