import { ApiObject, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as library from '../index';
import { AppDeployment, AppPod, IPattern, Patterns, PodApp, PodTemplates, SidecarPod } from '../index';
import { chartAt, manifestOf, problemsOf } from './synth';

// as JavaScript sees it
const untyped = library as any;
const app = { name: 'web', image: 'web:1' };
const logs = { name: 'logs', image: 'logs:1' };

const problems = (write: (chart: Chart) => void): string[] => {
  const chart = chartAt('1.37');
  write(chart);
  return problemsOf(chart);
};

describe('an unknown prop is an error', () => {
  const pods: [string, object, string][] = [
    ['AppPod', { podSecurtiy: 'baseline' }, 'podSecurity'],
    ['SidecarPod', { sidecars: [logs], sidecarform: 'classic' }, 'sidecarForm'],
    ['SidecarPod', { sidecars: [logs], pattern: [] }, 'patterns'],
    ['AmbassadorPod', { ambassador: logs, address: [] }, 'addresses'],
    ['AmbassadorPod', { ambassador: logs, portVar: 'PORT' }, 'portVariable'],
    ['AdapterPod', { adapter: logs, file: [] }, 'files'],
    ['InitPod', { steps: [logs], startBefore: ['web'] }, 'startsBefore'],
    ['AppDeployment', { metadatas: {} }, 'metadata'],
    ['AppStatefulSet', { podsecurity: 'baseline' }, 'podSecurity'],
    ['AppDaemonSet', { patern: [] }, 'patterns'],
    ['AppJob', { pattern: [] }, 'patterns'],
    ['AppCronJob', { schedule: '@daily', pattern: [] }, 'patterns'],
  ];
  test.each(pods)('of %s: %j', (name, props, meant) => {
    const [prop] = Object.keys(props).slice(-1);
    expect(problems((chart) => new untyped[name](chart, 'web', { app, ...props }))).toEqual([
      `[test/web] ${prop}: there is no prop "${prop}" here. The manifest would not contain it. Did you mean "${meant}"?`,
    ]);
  });

  test('of a pod, also through a spread that TypeScript does not check', () => {
    const shared = { sidecarform: 'classic' };
    expect(problems((chart) => new SidecarPod(chart, 'web', { app, sidecars: [logs], ...shared }))).toHaveLength(1);
  });

  const patterns: [string, object, string][] = [
    ['SidecarPattern', { sidecars: [logs], file: [] }, '"file". Did you mean "files"?'],
    ['SidecarPattern', { sidecars: [logs], sidecarform: 'classic' }, '"sidecarform". Did you mean "sidecarForm"?'],
    ['AmbassadorPattern', { ambassador: logs, address: [] }, '"address". Did you mean "addresses"?'],
    ['AdapterPattern', { adapter: logs, portVariable: 'PORT' }, '"portVariable". Remove `portVariable`.'],
    ['InitPattern', { steps: [logs], sidecarForm: 'native' }, '"sidecarForm". Remove `sidecarForm`.'],
  ];
  test.each(patterns)('of %s: %j', (name, props, text) => {
    const pattern = new untyped[name](props);
    expect(problems((chart) => new AppPod(chart, 'web', { app, patterns: [pattern] }))).toEqual([
      `[test/web] patterns["${pattern.name}"]: ${name}: there is no prop ${text}`,
    ]);
    expect(
      problems((chart) => Patterns.attach(new AppDeployment(chart, 'web', { app }), new untyped[name](props))),
    ).toHaveLength(1);
  });

  test('of what a pattern contributes, at any depth', () => {
    const contribution = {
      sidecar: [],
      app: { envs: [] },
      startOrder: [{ container: 'web', before: 'web', after: 'logs' }],
      raw: {},
      files: [
        {
          name: 'logs',
          writer: [],
          emptydir: {},
          writers: [{ container: 'web', mountPath: '/logs', mountPropgation: 'None' }],
          readers: [{ container: 'web', mountPath: '/logs', name: 'logs' }],
        },
      ],
    };
    const pattern: IPattern = { name: 'mine', contribute: () => contribution as object };
    const at = '[test/web] patterns["mine"].';
    const found = problems((chart) => new AppPod(chart, 'web', { app, patterns: [pattern] }));
    expect(found.filter((line) => line.includes('there is no prop')).map((line) => line.split(': ')[0])).toEqual(
      [
        'sidecar',
        'app.envs',
        'startOrder[0].after',
        'raw',
        'files[0].writer',
        'files[0].emptydir',
        'files[0].writers[0].mountPropgation',
        'files[0].readers[0].name',
      ].map((path) => at + path),
    );
    expect(found.find((line) => line.includes('Propgation'))).toContain('Did you mean "mountPropagation"?');
  });

  test('of PodTemplates.in, which would select more objects without it', () => {
    const chart = chartAt();
    new AppDeployment(chart, 'web', { app });
    expect(() => untyped.PodTemplates.in(chart, { kinds: 'Job' })).toThrow(
      '[test] PodTemplates.in: there is no prop "kinds". Did you mean "kind"?',
    );
    expect(() => PodTemplates.in(chart, { labels: new Map() as any })).toThrow(
      '[test] PodTemplates.in: `labels` is a Map, not an object. Write an object: `Object.fromEntries(map)`.',
    );
  });

  const outdir = Testing.app().outdir;
  test.each([
    ['PodApp', () => new untyped.PodApp({ outdir, quite: true }), 'there is no prop "quite". Did you mean "quiet"?'],
    ['PodApp', () => new untyped.Environments({ outDir: outdir }), 'there is no prop "outDir". Did you mean "outdir"?'],
    ['PodApp', () => new untyped.PodApp(new Map()), 'the props are a Map.'],
    ['lint', () => untyped.lint([], { target: '1.30', severty: 'error' }), 'Did you mean "severity"?'],
    [
      'lint',
      () => untyped.Lint.manifests([], { waive: new Set(['api/labels']) }),
      '`waive` is a Set, not a list. Write a list',
    ],
    ['FromPlus.env', () => untyped.FromPlus.env('COLOR', { val: 'blue' }), 'COLOR has no value.'],
  ])('of %s', (place, write, text) => {
    expect(write).toThrow(`${place}: `);
    expect(write).toThrow(text);
  });

  test('unless it is undefined', () => {
    const props = { app, sidecars: [logs], sidecarform: undefined, pattern: undefined };
    expect(problems((chart) => new SidecarPod(chart, 'web', props))).toEqual([]);
  });

  test('that the message of a rule explains better, if it is the name of a field elsewhere', () => {
    const props = { app, labels: { app: 'web' } };
    expect(problems((chart) => new AppPod(chart, 'web', props))).toEqual([
      expect.stringContaining('It belongs in metadata.labels.'),
    ]);
  });
});

describe('a manifest that is pasted into the props', () => {
  test.each([
    ['status', {}, 'Remove it: only the cluster writes the status.'],
    ['kind', 'Pod', 'Remove it: the class of the construct decides it.'],
    ['apiVersion', 'v1', 'Remove it: the class of the construct decides it.'],
    ['spec', { hostname: 'web' }, 'Write the fields of `spec` without `spec`.'],
  ])('has a fix for `%s`', (prop, value, fix) => {
    const pasted = { app, [prop]: value };
    const line = `[test/web] ${prop}: there is no prop "${prop}" here. The manifest would not contain it. ${fix}`;
    expect(problems((chart) => new AppPod(chart, 'web', pasted))).toEqual([line]);
    expect(problems((chart) => new AppDeployment(chart, 'web', pasted))).toEqual([line]);
  });
});

describe('an instance of a class is not plain data', () => {
  class Labels {
    public readonly app = 'web';
  }
  const map = new Map([['app', 'web']]);
  const values: [string, string, object][] = [
    ['metadata', 'a Map', { metadata: map }],
    ['metadata.labels', 'a Map', { metadata: { labels: map } }],
    ['metadata.labels', 'a Labels', { metadata: { labels: new Labels() } }],
    ['metadata.annotations', 'a Set', { metadata: { annotations: new Set(['a']) } }],
    ['metadata.annotations', 'a Date', { metadata: { annotations: new Date(0) } }],
    ['metadata.finalizers', 'a Set', { metadata: { finalizers: new Set(['example.com/a']) } }],
    ['metadata.ownerReferences', 'a Map', { metadata: { ownerReferences: new Map() } }],
    ['metadata.raw', 'a Map', { metadata: { raw: map } }],
    ['metadata.raw.labels', 'a Map', { metadata: { raw: { labels: map } } }],
    ['metadata.labels.app', 'a symbol', { metadata: { labels: { app: Symbol('web') } } }],
    ['metadata.annotations.a', 'a function', { metadata: { annotations: { a: () => 'a' } } }],
    ['metadata.annotations.a', 'a Uint8Array', { metadata: { annotations: { a: new Uint8Array(1) } } }],
    ['spec.template', 'a Map', { template: new Map() }],
    ['spec.template.metadata.labels', 'a Map', { template: { metadata: { labels: map } } }],
    ['spec.template.metadata.labels', 'a Labels', { template: { metadata: { labels: new Labels() } } }],
    ['spec.template.spec.nodeSelector', 'a Map', { template: { spec: { nodeSelector: map } } }],
    ['spec.selector', 'a Set', { selector: new Set() }],
    ['app.command', 'a Set', { app: { ...app, command: new Set(['sh']) } }],
    ['app.resources.limits', 'a Map', { app: { ...app, resources: { limits: map } } }],
  ];
  test.each(values)('at %s: %s', (path, type, props) => {
    const found = problems((chart) => new AppDeployment(chart, 'web', { app, ...(props as object) }));
    expect(found).toEqual([expect.stringMatching(/is not plain data\. Write /)]);
    expect(found[0]).toContain(`[test/web] ${path}: ${type} is`);
  });

  test('in the props of a pattern, and in its contribution', () => {
    const set = new Set([logs]) as any;
    const patterns = [
      new untyped.SidecarPattern({ sidecars: set }),
      new untyped.AmbassadorPattern({
        ambassador: { ...logs, env: set, ports: [{ containerPort: 1 }] },
        portVariable: 'P',
      }),
      { name: 'items', contribute: () => ({ sidecars: [map] }) },
      { name: 'all', contribute: () => map },
    ];
    expect(problems((chart) => new AppPod(chart, 'web', { app, patterns: patterns as IPattern[] }))).toEqual([
      '[test/web] patterns["sidecar "]: SidecarPattern: `sidecars` is a Set. Write a list: `[...set]`.',
      '[test/web] patterns["ambassador logs"].sidecars[0].env: a Set is not plain data. Write a list: `[...set]`.',
      '[test/web] patterns["items"].sidecars[0]: a Map is not plain data. Write an object: `Object.fromEntries(map)`.',
      '[test/web] patterns["all"]: a Map is not plain data. Write an object: `Object.fromEntries(map)`.',
    ]);
  });

  const inField: [string, object, string][] = [
    [
      'a Map as labels',
      { metadata: { labels: map } },
      'metadata.labels: a Map is not plain data. Write an object: `Object.from',
    ],
    [
      'a Set as annotations',
      { metadata: { annotations: new Set() } },
      'a Set is not plain data. Write an object: `{ … }`.',
    ],
    ['a Map as finalizers', { metadata: { finalizers: map } }, 'a Map is not plain data. Write a list: `[ … ]`.'],
    [
      'a list as labels',
      { metadata: { labels: ['app'] } },
      'metadata.labels: a list is not an object. Write an object: `{ … }`.',
    ],
    [
      'a text as labels',
      { metadata: { labels: 'app' } },
      'metadata.labels: "app" is not an object. Write an object: `{ … }`.',
    ],
    [
      'a Lazy as labels',
      { metadata: { labels: Lazy.any({ produce: () => ({}) }) } },
      'a Lazy is not plain data. Write an object:',
    ],
    [
      'a text as finalizers',
      { metadata: { finalizers: 'a.b/c' } },
      'metadata.finalizers: "a.b/c" is not a list. Write a list:',
    ],
    [
      'a struct as owners',
      { metadata: { ownerReferences: {} } },
      'metadata.ownerReferences: an object is not a list. Write a',
    ],
    ['a list as metadata', { metadata: [] }, 'metadata: a list is not an object. Write an object: `{ … }`.'],
    [
      'a Map as value of a label',
      { metadata: { labels: { app: map } } },
      'metadata.labels.app: a Map is not plain data. Write a string.',
    ],
    ['a Map as variables', { app: { ...app, env: map } }, 'app.env: a Map is not plain data. Write a list: `[ … ]`.'],
    [
      'a Set as limits',
      { app: { ...app, resources: { limits: new Set() } } },
      'a Set is not plain data. Write an object: `{ … }`.',
    ],
    ['a Date as number', { replicas: new Date() }, 'spec.replicas: a Date is not plain data. Write a finite number.'],
    ['a Set as flag', { paused: new Set() }, 'spec.paused: a Set is not plain data. Write a boolean.'],
    [
      'a Date as quantity',
      { app: { ...app, resources: { limits: { cpu: new Date() } } } },
      'app.resources.limits.cpu: a Date is not plain',
    ],
  ];
  test.each(inField)('the fix names the form of the field: %s', (_, props, message) => {
    const found = problems((chart) => new AppDeployment(chart, 'web', { app, ...(props as object) }));
    expect(found).toEqual([expect.stringContaining(`[test/web] `)]);
    expect(found[0]).toContain(message);
  });

  test.each([
    ['labels', map, 'Use `metadata.addLabel(key, value)`.'],
    ['labels', { app: 'web' }, 'Use `metadata.addLabel(key, value)`.'],
    ['annotations', new Set(), 'Use `metadata.addAnnotation(key, value)`.'],
    ['finalizers', ['a.b/c'], 'Use `metadata.addFinalizers(name)`.'],
    ['ownerReferences', [], 'Use `metadata.addOwnerReference(owner)`.'],
    ['namespace', 'shop', 'Set `namespace` in the prop `metadata`.'],
  ])('cdk8s ignores %s that metadata.add sets: %p', (field, value, fix) => {
    const found = problems((chart) => new AppDeployment(chart, 'web', { app }).metadata.add(field, value));
    const what = `cdk8s ignores \`metadata.add('${field}', …)\`. The manifest would not contain it.`;
    expect(found).toEqual([`[test/web] metadata.${field}: ${what} ${fix}`]);
  });

  test('metadata.add sets other fields, addLabel adds a label', () => {
    const chart = chartAt('1.37');
    const { metadata } = new AppDeployment(chart, 'web', { app, metadata: { labels: { a: 'b' } } });
    metadata.add('generateName', 'web-');
    metadata.addLabel('c', 'd');
    metadata.addFinalizers('a.b/c');
    expect(manifestOf(chart).metadata).toMatchObject({
      generateName: 'web-',
      labels: { a: 'b', c: 'd' },
      finalizers: ['a.b/c'],
    });
    metadata.add('uid', map);
    expect(problemsOf(chart)).toEqual(['[test/web] metadata.uid: a Map is not plain data. Write a string.']);
  });

  test('in a JSON patch, which would copy it as JSON', () => {
    const patched = (...values: unknown[]) =>
      problems((chart) => {
        const web = new AppDeployment(chart, 'web', { app });
        values.forEach((value) => web.addJsonPatch(JsonPatch.add('/metadata/labels', value)));
      });
    expect(patched({ app: 'web' })).toEqual([]);
    expect(patched(map, { app: new Set() })).toEqual([
      '[test/web] JSON patch of "/metadata/labels": a Map is not plain data. Write an object: `Object.fromEntries(map)`.',
      '[test/web] JSON patch of "/metadata/labels".app: a Set is not plain data. Write a list: `[...set]`.',
      expect.stringContaining('[test/web] metadata.labels.app: '),
    ]);
    expect(() => new AppPod(chartAt(), 'web', { app }).addJsonPatch({ op: 'remove', path: '/a' } as any)).toThrow(
      "[test/web] addJsonPatch: an object is not a JsonPatch. Use JsonPatch.add('/spec/replicas', 2), for example.",
    );
  });

  const charts: [string, any, string][] = [
    ['a Map', map, 'a Map, not an object. Write an object: `Object.fromEntries(map)`.'],
    ['a list', ['app'], 'a list, not an object. Write an object: `{ … }`.'],
    ['a text', 'app', '"app", not an object. Write an object: `{ … }`.'],
  ];
  test.each(charts)('as labels of a chart: %s', (_, labels, message) => {
    const text = `[test/web] metadata.labels: the labels of the chart are ${message}`;
    const chart = new Chart(Testing.app(), 'test', { labels });
    new AppPod(chart, 'web', { app });
    expect(problemsOf(chart)).toEqual([text]);
    const podApp = new PodApp({ outdir: Testing.app().outdir, quiet: true });
    const metadata = { name: 'config' };
    new ApiObject(new Chart(podApp, 'test', { labels }), 'web', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    expect(() => podApp.synth()).toThrow(text);
  });

  test('as namespace of a chart', () => {
    const chart = new Chart(Testing.app(), 'test', { namespace: map as any });
    new AppPod(chart, 'web', { app });
    expect(problemsOf(chart)).toEqual(['[test/web] metadata.namespace: a Map is not plain data. Write a string.']);
  });

  test.each(['labels', 'annotations', 'finalizers'])('in the %s of an object of another library', (field) => {
    const podApp = new PodApp({ outdir: Testing.app().outdir, quiet: true });
    const metadata = { name: 'web', [field]: map } as any;
    new ApiObject(new Chart(podApp, 'test'), 'web', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    expect(() => podApp.synth()).toThrow(`[test/web] metadata.${field}: a Map is not plain data.`);
  });
});
