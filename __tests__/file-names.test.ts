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

const object = (chart: Construct, name: string, namespace?: string, kind = 'Thing', group = 'example.com') =>
  new ApiObject(chart, `${group} ${kind} ${name} ${namespace}`, {
    apiVersion: `${group}/v1`,
    kind,
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
    [YamlOutputType.FILE_PER_CHART, { 'web-c8be3fae-29751047.yml': 'one', 'web-c8be3fae-41745442.yml': 'two' }],
    [
      YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
      { 'web-c8be3fae-29751047/Thing.one.yml': 'one', 'web-c8be3fae-41745442/Thing.two.yml': 'two' },
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
    expect(files).toEqual({ 'Thing.a.b.d.yml': 'a.b d', 'Thing.a.c.yml': 'a c', 'Thing.a.b.yml': 'a b' });
  });
});

describe('one file per resource: the files are in an order in which they can be applied,', () => {
  const perResource = YamlOutputType.FILE_PER_RESOURCE;
  const both = [perResource, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE];
  /** The file names without folders, sorted as kubectl sorts the files. */
  const names = (type: YamlOutputType, fill: (app: PodApp) => void) =>
    Object.keys(written(type, fill)).map((name) => path.basename(name));

  test.each(both)('if an object depends on another (%s)', (type) => {
    const fill = (app: PodApp) => {
      const chart = new Chart(app, 'chart');
      const [config, namespace] = [
        object(chart, 'web', undefined, 'ConfigMap'),
        object(chart, 'web', undefined, 'Space'),
      ];
      config.addDependency(namespace);
      object(chart, 'other', undefined, 'Apple');
    };
    expect(names(type, fill)).toEqual(['0000-Apple.other.yml', '0000-Space.web.yml', '0001-ConfigMap.web.yml']);
  });

  test.each(both)('if an object is in a Namespace of the app, in any order of the code (%s)', (type) => {
    const fill = (app: PodApp) => {
      const chart = new Chart(app, 'chart');
      object(chart, 'a', 'web', 'ConfigMap');
      object(chart, 'web', undefined, 'Namespace');
      object(chart, 'b', 'other', 'ConfigMap');
    };
    expect(names(type, fill)).toEqual([
      '0000-ConfigMap.b.other.yml',
      '0000-Namespace.web.yml',
      '0001-ConfigMap.a.web.yml',
    ]);
  });

  test('if a chart or a construct depends on another', () => {
    const fill = (app: PodApp) => {
      const [web, db, room] = [new Chart(app, 'web'), new Chart(app, 'db'), new Chart(app, 'room')];
      object(web, 'a');
      object(db, 'b');
      web.addDependency(db);
      const inner = new Construct(room, 'inner');
      object(inner, 'c');
      db.node.addDependency(inner);
    };
    expect(names(perResource, fill)).toEqual(['0000-Thing.c.yml', '0001-Thing.b.yml', '0002-Thing.a.yml']);
  });

  test('also if a construct depends on the chart that contains it', () => {
    const fill = (app: PodApp) => {
      const chart = new Chart(app, 'chart');
      object(chart, 'a').addDependency(chart);
      object(chart, 'b');
    };
    expect(names(perResource, fill)).toEqual(['0000-Thing.b.yml', '0001-Thing.a.yml']);
  });

  test.each(both)('without numbers if the names alone are in order (%s)', (type) => {
    const fill = (app: PodApp) => {
      const chart = new Chart(app, 'chart');
      object(chart, 'b').addDependency(object(chart, 'a'));
    };
    expect(names(type, fill)).toEqual(['Thing.a.yml', 'Thing.b.yml']);
  });

  test('with numbers that stay the same when objects are added', () => {
    const fill = (more: string[]) => (app: PodApp) => {
      const chart = new Chart(app, 'chart');
      more.forEach((name) => object(chart, name));
      object(chart, 'a').addDependency(object(chart, 'b'));
    };
    const before = names(perResource, fill([]));
    expect(names(perResource, fill(['0', 'm', 'z']))).toEqual(expect.arrayContaining(before));
  });
});

describe('file names are safe on all operating systems:', () => {
  const chartFile = (id: string) =>
    Object.keys(written(YamlOutputType.FILE_PER_CHART, (app) => object(new Chart(app, id), 'a')));
  const objectFile = (kind: string, name: string) =>
    Object.keys(written(YamlOutputType.FILE_PER_RESOURCE, (app) => object(new Chart(app, 'c'), name, undefined, kind)));

  test.each([
    ['nul', '_nul.yml'],
    ['con', '_con.yml'],
    ['aux', '_aux.yml'],
    ['prn', '_prn.yml'],
    ['com1', '_com1.yml'],
    ['lpt9', '_lpt9.yml'],
    ['-x', '_-x.yml'],
    ['null', 'null.yml'],
    ['com10', 'com10.yml'],
    ['a-', 'a-.yml'],
  ])('the chart %j is in %s', (id, file) => {
    expect(chartFile(id)).toEqual([file]);
  });

  test.each([
    ['ClusterRole', 'system:foo', /^ClusterRole\.systemfoo-[0-9a-f]{8}\.yml$/],
    ['ClusterRole', 'Foo', /^ClusterRole\.Foo-[0-9a-f]{8}\.yml$/],
    ['ClusterRole', 'foo.', /^ClusterRole\.foo-[0-9a-f]{8}\.yml$/],
    ['ClusterRole', 'foo ', /^ClusterRole\.foo-[0-9a-f]{8}\.yml$/],
    ['ClusterRole', 'a<b>|?*"\\/é', /^ClusterRole\.ab-[0-9a-f]{8}\.yml$/],
    ['Con', 'foo', /^_Con\.foo\.yml$/],
    ['Thing', 'a'.repeat(253), /^Thing\.a{214}-[0-9a-f]{8}\.yml$/],
  ])('the %s %j', (kind, name, file) => {
    expect(objectFile(kind, name)).toEqual([expect.stringMatching(file)]);
  });

  test('two long names that differ at the end have two files, also with numbers in front', () => {
    const long = 'a'.repeat(252);
    const files = written(YamlOutputType.FILE_PER_RESOURCE, (app) => {
      const chart = new Chart(app, 'c');
      object(chart, `${long}0`, undefined, 'Role').addDependency(object(chart, `${long}1`, undefined, 'Zone'));
      object(chart, `${long}1`, undefined, 'Role');
    });
    expect(Object.values(files).sort()).toEqual([`${long}0`, `${long}1`, `${long}1`]);
  });
});

describe('adding an object renames no file:', () => {
  test.each<[string, string[][]]>([
    ['a name that differs only in characters that are left out', [['systemfoo'], ['system:foo'], ['sys:temfoo']]],
    ['a name that differs only in upper case', [['foo'], ['Foo'], ['FOO']]],
    ['a name in another namespace', [['web', 'a'], ['web', 'b'], ['web']]],
    ['other names', [['a'], ['b'], ['c', 'd']]],
  ])('%s', (_, all) => {
    const files = (list: string[][]) =>
      written(YamlOutputType.FILE_PER_RESOURCE, (app) => {
        const chart = new Chart(app, 'c');
        list.forEach(([name, namespace]) => object(chart, name, namespace));
      });
    for (let count = 1; count <= all.length; count++) {
      expect(Object.keys(files(all.slice(0, count)))).toHaveLength(count);
      expect(files(all)).toMatchObject(files(all.slice(0, count)));
      expect(files([...all].reverse())).toEqual(files(all));
    }
  });

  test('an object of another API group is the exception: both files get a hash, which does not change again', () => {
    const files = (groups: string[]) =>
      Object.keys(
        written(YamlOutputType.FILE_PER_RESOURCE, (app) => {
          const chart = new Chart(app, 'c');
          groups.forEach((group) => object(chart, 'web', undefined, 'Service', group));
        }),
      );
    const two = files(['a.com', 'b.com']);
    expect(two).toEqual(Array(2).fill(expect.stringMatching(/^Service\.web-[0-9a-f]{8}\.yml$/)));
    expect(files(['c.com', 'b.com', 'a.com'])).toEqual(expect.arrayContaining(two));
  });

  test('objects without a name', () => {
    const files = (ids: string[]) =>
      Object.keys(
        written(YamlOutputType.FILE_PER_RESOURCE, (app) => {
          const chart = new Chart(app, 'c');
          const annotations = { 'waive.cdk8s-pods/runtime.generate-name': 'kubectl create' };
          const metadata = { name: undefined, generateName: 'config-', annotations };
          const props = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
          ids.forEach((id) => new ApiObject(chart, id, props));
        }),
      );
    expect(files(['a', 'b', 'c'])).toHaveLength(3);
    expect(files(['c', 'b', 'a'])).toEqual(expect.arrayContaining(files(['a'])));
  });
});
