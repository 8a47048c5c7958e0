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

test.each(['', '.', '..', 'a/b', 'Prod', 'eu_west', '-a', 'a'.repeat(64), 'nul', 'com1'])('"%s" is no name', (name) => {
  expect(() => new Environments().add(name)).toThrow(`"${name}" is not a valid name of an environment: `);
});

test('a name is for one environment', () => {
  const environments = new Environments();
  environments.add('prod');
  expect(() => environments.add('prod')).toThrow('The environment "prod" already exists. Use another name.');
});

describe('a folder that cannot be written leaves the files of all environments as they were', () => {
  const prod = (...names: string[]) => path.join(folder, 'prod', ...names);
  const lock = () => fs.writeFileSync(path.join(folder, '.prod.lock'), 'x'.repeat(5000));
  afterEach(() => jest.restoreAllMocks());

  test.each<[string, () => void, string]>([
    ['it is a file', () => (fs.rmSync(prod(), { recursive: true }), fs.writeFileSync(prod(), '')), 'it is a file.'],
    [
      'a folder has the name of a file',
      () => (fs.rmSync(prod('web.k8s.yaml')), fs.mkdirSync(prod('web.k8s.yaml'))),
      'is a folder',
    ],
    [
      'a file of the user has the name',
      () => fs.writeFileSync(path.join(folder, '.prod.files'), '# none\n'),
      'does not list it',
    ],
    ['its lock is damaged', lock, 'is not a lock of this app'],
    [
      'a file cannot be renamed',
      () => {
        const { renameSync } = fs;
        jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
          if (to === prod('web.k8s.yaml') && !String(from).endsWith('back')) {
            throw Object.assign(new Error('EACCES'), { code: 'EACCES', path: from, dest: to });
          }
          renameSync(from, to);
        });
      },
      'web.k8s.yaml',
    ],
  ])('%s', (_, spoil, message) => {
    synth('nginx:1.29', 'nginx:1.28');
    spoil();
    const before = files();
    expect(() => synth('nginx:1.30', 'nginx:1.30')).toThrow(`cannot write to ${prod()}: `);
    expect(() => synth('nginx:1.30', 'nginx:1.30')).toThrow(message);
    expect(files()).toEqual(before);
  });

  test('a new folder is removed again', () => {
    synth('nginx:1.29', 'nginx:1.28');
    fs.rmSync(path.join(folder, 'dev'), { recursive: true });
    fs.rmSync(path.join(folder, '.dev.files'));
    fs.rmSync(prod(), { recursive: true });
    fs.writeFileSync(prod(), '');
    const { existsSync } = fs;
    expect(() => synth('nginx:1.30', 'nginx:1.30')).toThrow('it is a file.');
    expect(existsSync(path.join(folder, 'dev'))).toBe(false);
    expect(Object.keys(files())).toEqual(['.prod.files', 'prod']);
  });
});
