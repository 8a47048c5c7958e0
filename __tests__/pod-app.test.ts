import { App, AppProps, Chart, YamlOutputType } from 'cdk8s';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { AppPod, PodApp } from '../index';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pod-app-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** All files below the folder, with their texts. */
function files(from = folder): Record<string, string> {
  const found = fs
    .readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(from, name)).isFile());
  return Object.fromEntries(found.sort().map((name) => [name, fs.readFileSync(path.join(from, name), 'utf8')]));
}

/** What is printed while something runs. */
function printed(run: () => void): string {
  const lines: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  try {
    run();
  } finally {
    spy.mockRestore();
  }
  return lines.join('');
}

function fill(app: App, image = 'nginx:1.27'): void {
  const web = new Chart(app, 'web');
  new AppPod(web, 'a', { metadata: { name: 'a' }, app: { name: 'web', image } });
  new AppPod(web, 'b', { metadata: { name: 'b' }, app: { name: 'web', image: 'nginx:1.27' } });
  new AppPod(new Chart(app, 'database'), 'c', { metadata: { name: 'c' }, app: { name: 'db', image: 'postgres:17' } });
}

function synth(props: AppProps = {}, image?: string): string {
  const app = new PodApp({ outdir: folder, ...props });
  fill(app, image);
  return printed(() => app.synth());
}

test('a file a chart, and a line a file: name, objects, what became of it', () => {
  const name = (file: string) => path.join(folder, file);
  expect(synth()).toBe(`${name('web.k8s.yaml     ')}  2 objects  new\n${name('database.k8s.yaml')}  1 object   new\n`);
  expect(Object.keys(files())).toEqual(['database.k8s.yaml', 'web.k8s.yaml']);
  expect(synth({}, 'nginx:1.28').match(/\w+$/gm)).toEqual(['changed', 'unchanged']);
  expect(synth({}, 'nginx:1.28').match(/\w+$/gm)).toEqual(['unchanged', 'unchanged']);
});

test('a file that stays the same is not touched', () => {
  synth();
  const before = fs.statSync(path.join(folder, 'web.k8s.yaml'));
  synth();
  const after = fs.statSync(path.join(folder, 'web.k8s.yaml'));
  expect([after.mtimeMs, after.ino]).toEqual([before.mtimeMs, before.ino]);
});

test('quiet prints nothing', () => {
  const app = new PodApp({ outdir: folder, quiet: true });
  fill(app);
  expect(printed(() => app.synth())).toBe('');
  expect(Object.keys(files())).toHaveLength(2);
});

test('an error in one chart leaves all files as they were', () => {
  synth();
  const before = files();
  expect(() => synth({}, '')).toThrow('[web/a] spec.containers[0].image: container "web" has no image.');
  expect(files()).toEqual(before);
});

test.each([
  ['FILE_PER_APP', YamlOutputType.FILE_PER_APP],
  ['FILE_PER_CHART', YamlOutputType.FILE_PER_CHART],
  ['FILE_PER_RESOURCE', YamlOutputType.FILE_PER_RESOURCE],
  ['FOLDER_PER_CHART_FILE_PER_RESOURCE', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE],
])('%s gives the files that the App of cdk8s gives', (_, yamlOutputType) => {
  for (const dependency of [false, true]) {
    const outputs = [PodApp, App].map((Kind) => {
      const outdir = path.join(folder, `${Kind.name}-${dependency}`);
      const app = new Kind({ outdir, yamlOutputType, outputFileExtension: '.yml' });
      fill(app);
      if (dependency) {
        (app.node.findChild('web') as Chart).addDependency(app.node.findChild('database'));
      }
      printed(() => app.synth());
      return files(outdir);
    });
    expect(outputs[0]).toEqual(outputs[1]);
    expect(Object.keys(outputs[0])).not.toEqual([]);
  }
});

test('the output folder of the cdk8s command line is taken', () => {
  process.env.CDK8S_OUTDIR = path.join(folder, 'elsewhere');
  try {
    expect(new PodApp().outdir).toBe(path.join(folder, 'elsewhere'));
  } finally {
    delete process.env.CDK8S_OUTDIR;
  }
});
