import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const root = path.dirname(__dirname);
const run = (args: string[], cwd = root) => spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
const runner = path.join(root, 'scripts', 'run.js');

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'repository-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const yamlFiles = (from: string): Record<string, string> =>
  Object.fromEntries(fs.readdirSync(from).map((name) => [name, fs.readFileSync(path.join(from, name), 'utf8')]));

test('dist/ is what main.ts writes', () => {
  const { status, stderr } = run([runner, path.join(root, 'main.ts')], folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(yamlFiles(path.join(root, 'dist'))).toEqual(yamlFiles(path.join(folder, 'dist')));
});

test('the namespace comes before the pod that lives in it', () => {
  const files = fs.readdirSync(path.join(root, 'dist')).sort();
  expect(files.indexOf('custom-namespace.k8s.yaml')).toBeLessThan(files.indexOf('kubia-manual.k8s.yaml'));
});

test('the generated files are what the generator writes', () => {
  const generator = ['-r', 'ts-node/register/transpile-only', path.join(root, 'kubernetes', 'generate.ts'), '--check'];
  expect(run(generator)).toMatchObject({ status: 0, stderr: '' });
});

describe('an app that goes wrong', () => {
  /** Runs a changed main.ts in a folder that has a dist/ already. */
  const broken = (from: string, to: string) => {
    const text = fs
      .readFileSync(path.join(root, 'main.ts'), 'utf8')
      .replace("'./index'", `'${path.join(root, 'index')}'`);
    expect(text).toContain(from);
    fs.writeFileSync(path.join(folder, 'main.ts'), text.replace(from, to));
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    fs.mkdirSync(path.join(folder, 'dist'));
    fs.writeFileSync(path.join(folder, 'dist', 'kubia-manual.k8s.yaml'), 'as it was');
    const { status, stdout, stderr } = run([runner, 'main.ts'], folder);
    expect(yamlFiles(path.join(folder, 'dist'))).toEqual({ 'kubia-manual.k8s.yaml': 'as it was' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    return stderr;
  };

  test("by a type error: the compiler's message and the place, and dist/ as it was", () => {
    expect(broken("protocol: 'TCP'", "protocol: 'TPC'")).toMatch(
      /^main\.ts\(\d+,\d+\): error TS2322: Type '"TPC"' is not assignable to type '"TCP" \| "UDP" \| "SCTP" \| undefined'\.\n$/,
    );
  });

  test('by an exception: its message and the place, and dist/ as it was', () => {
    expect(broken('const app = new PodApp();', "const app = new PodApp();\nthrow new Error('out of pods');")).toMatch(
      /^out of pods\n {2}at main\.ts:\d+:\d+\n$/,
    );
  });

  test('by a pod that cannot be right: all that is wrong, and dist/ as it was', () => {
    expect(broken('containerPort: 9100', 'containerPort: 0')).toMatch(
      /^Validation failed with the following errors:\n {2}\[counter-with-adapter\/counter\] spec\.containers\[1\]\.ports\[0\].*\n {2}at main\.ts:\d+:\d+\n$/,
    );
  });
});
