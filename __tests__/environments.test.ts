import { App, Chart, YamlOutputType } from 'cdk8s';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { AppPod, Environments, PodApp } from '../index';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'environments-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** All files below the folder, with their texts. */
function files(): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const found = names.filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(found.map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]));
}

const yaml = (names: string[]) => names.filter((name) => name.endsWith('.yaml'));

function fill(app: App, image: string): void {
  new AppPod(new Chart(app, 'web'), 'web', { metadata: { name: 'web' }, app: { name: 'web', image } });
}

function synth(dev: string, prod: string): void {
  const environments = new Environments({ outdir: folder, quiet: true });
  fill(environments.add('dev'), dev);
  fill(environments.add('prod'), prod);
  environments.synth();
}

test('each environment is written to the folder of its name, as by its own PodApp', () => {
  synth('nginx:1.29', 'nginx:1.28');
  expect(yaml(Object.keys(files()))).toEqual(['dev/web.k8s.yaml', 'prod/web.k8s.yaml']);

  const dev = files()['dev/web.k8s.yaml'];
  expect(dev).toContain('nginx:1.29');
  const alone = new PodApp({ outdir: path.join(folder, 'alone'), quiet: true });
  fill(alone, 'nginx:1.29');
  alone.synth();
  expect(files()['alone/web.k8s.yaml']).toBe(dev);
});

test.each([
  ['first', '', 'nginx:1.30'],
  ['last', 'nginx:1.30', ''],
])('an error in the %s environment leaves the files of all as they were', (_, dev, prod) => {
  synth('nginx:1.29', 'nginx:1.28');
  const before = files();
  expect(() => synth(dev, prod)).toThrow('[web/web] spec.containers[0].image: container "web" has no image.');
  expect(files()).toEqual(before);
});

test('the errors of all environments are reported together, with their names', () => {
  expect(() => synth('', '')).toThrow(
    /^Environment "dev": Validation failed[^]*has no image[^]*\nEnvironment "prod": Validation failed[^]*has no image/,
  );
  expect(files()).toEqual({});
});

test('the folders are below the output folder of the cdk8s command line', () => {
  process.env.CDK8S_OUTDIR = folder;
  try {
    expect(new Environments().add('prod').outdir).toBe(path.join(folder, 'prod'));
  } finally {
    delete process.env.CDK8S_OUTDIR;
  }
  expect(new Environments().add('prod').outdir).toBe(path.join('dist', 'prod'));
});

test('settings of the app apply to each environment', () => {
  const props = { outputFileExtension: '.yml', yamlOutputType: YamlOutputType.FILE_PER_APP, quiet: true };
  const environments = new Environments({ outdir: folder, ...props });
  fill(environments.add('dev'), 'nginx:1.29');
  environments.synth();
  expect(Object.keys(files())).toContain('dev/app.yml');
});

test.each(['', '.', '..', 'a/b', 'Prod', 'eu_west', '-a', 'a'.repeat(64)])('"%s" is no name', (name) => {
  expect(() => new Environments().add(name)).toThrow(`"${name}" is not a valid name of an environment: `);
});

test('a name is for one environment', () => {
  const environments = new Environments();
  environments.add('prod');
  expect(() => environments.add('prod')).toThrow('The environment "prod" already exists. Use another name.');
});
