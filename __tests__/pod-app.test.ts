import { ApiObject, App, AppProps, Chart, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { AppPod, PodApp } from '../index';

let folder: string;
beforeEach(() => {
  // the list of files is beside the output folder, and must be deleted with it
  folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'pod-app-')), 'out');
  fs.mkdirSync(folder);
});
afterEach(() => fs.rmSync(path.dirname(folder), { recursive: true }));

/** All files below the folder, with their texts. */
function files(from = folder): Record<string, string> {
  const found = fs
    .readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(from, name), { throwIfNoEntry: false })?.isFile());
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

describe.each([
  ['FILE_PER_APP', YamlOutputType.FILE_PER_APP],
  ['FILE_PER_CHART', YamlOutputType.FILE_PER_CHART],
  ['FILE_PER_RESOURCE', YamlOutputType.FILE_PER_RESOURCE],
  ['FOLDER_PER_CHART_FILE_PER_RESOURCE', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE],
])('%s', (_, yamlOutputType) => {
  const both = (change: (app: App) => void) =>
    [PodApp, App].map((Kind) => {
      const outdir = path.join(folder, Kind.name);
      const app = new Kind({ outdir, yamlOutputType, outputFileExtension: '.yml' });
      fill(app);
      change(app);
      printed(() => app.synth());
      return files(outdir);
    });
  const depend = (app: App, from: string, to: string) =>
    (app.node.findChild(from) as Chart).addDependency(app.node.findChild(to));

  test('gives the files that the App of cdk8s gives', () => {
    const [ours, theirs] = both(() => undefined);
    expect(ours).toEqual(theirs);
    expect(Object.keys(ours)).not.toEqual([]);
  });

  test('prefixes the names of charts with numbers if their order requires it, as cdk8s does', () => {
    const [ours, theirs] = both((app) => depend(app, 'database', 'web'));
    expect(ours).toEqual(theirs);
  });

  test('keeps the names of charts that are in order, unlike cdk8s', () => {
    const [ours, theirs] = both((app) => depend(app, 'web', 'database'));
    const sameNames = Object.entries(theirs).map(([name, text]) => [name.replace(/^\d{4}-/, ''), text]);
    // cdk8s ignores the dependency if each object has its own file
    const isOrdered = yamlOutputType === YamlOutputType.FILE_PER_RESOURCE;
    const number = (name: string) => (isOrdered ? (name.includes('.c.') ? '0000-' : '0001-') : '');
    expect(ours).toEqual(Object.fromEntries(sameNames.map(([name, text]) => [`${number(name)}${name}`, text])));
  });
});

test('uses the output folder of the cdk8s command line', () => {
  process.env.CDK8S_OUTDIR = path.join(folder, 'elsewhere');
  try {
    expect(new PodApp().outdir).toBe(path.join(folder, 'elsewhere'));
  } finally {
    delete process.env.CDK8S_OUTDIR;
  }
});

test('no list stays beside the folder that `cdk8s synth --stdout` makes and removes again', () => {
  const passing = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-'));
  try {
    synth({ outdir: passing });
    expect(fs.readdirSync(os.tmpdir()).filter((name) => name.includes(path.basename(passing)))).toEqual([
      path.basename(passing),
    ]);
    expect(Object.keys(files(passing))).toHaveLength(2);
  } finally {
    fs.rmSync(passing, { recursive: true });
  }
});

describe('files of charts that are gone', () => {
  const without = (props: AppProps = {}) => {
    const app = new PodApp({ outdir: path.join(folder, 'dist'), ...props });
    new AppPod(new Chart(app, 'web'), 'a', { metadata: { name: 'a' }, app: { name: 'web', image: 'nginx:1.27' } });
    return printed(() => app.synth());
  };
  const outdir = () => path.join(folder, 'dist');

  test('are removed and reported; the list beside the folder names the remaining files', () => {
    synth({ outdir: outdir() });
    expect(without()).toMatch(/database\.k8s\.yaml {13}removed\n$/);
    expect(Object.keys(files())).toEqual(['.dist.files', path.join('dist', 'web.k8s.yaml')]);
    expect(files()['.dist.files']).toMatch(/^#.*\nweb\.k8s\.yaml\n$/);
  });

  test('are the only ones that are removed', () => {
    synth({ outdir: outdir() });
    fs.writeFileSync(path.join(outdir(), 'own.yaml'), 'mine');
    fs.writeFileSync(path.join(folder, 'outside.yaml'), 'mine');
    fs.appendFileSync(path.join(folder, '.dist.files'), '../outside.yaml\n/outside.yaml\n');
    without();
    expect(Object.keys(files())).toEqual(['.dist.files', 'dist/own.yaml', 'dist/web.k8s.yaml', 'outside.yaml']);
  });

  test.each(['./web.k8s.yaml', 'x/../web.k8s.yaml', 'web.k8s.yaml/', '.', '..', '\0\xff', '# web', ''])(
    'are recognized, whatever else the list contains: %j',
    (line) => {
      synth({ outdir: outdir() });
      fs.appendFileSync(path.join(folder, '.dist.files'), `${line}\n`);
      without();
      expect(Object.keys(files())).toEqual(['.dist.files', 'dist/web.k8s.yaml']);
      expect(files()['.dist.files']).toMatch(/^#.*\nweb\.k8s\.yaml\n$/);
    },
  );

  test('are recognized if the lines of the list end with CRLF', () => {
    synth({ outdir: outdir() });
    fs.writeFileSync(path.join(folder, '.dist.files'), files()['.dist.files'].replace(/\n/g, '\r\n'));
    without();
    expect(Object.keys(files())).toEqual(['.dist.files', 'dist/web.k8s.yaml']);
  });

  test('stay if the list is missing', () => {
    synth({ outdir: outdir() });
    fs.rmSync(path.join(folder, '.dist.files'));
    fs.rmSync(path.join(outdir(), 'web.k8s.yaml'));
    without();
    expect(Object.keys(files())).toEqual(['.dist.files', 'dist/database.k8s.yaml', 'dist/web.k8s.yaml']);
  });

  test('are found in a list of a million lines', () => {
    synth({ outdir: outdir() });
    const lines = Array.from({ length: 1_000_000 }, (_, i) => `folder-${i % 1000}/Deployment.${i}.yaml\n`);
    fs.appendFileSync(path.join(folder, '.dist.files'), lines.join(''));
    without();
    expect(files()['.dist.files']).toMatch(/^#.*\nweb\.k8s\.yaml\n$/);
  });

  test('are removed with the folder of their chart', () => {
    const type = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE };
    synth({ outdir: outdir(), ...type });
    without(type);
    expect(fs.readdirSync(outdir())).toEqual(['web']);
    expect(fs.readdirSync(path.join(outdir(), 'web'))).toEqual(['Pod.a.k8s.yaml']);
  });
});

describe('an output folder that cannot be written', () => {
  test.each([
    ['is a file', (at: string) => fs.writeFileSync(at, 'mine'), 'it is a file. Name a folder, or move the file away.'],
    ['is below a file', (at: string) => fs.writeFileSync(path.dirname(at), 'mine'), 'a part of the path is a file.'],
    [
      'is a link to another place',
      (at: string) => fs.symlinkSync(__dirname, at),
      'it is a link to another place. Set that place as the output folder.',
    ],
    [
      'is a link that leads nowhere',
      (at: string) => fs.symlinkSync('nowhere', at),
      'it is a link to a missing folder. Remove the link, or create the folder.',
    ],
    [
      'has a folder where its list has to be',
      (at: string) => fs.mkdirSync(path.join(path.dirname(at), '.dist.files')),
      '.dist.files: it is a folder. Name a file, or move the folder away.',
    ],
    [
      'has a folder where a file has to be',
      (at: string) => fs.mkdirSync(path.join(at, 'web.k8s.yaml', 'x'), { recursive: true }),
      'is a folder, and must be a file. Move the folder away.',
    ],
    [
      'has a link where a file has to be',
      (at: string) => {
        fs.mkdirSync(at);
        fs.writeFileSync(path.join(folder, 'elsewhere'), 'mine');
        fs.symlinkSync(path.join(folder, 'elsewhere'), path.join(at, 'web.k8s.yaml'));
      },
      'is a link, and must be a file. Move the link away.',
    ],
  ])('because it %s is an error, and no file is lost', (_, spoil, reason) => {
    const at = path.join(folder, 'sub', 'dist');
    fs.mkdirSync(path.dirname(path.dirname(at)), { recursive: true });
    if (!reason.startsWith('a part')) {
      fs.mkdirSync(path.dirname(at));
    }
    spoil(at);
    const before = files();
    expect(() => synth({ outdir: at })).toThrow(reason);
    expect(() => synth({ outdir: at })).toThrow(`cannot write to ${at}: `);
    expect(files()).toEqual(before);
  });

  test("because a chart's folder is a link to another place is an error, and nothing is written there", () => {
    const at = path.join(folder, 'dist');
    fs.mkdirSync(at);
    fs.mkdirSync(path.join(folder, 'elsewhere'));
    fs.symlinkSync(path.join(folder, 'elsewhere'), path.join(at, 'web'));
    const type = { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE };
    expect(() => synth({ outdir: at, ...type })).toThrow('is a link that leads out of the folder. Remove the link.');
    expect(Object.keys(files())).toEqual([]);
  });
});

describe('an error while files are moved leaves all as it was:', () => {
  const at = () => path.join(folder, 'dist');
  const without = () => {
    const app = new PodApp({
      outdir: at(),
      quiet: true,
      yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
    });
    new AppPod(new Chart(app, 'web'), 'b', { metadata: { name: 'b' }, app: { name: 'web', image: 'nginx:1.28' } });
    new AppPod(new Chart(app, 'more'), 'd', { metadata: { name: 'd' }, app: { name: 'web', image: 'nginx:1.28' } });
    app.synth();
  };

  test.each<[string, 'renameSync' | 'rmSync' | 'rmdirSync']>([
    ['dist/more/Pod.d.k8s.yaml', 'renameSync'],
    ['dist/web/Pod.b.k8s.yaml', 'renameSync'],
    ['dist/web/Pod.a.k8s.yaml', 'rmSync'],
    ['dist/database/Pod.c.k8s.yaml', 'rmSync'],
    ['dist/database', 'rmdirSync'],
  ])('%s, %s', (name, step) => {
    synth({ outdir: at(), yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
    const before = files();
    const real: any = fs[step];
    let isOver = false;
    const spy = jest.spyOn(fs, step).mockImplementation(((...args: any[]) => {
      const file = args.filter((one) => typeof one === 'string').pop();
      if (file === path.join(folder, name) && !isOver) {
        isOver = true;
        throw Object.assign(new Error('no'), { code: 'EACCES', path: file });
      }
      return real(...args);
    }) as any);
    expect(without).toThrow(
      `cannot write to ${at()}: ${path.join(folder, name)}: permission denied. Check the owner and the mode of the file and of its folder. Nothing was changed.`,
    );
    expect(files()).toEqual(before);
    spy.mockRestore();
    without();
    expect(Object.keys(files())).toEqual(['.dist.files', 'dist/more/Pod.d.k8s.yaml', 'dist/web/Pod.b.k8s.yaml']);
  });
});

test('a file behind a link out of the folder is never removed, even if the list names it', () => {
  const at = path.join(folder, 'dist');
  synth({ outdir: at });
  fs.mkdirSync(path.join(folder, 'elsewhere'));
  fs.writeFileSync(path.join(folder, 'elsewhere', 'own.yaml'), 'mine');
  fs.symlinkSync('../elsewhere', path.join(at, 'link'));
  fs.appendFileSync(path.join(folder, '.dist.files'), 'link/own.yaml\n');
  synth({ outdir: at });
  expect(files()['elsewhere/own.yaml']).toBe('mine');
});

test('a folder that is a link to one beside it is written', () => {
  fs.mkdirSync(path.join(folder, 'build'));
  fs.symlinkSync('build', path.join(folder, 'dist'));
  synth({ outdir: path.join(folder, 'dist') });
  expect(fs.readdirSync(path.join(folder, 'build'))).toHaveLength(2);
});

test('a second run with nothing changed writes nothing at all', () => {
  const at = path.join(folder, 'dist');
  synth({ outdir: at });
  const spies = (['writeFileSync', 'renameSync', 'mkdirSync', 'linkSync', 'rmSync'] as const).map((name) =>
    jest.spyOn(fs, name),
  );
  synth({ outdir: at });
  expect(spies.map((spy) => spy.mock.calls.length)).toEqual([0, 0, 0, 0, 0]);
  spies.forEach((spy) => spy.mockRestore());
});

describe('files of others are neither removed nor overwritten:', () => {
  const at = () => path.join(folder, 'dist');
  const own = (name: string, text = 'mine') => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };

  test('folders with names that look like those of PodApp', () => {
    const names = [
      '.dist.new/own',
      'dist/.waiting/own',
      '.dist.lock.1',
      '.dist.lock.d/own',
      '.dist.new.old',
      'dist.new/own',
    ];
    names.forEach((name) => own(name));
    ['nginx:1.28', 'nginx:1.29'].forEach((image) => {
      synth({ outdir: at() }, image);
      names.forEach((name) => expect(files()[name]).toBe('mine'));
    });
  });

  test('a file with the name of a chart is an error, also in an empty list and after the file is changed back', () => {
    own('dist/web.k8s.yaml');
    const message =
      `cannot write to ${at()}: ${at()}/web.k8s.yaml exists, and .dist.files does not list it. Move it away. ` +
      'If cdk8s or an earlier run of this app wrote it, delete it, run ' +
      'again, and commit .dist.files. PodApp overwrites only files in this list. Nothing was changed.';
    expect(() => synth({ outdir: at() })).toThrow(message);
    own('.dist.files', '# an empty list\n');
    expect(() => synth({ outdir: at() })).toThrow(message);
    expect(Object.keys(files())).toEqual(['.dist.files', 'dist/web.k8s.yaml']);
    fs.rmSync(path.join(at(), 'web.k8s.yaml'));
    synth({ outdir: at() });
    synth({ outdir: at() }, 'nginx:1.28');
    expect(files()['dist/web.k8s.yaml']).toContain('nginx:1.28');
  });

  test('the error lists several files', () => {
    own('dist/web.k8s.yaml');
    own('dist/database.k8s.yaml');
    expect(() => synth({ outdir: at() })).toThrow(
      `${at()}/web.k8s.yaml, ${at()}/database.k8s.yaml exist, and .dist.files does not list them`,
    );
  });

  test('a file in the folder of a chart', () => {
    own('dist/web/Pod.a.k8s.yaml');
    const yamlOutputType = YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
    expect(() => synth({ outdir: at(), yamlOutputType })).toThrow('dist/web/Pod.a.k8s.yaml exists, and');
    expect(Object.keys(files())).toEqual(['dist/web/Pod.a.k8s.yaml']);
  });

  test('a file with the same text as the chart is accepted, as in a clone without the list', () => {
    synth({ outdir: at() });
    const before = files();
    fs.rmSync(path.join(folder, '.dist.files'));
    expect(synth({ outdir: at() }).match(/\w+$/gm)).toEqual(['unchanged', 'unchanged']);
    expect(files()).toEqual(before);
  });

  test('a file that the list names in upper case, on a file system that distinguishes it', () => {
    synth({ outdir: at() });
    own('.dist.files', 'WEB.k8s.yaml\ndatabase.k8s.yaml\n');
    expect(() => synth({ outdir: at() }, 'nginx:1.28')).toThrow('does not list it');
  });
});

describe('the templates of a Helm chart', () => {
  const templates = () => path.join(folder, 'dist', 'templates');
  beforeEach(() => {
    fs.mkdirSync(templates(), { recursive: true });
    fs.writeFileSync(path.join(folder, 'dist', 'Chart.yaml'), 'name: web\n');
  });

  test('have their list beside the chart, because Helm reads all files of a chart', () => {
    synth({ outdir: templates() });
    expect(Object.keys(files())).toEqual([
      '.dist.templates.files',
      'dist/Chart.yaml',
      'dist/templates/database.k8s.yaml',
      'dist/templates/web.k8s.yaml',
    ]);
    expect(synth({ outdir: templates() }, 'nginx:1.28').match(/\w+$/gm)).toEqual(['changed', 'unchanged']);
    fs.rmSync(templates(), { recursive: true });
    expect(synth({ outdir: templates() }).match(/\w+$/gm)).toEqual(['new', 'new']);
  });

  test('have their list in the chart if the app is in the chart', () => {
    const cwd = jest.spyOn(process, 'cwd').mockReturnValue(path.join(folder, 'dist', 'app'));
    synth({ outdir: templates() });
    cwd.mockRestore();
    expect(Object.keys(files())).toContain('dist/.templates.files');
  });
});

test('a file that another run removes in the meantime is no error', () => {
  const at = path.join(folder, 'dist');
  synth({ outdir: at });
  const real: any = fs.readdirSync;
  const spy = jest.spyOn(fs, 'readdirSync').mockImplementationOnce(((...args: any[]) => {
    const found = real(...args);
    ['web.k8s.yaml', 'database.k8s.yaml'].forEach((name) => fs.rmSync(path.join(at, name)));
    return found;
  }) as any);
  const app = new PodApp({ outdir: at, quiet: true });
  new AppPod(new Chart(app, 'web'), 'a', { metadata: { name: 'a' }, app: { name: 'web', image: 'nginx:1.27' } });
  app.synth();
  spy.mockRestore();
  expect(fs.readdirSync(at)).toEqual(['web.k8s.yaml']);
});

describe('two objects with the same identity', () => {
  const make = (...metadata: { name: string; namespace?: string }[]) => {
    const app = new PodApp({ outdir: folder, quiet: true, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    metadata.forEach(
      (one, i) =>
        new AppPod(new Chart(app, `chart-${i}`), 'pod', { metadata: one, app: { name: 'web', image: 'nginx:1.27' } }),
    );
    return app;
  };

  test('are refused, with both places', () => {
    const app = make({ name: 'web', namespace: 'a' }, { name: 'web', namespace: 'a' });
    const problem =
      '[chart-1/pod] metadata.name: the Pod "web" in the namespace "a" already exists: [chart-0/pod] creates it at ';
    const rest =
      ' A cluster has only one of them: the one that is applied last. Rename one of them. (runtime/duplicate-object)\n    at ';
    for (const synth of [() => app.synth(), () => app.synthYaml()]) {
      expect(synth).toThrow(problem);
      expect(synth).toThrow(rest);
    }
    expect(files()).toEqual({});
  });

  test('are two in two namespaces, and their files have two names', () => {
    make({ name: 'web', namespace: 'a' }, { name: 'web', namespace: 'b' }, { name: 'other' }).synth();
    expect(Object.keys(files()).filter((name) => !name.startsWith('.'))).toEqual([
      'Pod.other.k8s.yaml',
      'Pod.web.a.k8s.yaml',
      'Pod.web.b.k8s.yaml',
    ]);
  });
});

describe('dependencies', () => {
  const chain = (length: number) => {
    const app = new PodApp({ outdir: folder, quiet: true });
    const chart = new Chart(app, 'chart');
    const pods = Array.from(
      { length },
      (_, i) => new ApiObject(chart, `pod-${i}`, { apiVersion: 'v1', kind: 'ConfigMap' }),
    );
    return { app, chart, pods };
  };

  test('that lead in a circle are refused, and the circle is written out', () => {
    const { app, pods } = chain(3);
    pods.forEach((pod, i) => pod.addDependency(pods[(i + 1) % 3]));
    expect(() => app.synth()).toThrow(
      'The dependencies form a cycle: chart/pod-0 needs chart/pod-1 needs chart/pod-2 needs chart/pod-0. Remove one of them.',
    );
  });

  test('of an object on itself are refused', () => {
    const { app, pods } = chain(2);
    pods[0].addDependency(pods[0]);
    expect(() => app.synth()).toThrow('The dependencies form a cycle: chart/pod-0 needs chart/pod-0.');
  });

  test('of 8,000 objects in a chain are kept', () => {
    const { app, pods } = chain(8000);
    pods.slice(1).forEach((pod, i) => pods[i].addDependency(pod));
    const names = [...app.synthYaml().matchAll(/name: chart-pod-(\d+)-/g)].map(([, n]) => Number(n));
    expect(names).toEqual(Array.from({ length: 8000 }, (_, i) => 7999 - i));
  });

  test('in layered diamonds are kept in no time', () => {
    const { app, pods } = chain(90);
    pods.forEach((pod, i) =>
      pods.filter((_, k) => Math.floor(k / 3) === Math.floor(i / 3) + 1).forEach((other) => pod.addDependency(other)),
    );
    expect(app.synthYaml().match(/^kind: ConfigMap$/gm)).toHaveLength(90);
  });

  const charts = (length: number) => {
    const app = new PodApp({ outdir: folder, quiet: true });
    return { app, all: Array.from({ length }, (_, i) => new Chart(app, `chart-${i}`)) };
  };

  test('of 8,000 charts in a chain are kept', () => {
    const { app, all } = charts(8000);
    all.slice(1).forEach((chart, i) => all[i].addDependency(chart));
    expect(app.charts.map(({ node }) => node.id)).toEqual(all.map(({ node }) => node.id).reverse());
  });

  test('of charts in layered diamonds are kept in no time', () => {
    const { app, all } = charts(90);
    const layer = (i: number) => Math.floor(i / 3);
    all.forEach((chart, i) =>
      all.filter((_, k) => layer(k) === layer(i) + 1).forEach((one) => chart.addDependency(one)),
    );
    const layers = app.charts.map((chart) => layer(all.indexOf(chart)));
    expect(layers).toEqual([...layers].sort((a, b) => b - a));
  });

  test('of a chart on itself are refused', () => {
    const { app, all } = charts(1);
    all[0].addDependency(all[0]);
    expect(() => app.synth()).toThrow('The dependencies form a cycle: chart-0 needs chart-0. Remove one of them.');
  });

  test('between constructs hold for all objects in them', () => {
    const { app, chart } = chain(0);
    const [a, b] = ['a', 'b'].map((id) => new Construct(chart, id));
    [a, b].forEach((parent) =>
      ['x', 'y'].forEach((id) => new ApiObject(parent, id, { apiVersion: 'v1', kind: 'ConfigMap' })),
    );
    a.node.addDependency(b);
    expect([...app.synthYaml().matchAll(/name: chart-(\w)-(\w)-/g)].map(([, p, id]) => p + id)).toEqual([
      'bx',
      'by',
      'ax',
      'ay',
    ]);
  });
});

test('objects that each wait for all others in their chart are refused, in time in proportion to their number', () => {
  const app = new PodApp({ outdir: folder, quiet: true });
  const chart = new Chart(app, 'chart');
  for (let i = 0; i < 10_000; i++) {
    new ApiObject(chart, `pod-${i}`, { apiVersion: 'v1', kind: 'ConfigMap' }).addDependency(chart);
  }
  expect(() => app.synth()).toThrow(/form a cycle: chart\/pod-\d+ needs chart\/pod-\d+ needs/);
});

describe('nothing is lost of what', () => {
  const app = () => new PodApp({ outdir: folder, quiet: true });

  test('a chart returns from its own `toJson`', () => {
    class Marked extends Chart {
      public override toJson(): any[] {
        return [...super.toJson(), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'more' } }];
      }
    }
    const all = app();
    new ApiObject(new Marked(all, 'chart'), 'pod', { apiVersion: 'v1', kind: 'ConfigMap' });
    all.synth();
    expect(files()['chart.k8s.yaml'].match(/^kind: .*$/gm)).toEqual(['kind: ConfigMap', 'kind: Namespace']);
  });

  test('a validation adds to the tree, or to a pod that was validated before', () => {
    const all = app();
    const chart = new Chart(all, 'chart');
    const pod = new AppPod(chart, 'pod', { app: { name: 'web', image: 'nginx:1.27' } });
    const last = new Construct(chart, 'last');
    last.node.addValidation({
      validate: () => {
        pod.addJsonPatch(JsonPatch.add('/spec/hostname', 'web'));
        new ApiObject(last, 'late', { apiVersion: 'v1', kind: 'ConfigMap' });
        return [];
      },
    });
    all.synth();
    expect(files()['chart.k8s.yaml']).toMatch(/hostname: web[^]*kind: ConfigMap/);
  });

  test('is written beside an object that renders to nothing', () => {
    const all = app();
    const chart = new Chart(all, 'chart');
    new ApiObject(chart, 'none', { apiVersion: 'v1', kind: 'ConfigMap' }).toJson = () => undefined;
    new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' } });
    all.synth();
    expect(files()).toEqual({ 'chart.k8s.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n' });
  });
});

test('each construct is checked once, and each object is rendered once', () => {
  const app = new PodApp({ outdir: folder, quiet: true });
  let produced = 0;
  const image = Lazy.any({ produce: () => `nginx:${++produced}` });
  new AppPod(new Chart(app, 'chart'), 'pod', { app: { name: 'web', image } });
  app.synth();
  expect(produced).toBe(1);
});

test('the metadata of constructs is recorded when it is asked for', () => {
  synth({ recordConstructMetadata: true });
  expect(JSON.parse(files()['construct-metadata.json'])).toEqual({
    version: '1.0.0',
    resources: { a: { path: 'web/a' }, b: { path: 'web/b' }, c: { path: 'database/c' } },
  });
});

test('verbose sums up on standard error', () => {
  const lines: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  const app = new PodApp({ outdir: folder, verbose: true });
  fill(app);
  printed(() => app.synth());
  spy.mockRestore();
  expect(lines.join('')).toMatch(/^3 objects in 2 files \(2 new\) in \d+\.\d s\n$/);
});

describe('in an app of many charts, which copies the manifests of other libraries', () => {
  const withCharts = (count: number, toJson: () => any): PodApp => {
    const app = new PodApp({ outdir: folder, quiet: true });
    class Other extends ApiObject {
      public override toJson(): any {
        return toJson();
      }
    }
    const charts = Array.from({ length: count }, (_, i) => new Chart(app, `chart-${i}`));
    new Other(charts[0], 'other', { apiVersion: 'example.com/v1', kind: 'Other' });
    return app;
  };
  const object = { apiVersion: 'example.com/v1', kind: 'Other', metadata: { name: 'other' } };

  test('the manifest is the same', () => {
    const data = { ...object, data: { list: [1, [null, {}], { b: undefined, a: '' }], ['__proto__']: 'x' } };
    const text = withCharts(1000, () => data).synthYaml();
    expect(text).toContain('__proto__: x');
    expect(text).toBe(withCharts(1, () => data).synthYaml());
  });

  test('what is not plain data is refused', () => {
    const data = { ...object, data: { at: new Date(0) } };
    expect(() => withCharts(1000, () => data).synthYaml()).toThrow(
      '[Other other] data.at: a Date cannot go into a manifest',
    );
  });

  test('a manifest that contains itself is refused', () => {
    const data: any = { ...object };
    data.data = data;
    expect(() => withCharts(1000, () => data).synthYaml()).toThrow(
      'more than 1000 nested levels. Does it contain itself?',
    );
  });
});
