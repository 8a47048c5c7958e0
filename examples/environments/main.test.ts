import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const root = path.resolve(__dirname, '..', '..');
const sources = ['main.ts', 'web.ts'];

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'environments-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** All YAML files below a folder, with their texts. */
function yaml(from: string): Record<string, string> {
  const names = fs.readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return Object.fromEntries(names.sort().map((name) => [name, fs.readFileSync(path.join(from, name), 'utf8')]));
}

/** Runs an app in the temporary folder. */
function run(file: string): { status: number | null; stderr: string } {
  const runner = path.join(root, 'scripts', 'run.js');
  const { status, stderr } = spawnSync(process.execPath, [runner, file], { cwd: folder, encoding: 'utf8' });
  return { status, stderr };
}

/** Runs the app with a change to its main.ts, over the dist/ that it has. */
function changed(from: string, to: string): string {
  for (const name of sources) {
    const text = fs.readFileSync(path.join(__dirname, name), 'utf8');
    expect(name !== 'main.ts' || text.includes(from)).toBe(true);
    const copy = text.replace("'../../index'", `'${path.join(root, 'index')}'`).replace(from, to);
    fs.writeFileSync(path.join(folder, name), copy);
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  fs.cpSync(path.join(__dirname, 'dist'), path.join(folder, 'dist'), { recursive: true });
  const { status, stderr } = run('main.ts');
  expect(status).toBe(1);
  expect(yaml(path.join(folder, 'dist'))).toEqual(yaml(path.join(__dirname, 'dist')));
  return stderr;
}

test('dist/dev and dist/prod are what the code writes', () => {
  expect(run(path.join(__dirname, 'main.ts'))).toEqual({ status: 0, stderr: '' });
  const files = yaml(path.join(folder, 'dist'));
  expect(Object.keys(files)).toEqual([
    'dev/namespace.k8s.yaml',
    'dev/web.k8s.yaml',
    'prod/namespace.k8s.yaml',
    'prod/web.k8s.yaml',
  ]);
  expect(files).toEqual(yaml(path.join(__dirname, 'dist')));
});

test('they differ in what the settings say', () => {
  const { 'dev/web.k8s.yaml': dev, 'prod/web.k8s.yaml': prod } = yaml(path.join(__dirname, 'dist'));
  expect([dev.match(/replicas: .*/)?.[0], prod.match(/replicas: .*/)?.[0]]).toEqual(['replicas: 1', 'replicas: 2']);
  // the sidecar is native where the cluster can do that
  expect([dev.includes('restartPolicy: Always'), prod.includes('restartPolicy: Always')]).toEqual([true, false]);
});

test('an environment without a value does not compile', () => {
  expect(changed('    replicas: 1,\n', '')).toMatch(
    /^main\.ts\(\d+,\d+\): error TS2741: Property 'replicas' is missing in type .* but required in type 'Settings'\.\n/,
  );
});

test('nor does an app without an environment', () => {
  expect(changed('  prod: {', '  test: {')).toMatch(
    /^main\.ts\(\d+,\d+\): error TS2353: .*'test' does not exist in type 'Record<"dev" \| "prod", Settings>'\.\n/,
  );
});

test('a value that the library refuses is told with the environment and the place', () => {
  expect(changed("image: 'busybox:1.36'", "image: ''")).toMatch(
    /^Environment "prod": .*\n {2}\[web\/pods\] spec\.template\.spec\.containers\[0\]\.image: container "web" has no image\.[^]*\n {4}at web\.ts:\d+:\d+\n$/,
  );
});
