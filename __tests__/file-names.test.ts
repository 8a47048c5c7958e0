import { ApiObject, Chart, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { PodApp } from '../index';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'file-names-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const object = (chart: Construct, name: string, namespace?: string) =>
  new ApiObject(chart, `${name} ${namespace}`, {
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name, namespace },
  });

/** The files that an app writes, and the names and namespaces of their objects. */
function written(yamlOutputType: YamlOutputType, fill: (app: PodApp) => void): Record<string, string> {
  const app = new PodApp({
    outdir: path.join(folder, 'dist'),
    quiet: true,
    yamlOutputType,
    outputFileExtension: '.yml',
  });
  fill(app);
  app.synth();
  const names = fs
    .readdirSync(app.outdir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yml'));
  return Object.fromEntries(
    names.sort().map((name) => {
      const text = fs.readFileSync(path.join(app.outdir, name), 'utf8');
      return [name, [...text.matchAll(/^ {2}name(?:space)?: (.*)$/gm)].map(([, word]) => word).join(' ')];
    }),
  );
}

/** `web-db` needs `web`. */
const webFirst = (app: PodApp) => {
  const [db, web] = ['web-db', 'web'].map((id) => new Chart(app, id));
  object(db, 'two');
  object(web, 'one');
  db.addDependency(web);
};

test('files are in order as kubectl sorts them, with their extension', () => {
  expect(written(YamlOutputType.FILE_PER_CHART, webFirst)).toEqual({
    '0000-web.yml': 'one',
    '0001-web-db.yml': 'two',
  });
});

test('folders are in order as kubectl sorts them', () => {
  expect(written(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, webFirst)).toEqual({
    'web/Thing.one.yml': 'one',
    'web-db/Thing.two.yml': 'two',
  });
});

test('positions of more than 10,000 charts are in order', () => {
  const files = written(YamlOutputType.FILE_PER_CHART, (app) => {
    const charts = Array.from({ length: 10_001 }, (_, i) => new Chart(app, `chart-${i}`));
    charts[0].addDependency(charts[1]);
  });
  expect(Object.keys(files)[0]).toBe('00000-chart-1.yml');
});

describe('nothing is lost where', () => {
  test.each([
    [YamlOutputType.FILE_PER_CHART, { '0000-web-c8be3fae.yml': 'one', '0001-web-c8be3fae.yml': 'two' }],
    [
      YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
      { '0000-web-c8be3fae/Thing.one.yml': 'one', '0001-web-c8be3fae/Thing.two.yml': 'two' },
    ],
  ])('two charts are called the same (%s)', (type, files) => {
    // cdk8s leaves constructs that are called Default out of names
    const fill = (app: PodApp) => {
      const web = new Chart(app, 'Web');
      object(web, 'one');
      object(new Chart(new Construct(web, 'Default'), 'Default'), 'two');
    };
    expect(written(type, fill)).toEqual(files);
  });

  test('a name and a namespace make the name of another', () => {
    const files = written(YamlOutputType.FILE_PER_RESOURCE, (app) => {
      const chart = new Chart(app, 'chart');
      object(chart, 'a', 'b');
      object(chart, 'a', 'c');
      object(chart, 'a.b', 'd');
    });
    expect(files).toEqual({ 'Thing.a.b.yml': 'a.b d', 'Thing.a.c.yml': 'a c', 'Thing.a.b.example.com.yml': 'a b' });
  });
});
