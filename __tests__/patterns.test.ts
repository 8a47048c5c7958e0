import { Chart, Testing } from 'cdk8s';
import {
  AdapterPattern,
  AmbassadorPattern,
  AppPod,
  AppPodProps,
  InitPattern,
  IPattern,
  KubernetesVersion,
  LocalAddress,
  PatternContribution,
  SidecarPattern,
} from '../index';
import { VERSIONS } from '../kubernetes/schema';
import { chartAt, manifestOf, problemsOf, yamlOf, withoutRule } from './synth';

const app = { name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 8080 }] };
const image = 'shop:1.0';

const PATTERNS: Record<string, () => IPattern> = {
  sidecar: () =>
    new SidecarPattern({
      sidecars: [{ name: 'collect', image }],
      files: [
        {
          name: 'logs',
          writers: [{ container: 'web', mountPath: '/var/log' }],
          readers: [{ container: 'collect', mountPath: '/logs' }],
        },
      ],
    }),
  ambassador: () =>
    new AmbassadorPattern({
      ambassador: { name: 'db', image, ports: [{ containerPort: 5432 }] },
      addresses: [LocalAddress.url('DB', '{host}:{port}')],
    }),
  adapter: () =>
    new AdapterPattern({
      adapter: { name: 'metrics', image, ports: [{ containerPort: 9100 }] },
      addresses: [LocalAddress.hostAndPort('APP_HOST', 'APP_PORT')],
    }),
  init: () =>
    new InitPattern({
      steps: [{ name: 'prepare', image }],
      files: [
        {
          name: 'pages',
          writers: [{ container: 'prepare', mountPath: '/out' }],
          readers: [{ container: 'web', mountPath: '/www' }],
        },
      ],
    }),
};

/** A pattern of someone else. */
const pattern = (name: string, contribution: PatternContribution): IPattern => ({
  name,
  contribute: () => contribution,
});

function pod(patterns: IPattern[], version?: string, props: Partial<AppPodProps> = {}): Chart {
  const chart = chartAt(version);
  new AppPod(chart, 'web', { metadata: { name: 'web' }, app, patterns, ...props });
  return chart;
}

const containerNames = ({ spec }: any) => ({
  init: (spec.initContainers ?? []).map(({ name }: any) => name),
  containers: spec.containers.map(({ name }: any) => name),
});

describe.each(Object.keys(PATTERNS))('%s', (name) => {
  test.each(VERSIONS)('is the same each time, and does not change the pod, for %s', (version) => {
    const make = () => manifestOf(pod([PATTERNS[name]()], version));
    const manifest = make();
    expect(make()).toStrictEqual(manifest);
    expect(manifest.spec.containers[0]).toMatchObject(app);
  });

  test('two pods of one chart can have it', () => {
    const chart = chartAt();
    const shared = PATTERNS[name]();
    const specs = ['a', 'b']
      .map((id) => new AppPod(chart, id, { app, patterns: [shared] }))
      .map((one) => one.toJson().spec);
    expect(problemsOf(chart)).toEqual([]);
    expect(specs[0]).toStrictEqual(specs[1]);
  });

  test('is refused when it is there twice', () => {
    const twice = PATTERNS[name]();
    expect(problemsOf(pod([twice, twice]))).toEqual([
      `[test/web] patterns["${twice.name}"]: the pattern "${twice.name}" is already in this pod. ` +
        'A pattern can add its containers only once. Remove one of them, or rename its containers.',
    ]);
  });

  test('changes nothing that it was given', () => {
    const props = Object.freeze({ app: Object.freeze(app), patterns: [PATTERNS[name]()] });
    const before = JSON.stringify(props);
    const chart = chartAt();
    new AppPod(chart, 'web', props);
    Testing.synth(chart);
    expect(JSON.stringify(props)).toBe(before);
  });
});

describe('several patterns in one pod', () => {
  const all = () => [PATTERNS.ambassador(), PATTERNS.sidecar(), PATTERNS.adapter(), PATTERNS.init()];

  test('are placed in the order given, classic', () => {
    expect(yamlOf(pod(all(), '1.28'))).toMatchSnapshot();
  });

  test('are placed in the order given, native: init containers first, then sidecars', () => {
    const chart = pod(all(), '1.37');
    expect(containerNames(manifestOf(chart))).toEqual({
      init: ['prepare', 'db', 'collect', 'metrics'],
      containers: ['web'],
    });
  });

  test('for an old and a new cluster differ in the form of the sidecars alone', () => {
    const classic = manifestOf(pod(all(), '1.28')).spec;
    const native = manifestOf(pod(all(), '1.29')).spec;
    const sidecars = native.initContainers.filter(({ restartPolicy }: any) => restartPolicy === 'Always');
    expect(classic).toEqual({
      ...native,
      initContainers: native.initContainers.filter((container: any) => !sidecars.includes(container)),
      containers: [...native.containers, ...sidecars.map(({ restartPolicy, ...container }: any) => container)],
    });
  });
});

describe('shared files', () => {
  const writer = pattern('writer', {
    sidecars: [{ name: 'writer', image }],
    files: [{ name: 'data', writers: [{ container: 'writer', mountPath: '/out' }] }],
  });
  const reader = pattern('reader', {
    sidecars: [{ name: 'reader', image }],
    files: [{ name: 'data', readers: [{ container: 'reader', mountPath: '/in' }] }],
  });

  test('of one pattern can be read by another', () => {
    const { spec } = manifestOf(pod([reader, writer]));
    expect(spec.volumes).toEqual([{ name: 'data', emptyDir: {} }]);
    expect(spec.initContainers.map(({ volumeMounts }: any) => volumeMounts)).toEqual([
      [{ name: 'data', mountPath: '/in', readOnly: true }],
      [{ name: 'data', mountPath: '/out' }],
    ]);
  });

  test('can live in a volume of the author', () => {
    const volumes = [{ name: 'data', emptyDir: { medium: 'Memory' } }];
    expect(manifestOf(pod([writer, reader], undefined, { volumes })).spec.volumes).toEqual(volumes);
  });

  test("can be read where the author's own container writes them", () => {
    const volumes = [{ name: 'data', emptyDir: {} }];
    const writing = { ...app, volumeMounts: [{ name: 'data', mountPath: '/data' }] };
    expect(problemsOf(pod([reader], undefined, { volumes, app: writing }))).toEqual([]);
    expect(problemsOf(pod([reader], undefined, { volumes }))).toEqual([
      expect.stringContaining('no container writes them'),
    ]);
  });

  test.each([
    ['configMap', { name: 'c' }],
    ['secret', { secretName: 's' }],
    ['image', { reference: 'data:1' }],
    ['persistentVolumeClaim', { claimName: 'c' }],
    ['hostPath', { path: '/data' }],
    ['projected', { sources: [] }],
  ])('from a %s need no writer', (source, from) => {
    const files = [{ name: 'data', [source]: from, readers: [{ container: 'web', mountPath: '/in' }] }];
    expect(problemsOf(pod([pattern('p', { files })], '1.37'))).toEqual([]);
  });

  test('from the copy of a volume need no writer, and from a new one they do', () => {
    const from = (more: object) => {
      const spec = { accessModes: ['ReadWriteOnce' as const], resources: { requests: { storage: '1Gi' } }, ...more };
      const files = [
        {
          name: 'data',
          ephemeral: { volumeClaimTemplate: { spec } },
          readers: [{ container: 'web', mountPath: '/in' }],
        },
      ];
      return problemsOf(pod([pattern('p', { files })], '1.37'));
    };
    expect(from({ dataSource: { kind: 'PersistentVolumeClaim', name: 'golden' } })).toEqual([]);
    expect(from({})).toEqual([expect.stringContaining('no container writes them')]);
  });

  test.each([
    ['configMap', { name: 'c' }],
    ['secret', { secretName: 's' }],
    ['projected', { sources: [] }],
    ['downwardAPI', { items: [] }],
    ['image', { reference: 'data:1' }],
  ])('from a %s cannot be written', (source, from) => {
    const files = [{ name: 'data', [source]: from, writers: [{ container: 'web', mountPath: '/out' }] }];
    expect(problemsOf(pod([pattern('p', { files })], '1.37'))).toEqual([
      `[test/web] patterns["p"].files[0].writers[0]: container "web" writes the files "data", but their source (${source}) is read-only. ` +
        'Containers can only read such a volume. Make it a reader, or rename the files that it writes.',
    ]);
  });

  describe('by folders of the volume', () => {
    const sides = (written: string | undefined, read: string | undefined) => {
      const end = (container: string, subPath: string | undefined) => [{ container, mountPath: '/data', subPath }];
      const files = [{ name: 'data', writers: end('web', written), readers: end('reader', read) }];
      return pattern('p', { sidecars: [{ name: 'reader', image }], files });
    };

    test.each([
      ['a', 'a'],
      ['a', undefined],
      [undefined, 'a'],
      ['a/', './a'],
      ['a', 'a/b'],
      ['a/b', 'a'],
    ])('%s is written, and seen in %s', (written, read) => {
      expect(problemsOf(pod([sides(written, read)]))).toEqual([]);
    });

    test('the reader of another folder is refused', () => {
      expect(problemsOf(pod([sides('a', 'ab')]))).toEqual([
        '[test/web] patterns["p"].files[0].readers[0]: container "reader" reads the folder "ab" of the files "data", but ' +
          'no container writes them. They stay empty: containers write "a". Add a writer, or set a source that ' +
          'contains files, such as a configMap.',
      ]);
    });

    test('files below another mount are a warning, because the container does not see them', () => {
      const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
      const files = [
        {
          name: 'data',
          writers: [{ container: 'web', mountPath: '/out', subPath: 'logs' }],
          readers: [{ container: 'reader', mountPath: '/in' }],
        },
        { name: 'other', configMap: { name: 'c' }, readers: [{ container: 'reader', mountPath: '/in/logs' }] },
      ];
      expect(problemsOf(pod([pattern('p', { sidecars: [{ name: 'reader', image }], files })]))).toEqual([]);
      expect(stderr.mock.calls).toEqual([
        [
          expect.stringContaining(
            'warning: [test/web] spec.initContainers[0].volumeMounts[1].mountPath: "/in/logs" hides the folder "logs" of the ' +
              'volume "data"',
          ),
        ],
      ]);
      stderr.mockRestore();
    });
  });

  test('that a step reads before anybody writes them are warned of', () => {
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const files = [
      {
        name: 'data',
        writers: [{ container: 'web', mountPath: '/out' }],
        readers: [{ container: 'step', mountPath: '/in' }],
      },
    ];
    const reading = pattern('p', { initContainers: [{ name: 'step', image }], files });
    expect(problemsOf(pod([reading]))).toEqual([]);
    expect(stderr.mock.calls.map(([line]) => [withoutRule(String(line))])).toEqual([
      [
        'warning: [test/web] patterns["p"].files[0].readers[0]: "step" reads the files "data", but ends before "web" ' +
          'starts and writes them. The init container finds no files. Write them in an earlier init container, or read them in a container ' +
          'that runs beside "web".\n',
      ],
    ]);
    stderr.mockRestore();
  });

  describe('at one place of one container', () => {
    const ends = {
      writers: [{ container: 'web', mountPath: '/data' }],
      readers: [{ container: 'web', mountPath: '/data' }],
    };
    const mountsOf = (...patterns: IPattern[]) => manifestOf(pod(patterns)).spec.containers[0].volumeMounts;
    const others = pattern('others', { ...reader.contribute({} as any) });

    test('are mounted once, to be written if it writes', () => {
      const both = pattern('both', { files: [{ name: 'data', ...ends }] });
      expect(mountsOf(others, both)).toEqual([{ name: 'data', mountPath: '/data' }]);
    });

    test('are mounted once, whichever pattern comes first', () => {
      const reads = pattern('reads', { files: [{ name: 'data', readers: ends.readers }] });
      const writes = pattern('writes', { files: [{ name: 'data', writers: ends.writers }] });
      for (const order of [
        [reads, writes],
        [writes, reads],
      ]) {
        expect(mountsOf(others, ...order)).toEqual([{ name: 'data', mountPath: '/data' }]);
      }
    });

    test('are refused where it is to write what its author mounts read-only', () => {
      const own = { ...app, volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }] };
      const writes = pattern('writes', { files: [{ name: 'data', writers: ends.writers }] });
      const volumes = [{ name: 'data', emptyDir: {} }];
      expect(problemsOf(pod([others, writes], undefined, { app: own, volumes }))).toEqual([
        '[test/web] patterns["writes"].files[0].writers[0]: container "web" writes the files "data", but its own mount of ' +
          'them at "/data" is read-only. It could not write them. Remove its own mount.',
      ]);
    });

    test('are refused where it would see two folders there', () => {
      const files = [{ name: 'data', writers: ends.writers, readers: [{ ...ends.readers[0], subPath: 'a' }] }];
      expect(problemsOf(pod([others, pattern('two', { files })]))).toEqual([
        '[test/web] patterns["two"].files[0].readers[0].mountPath: container "web" mounts the volume "data" at "/data", ' +
          'but the pattern "two" mounts the folder "a" of the volume "data" there. A container sees only one volume at a ' +
          'path. Change the mountPath of one of them.',
      ]);
    });
  });

  test('that two patterns claim to write are refused', () => {
    const other = pattern('other', { files: [{ name: 'data', writers: [{ container: 'web', mountPath: '/x' }] }] });
    expect(problemsOf(pod([writer, other]))).toEqual([
      '[test/web] patterns["other"].files[0]: the pattern "writer" already names the writers of "data". Shared files with ' +
        'the same name are one volume of the pod. Name only readers here if these are the same files. Otherwise rename them.',
    ]);
  });

  test('that have two sources are refused', () => {
    const files = [{ name: 'data', configMap: { name: 'c' }, readers: [{ container: 'web', mountPath: '/in' }] }];
    const volumes = [{ name: 'data', emptyDir: {} }];
    expect(problemsOf(pod([pattern('p', { files })], undefined, { volumes }))).toEqual([
      expect.stringContaining('patterns["p"].files[0]: the pod already sets the source of "data".'),
      expect.stringContaining('no container writes them'),
    ]);
  });
});

describe('what the app gets', () => {
  test('variables, sources of variables, ports and mounts', () => {
    const addition = {
      env: [{ name: 'A', value: '1' }],
      envFrom: [{ configMapRef: { name: 'config' } }],
      ports: [{ containerPort: 9000 }],
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
    };
    const chart = pod([pattern('p', { app: addition, volumes: [{ name: 'v', emptyDir: {} }] })]);
    expect(manifestOf(chart).spec.containers).toEqual([
      { ...app, ...addition, ports: [...app.ports, ...addition.ports] },
    ]);
  });

  test('a variable that two patterns set is refused', () => {
    const sets = (name: string) => pattern(name, { app: { env: [{ name: 'A', value: name }] } });
    expect(problemsOf(pod([sets('one'), sets('two')]))).toEqual([
      expect.stringContaining(
        'patterns["two"].app.env[0]: the pattern "two" sets A to "two", but the pattern "one" already sets it.',
      ),
    ]);
  });
});

describe('start order', () => {
  const step = (name: string) => pattern(`step ${name}`, { initContainers: [{ name, image }] });
  const order = (container: string, before: string) =>
    pattern(`${container} < ${before}`, { startOrder: [{ container, before }] });

  test('moves a container before another, and leaves the others where they are', () => {
    const chart = pod([step('a'), step('b'), step('c'), step('d'), order('c', 'b')]);
    expect(containerNames(manifestOf(chart)).init).toEqual(['a', 'c', 'b', 'd']);
  });

  test('a circle is refused, and written out', () => {
    const chart = pod([step('a'), step('b'), step('c'), order('a', 'b'), order('b', 'c'), order('c', 'a')]);
    expect(problemsOf(chart)).toEqual([
      '[test/web] patterns: "a" starts before "b" starts before "c" starts before "a". ' +
        'A container cannot start before itself. Remove one of these orders.',
    ]);
  });

  test('a container that is not there is refused', () => {
    expect(problemsOf(pod([step('a'), order('a', 'x')]))).toEqual([
      expect.stringContaining('but the pod has no container or pattern "x". It has "a", "web".'),
    ]);
  });

  test('the app cannot start before an init container', () => {
    expect(problemsOf(pod([step('a'), order('web', 'a')]))).toEqual([
      expect.stringContaining('"web" cannot start before the init container "a". It starts after all init containers.'),
    ]);
  });
});

test('a sidecar can only set restartPolicy Always, in both forms', () => {
  const sidecar = (restartPolicy: 'Always' | 'OnFailure') =>
    pattern('p', { sidecars: [{ name: 's', image, restartPolicy }] });
  expect(manifestOf(pod([sidecar('Always')], '1.27')).spec.containers[1]).toEqual({ name: 's', image });
  expect(manifestOf(pod([sidecar('Always')], '1.29')).spec.initContainers).toEqual([
    { name: 's', image, restartPolicy: 'Always' },
  ]);
  expect(problemsOf(pod([sidecar('OnFailure')], '1.29'))).toEqual([
    '[test/web] patterns["p"]: the sidecar "s" has restartPolicy OnFailure, but sidecars always restart. Remove restartPolicy.',
  ]);
});

test.each([
  [
    'no list',
    { contribute: () => ({ sidecars: { name: 's', image } }) },
    'sidecars is an object, not a list. Write it in brackets: [ … ].',
  ],
  [
    'no list of ends',
    { contribute: () => ({ files: [{ name: 'f', readers: {} }] }) },
    'files[0].readers is an object, not a list. Write it in brackets: [ … ].',
  ],
  ['no ambassador', new AmbassadorPattern({} as any), 'the pattern has no ambassador.'],
  ['no adapter', new AdapterPattern({} as any), 'the pattern has no adapter.'],
])('a value that is not a pattern is rejected with its name: %s', (_, made: any, words) => {
  expect(problemsOf(pod([{ name: 'p', contribute: made.contribute?.bind(made) }]))).toEqual([
    expect.stringContaining(`[test/web] patterns["p"]: ${words}`),
  ]);
});

test('a value that is not a list of patterns is rejected, and an item that is not a pattern', () => {
  expect(() => pod(PATTERNS.sidecar() as any)).toThrow('[test/web] patterns is not a list. Write it in brackets.');
  expect(problemsOf(pod([null as any]))).toEqual([
    '[test/web] patterns: null is not a pattern: it has no method "contribute". Add an object of a class that ' +
      'implements IPattern.',
  ]);
});

test('a pattern may contribute nothing', () => {
  const nothing = { name: 'nothing', contribute: () => undefined } as any;
  expect(manifestOf(pod([nothing])).spec).toEqual({ containers: [app] });
});

test('a pattern may refuse a pod by throwing', () => {
  const refusing: IPattern = {
    name: 'picky',
    contribute({ app: container, version }) {
      throw new Error(`does not like ${container.name} on ${version}`);
    },
  };
  expect(problemsOf(pod([refusing]))).toEqual(['[test/web] patterns["picky"]: does not like web on 1.35']);
});

test('the rules check what a pattern adds', () => {
  const chart = pod([pattern('p', { sidecars: [{ name: 'Bad', image: '' }], volumes: [{ name: 'V' }] })]);
  expect(problemsOf(chart)).toHaveLength(3);
});

test('the version of the pod reaches the pattern', () => {
  const seen: string[] = [];
  const looking: IPattern = {
    name: 'looking',
    contribute({ version }) {
      seen.push(version);
      return {};
    },
  };
  const chart = pod([looking]);
  KubernetesVersion.set(chart, '1.31');
  manifestOf(chart);
  expect(new Set(seen)).toEqual(new Set(['1.31']));
});
