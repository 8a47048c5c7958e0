import { Chart, Testing } from 'cdk8s';
import {
  AdapterPattern,
  AmbassadorPattern,
  AmbassadorPod,
  AppDeployment,
  AppPod,
  Environments,
  FromPlus,
  InitPattern,
  InitPod,
  KubernetesVersion,
  Patterns,
  PodApp,
  PodSecurity,
  PodTemplates,
  SidecarPattern,
  SidecarPod,
  Waiver,
} from '../index';
import { lint } from '../rules/check/lint';
import { Workplace } from './command';
import { chartAt } from './synth';

/** What JavaScript, casts and spreads pass in place of props. Each message names the prop, what is wrong, and what to write. */

const image = 'nginx:1.27';
const app = { name: 'web', image };

/** The message of the constructor or of the synth. */
function errorOf(make: (chart: Chart) => unknown): string {
  const chart = chartAt('1.37', 'shop');
  try {
    make(chart);
    Testing.synth(chart);
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

describe('the app of a pod', () => {
  const MISSING = "[shop/web] app: the container of the app is missing. Write app: { name: '…', image: '…' }.";
  const WRONG = "[shop/web] app: the container of the app must be an object. Write app: { name: '…', image: '…' }.";
  test.each<[string, any, string]>([
    ['no props', undefined, MISSING],
    ['props that are null', null, MISSING],
    ['empty props', {}, MISSING],
    ['null', { app: null }, WRONG],
    ['a list', { app: [app] }, WRONG],
    ['the image', { app: image }, WRONG],
  ])('%s', (_, props, message) => {
    for (const Pod of [AppPod, SidecarPod, InitPod, AppDeployment]) {
      expect(errorOf((chart) => new Pod(chart, 'web', props))).toBe(message);
    }
  });
});

describe('patterns', () => {
  const pattern = new SidecarPattern({ sidecars: [{ name: 'logs', image }] });
  test.each<[string, any, string]>([
    ['a map', {}, '[shop/web] patterns is not a list. Write it in brackets.'],
    ['a pattern without brackets', pattern, '[shop/web] patterns is not a list. Write it in brackets.'],
    ['undefined', [undefined], '[shop/web] patterns: undefined is not a pattern: it has no method "contribute".'],
    ['a text', ['logs'], '[shop/web] patterns: "logs" is not a pattern: it has no method "contribute".'],
    ['a container', [{ name: 'logs', image }], '[shop/web] patterns: "logs" is not a pattern:'],
    ['a class', [SidecarPattern], '[shop/web] patterns: "SidecarPattern" is not a pattern:'],
  ])('%s', (_, patterns, message) => {
    expect(errorOf((chart) => new AppPod(chart, 'web', { app, patterns }))).toContain(message);
    const sidecars = [{ name: 'other', image }];
    expect(errorOf((chart) => new SidecarPod(chart, 'web', { app, sidecars, patterns }))).toContain(message);
  });

  test.each<[string, () => any, string]>([
    [
      'no props',
      () => new SidecarPattern(undefined as any),
      'the props are undefined. Write an object with the props.',
    ],
    ['props that are null', () => new InitPattern(null as any), 'the props are null. Write an object with the props.'],
    [
      'a sidecar without brackets',
      () => new SidecarPattern({ sidecars: app as any }),
      'sidecars is an object, not a list.',
    ],
    ['the name of a sidecar', () => new SidecarPattern({ sidecars: 'logs' as any }), 'sidecars is "logs", not a list.'],
    ['names of sidecars', () => new SidecarPattern({ sidecars: ['logs'] as any }), 'sidecars[0]'],
    ['a step without brackets', () => new InitPattern({ steps: app as any }), 'steps is an object, not a list.'],
    ['the name of an adapter', () => new AdapterPattern({ adapter: 'logs' as any }), 'the pattern has no adapter.'],
    ['no adapter', () => new AdapterPattern({ adapter: null as any }), 'the pattern has no adapter.'],
    ['no ambassador', () => new AmbassadorPattern({} as any), 'the pattern has no ambassador.'],
    [
      'addresses without brackets',
      () => new AmbassadorPattern({ ambassador: app, addresses: {} as any }),
      '`addresses` is an object, not a list. Write a list: `[ … ]`.',
    ],
    ...[{ name: 'A' }, 'A', 5].map((address): [string, () => any, string] => [
      `an address that is ${JSON.stringify(address)}`,
      () => new AdapterPattern({ adapter: app, addresses: [address as any] }),
      "not a LocalAddress. Write LocalAddress.url('URL', 'http://{host}:{port}'), for example.",
    ]),
    [
      'the name of a container that starts later',
      () => new SidecarPattern({ sidecars: [{ name: 'logs', image }], startsBefore: 'web' as any }),
      '`startsBefore` is "web", not a list. Write a list: `[ … ]`.',
    ],
    [
      'a container that starts later, and does not exist',
      () => new SidecarPattern({ sidecars: [{ name: 'logs', image }], startsBefore: ['nobody'] }),
      '[shop/web] patterns["sidecar logs"]: "logs" starts before "nobody", but the pod has no container or pattern "nobody". It has ' +
        '"logs", "web". Correct startsBefore or startsAfter of the pattern: use one of these names.',
    ],
    [
      'a container that starts earlier, and does not exist',
      () => new SidecarPattern({ sidecars: [{ name: 'logs', image }], startsAfter: ['nobody'] }),
      '"nobody" starts before "logs", but the pod has no container or pattern "nobody".',
    ],
  ])('%s', (_, make, message) => {
    expect(errorOf((chart) => new AppPod(chart, 'web', { app, patterns: [make()] }))).toContain(message);
  });
});

describe('exposeViaService', () => {
  const AT = '[shop/web] exposeViaService: ';
  const NAMES = 'Each port of a Service with several ports requires a name. Set it.';
  test.each<[string, any, string]>([
    [
      'an unknown field of a port',
      { ports: [{ prt: 80 }] },
      'there is no prop "ports[0].prt". Did you mean "port"? Also, `ports[0].port` is missing. Set it.',
    ],
    ['a port without brackets', { ports: { port: 80 } }, '`ports` is an object, not a list. Write a list: `[ … ]`.'],
    ['numbers', { ports: [80] }, '`ports[0]` is 80, not an object. Write an object: `{ … }`.'],
    ['an empty item', { ports: [{ port: 80 }, null] }, '`ports[1]` is null. Set it.'],
    ['no port', { ports: [] }, '`ports` is empty. A Service requires a port. Add a port, or remove `ports`.'],
    [
      'a port in quotes',
      { ports: [{ port: '80' }] },
      '`ports[0].port` is "80". Write a number from 1 to 65535, without quotes.',
    ],
    [
      'a port that no one has',
      { ports: [{ port: 65536 }] },
      '`ports[0].port` is 65536. Write a number from 1 to 65535',
    ],
    [
      'a list as target',
      { ports: [{ port: 80, targetPort: [80] }] },
      '`ports[0].targetPort` is a list. Write a number',
    ],
    [
      'lower case',
      { ports: [{ port: 80, protocol: 'tcp' }] },
      '`ports[0].protocol` is "tcp". Use one of "TCP", "UDP", "SCTP".',
    ],
    [
      'ports without names',
      { ports: [{ name: 'a', port: 80 }, { port: 81 }] },
      `\`ports[1].name\` is missing. ${NAMES}`,
    ],
    ['a Map of ports', { ports: new Map() }, '`ports` is a Map, not a list. Write a list: `[ … ]`.'],
    ['a Set of ports', { ports: new Set() }, '`ports` is a Set, not a list. Write a list: `[...set]`.'],
    ['a misspelt type', { serviceType: 'NodePrt' }, '`serviceType` is "NodePrt". Use one of "ClusterIP", "NodePort"'],
    ['a number as name', { name: 5 }, '`name` is 5, not a string. Write a string.'],
  ])('%s', (_, options, message) => {
    expect(errorOf((chart) => new AppDeployment(chart, 'web', { app }).exposeViaService(options))).toContain(
      AT + message,
    );
  });

  test('null is a missing value', () => {
    const ports = [{ port: 80, name: null, targetPort: null, protocol: null }] as any;
    const expose = (chart: Chart) =>
      new AppDeployment(chart, 'web', { app }).exposeViaService({ ports, name: null as any, serviceType: undefined });
    expect(errorOf(expose)).toBe('no error');
  });
});

describe('values of other props', () => {
  const other = (values: object) => (chart: Chart) =>
    new AppPod(chart, 'web', { app, patterns: [{ name: 'mine', contribute: () => values as any }] });
  test.each<[string, (chart: Chart) => unknown, string]>([
    [
      'labels that are a text',
      (chart) => PodTemplates.in(chart, { labels: 'app=web' as any }),
      '`labels` is "app=web", not an object.',
    ],
    [
      'a label that is a number',
      (chart) => PodTemplates.in(chart, { labels: { app: 5 } as any }),
      '`labels.app` is 5, not a string.',
    ],
    ['several kinds', (chart) => PodTemplates.in(chart, { kind: ['Job'] as any }), '`kind` is a list, not a string.'],
    [
      'no construct',
      () => PodTemplates.in(undefined as any),
      'PodTemplates.in: undefined is not a construct. Set a chart',
    ],
    ['no target', () => Patterns.attach({} as any), 'PodTemplates.in: an object is not a construct. Set a chart'],
    ['a text as flag', () => new PodApp({ quiet: 'yes' as any }), 'PodApp: `quiet` is "yes", not a boolean.'],
    ['an unknown type of output', () => new PodApp({ yamlOutputType: 'file' as any }), '`yamlOutputType` is "file".'],
    [
      'a number as folder',
      () => new Environments({ outdir: 5 as any }),
      '`outdir` is 5, not a string. Write a string.',
    ],
    ['a number as environment', () => new Environments().add(5 as any), '5 is not a valid name of an environment'],
    [
      'a struct as rule',
      (chart) => Waiver.add(chart, { rule: 'api/labels' } as any, 'x'),
      'there is no rule an object',
    ],
    [
      'a struct as level',
      (chart) => PodSecurity.set(chart, { level: 'baseline' } as any),
      'an object is not a Pod Security',
    ],
    ['a rule to waive', () => lint([], { waive: 'api/labels' as any }), '`waive` is "api/labels", not a list.'],
    [
      'a waiver with a reason',
      () => lint([], { waive: [{ rule: 'api/labels' }] as any }),
      '`waive[0]` is an object, not a string.',
    ],
    [
      'a number as variable',
      (chart) => new AmbassadorPod(chart, 'web', { app, ambassador: app, portVariable: 5 as any }),
      'AmbassadorPattern: `portVariable` is 5, not a string. Write a string.',
    ],
    [
      'a number as container',
      (chart) => new SidecarPod(chart, 'web', { app, sidecars: [{ name: 'a', image }], startsAfter: [5 as any] }),
      'SidecarPattern: `startsAfter[0]` is 5, not a string. Write a string.',
    ],
    ['a text as contribution', other('x' as any), 'patterns["mine"]: the contribution is "x", not an object.'],
    [
      'a struct as volume of cdk8s-plus',
      () => FromPlus.volume({} as any),
      'FromPlus.volume: an object is not a Volume of',
    ],
    [
      'no volume of cdk8s-plus',
      () => FromPlus.volume(undefined as any),
      'FromPlus.volume: undefined is not a Volume of',
    ],
    [
      'a struct as source',
      () => FromPlus.envFrom({} as any),
      'FromPlus.envFrom: an object is not an EnvFrom of cdk8s-plus.',
    ],
    [
      'no value',
      () => FromPlus.env('A', undefined as any),
      "A has no value. Use a value of cdk8s-plus: EnvValue.fromValue('",
    ],
    [
      'a struct as account',
      () => FromPlus.serviceAccountName({} as any),
      'an object is not a ServiceAccount of cdk8s-plus.',
    ],
    [
      'a struct as name of a port',
      (chart) => new AppPod(chart, 'web', { app }).portNumber({} as any),
      'the port of the pod is an',
    ],
    ['a list as addition to the app', other({ app: [] }), 'patterns["mine"]: app is a list, not an object.'],
    [
      'a pattern without a name',
      (chart) => new AppPod(chart, 'web', { app, patterns: [{ contribute: () => ({}) } as any] }),
      'patterns: the name of a pattern is undefined, not a string. Set `name` of the pattern.',
    ],
  ])('%s', (_, make, message) => expect(errorOf(make)).toContain(message));
});

describe('portNumber', () => {
  test('names the error that hides the port', () => {
    const pod = (chart: Chart) =>
      new SidecarPod(chart, 'web', {
        app,
        sidecars: { name: 'proxy', ports: [{ name: 'http', containerPort: 80 }] } as any,
      });
    expect(errorOf((chart) => pod(chart).portNumber('http'))).toBe(
      '[shop/web] the pod has no port http: it declares no port. Use a port that it declares. The pod has another error, fix it first: ' +
        'patterns["sidecar "]: sidecars is an object, not a list. Write it in brackets: [ … ]. (runtime/pattern)',
    );
  });

  test.each([{ ports: {} }, { ports: [null] }, { ports: 'http' }])('accepts a pod with %j', (wrong: any) => {
    expect(errorOf((chart) => new AppPod(chart, 'web', { app: { ...app, ...wrong } }).portNumber('http'))).toBe(
      '[shop/web] the pod has no port http: it declares no port. Use a port that it declares.',
    );
  });
});

describe('a list in the place of which there is an object', () => {
  test.each<[string, object, string]>([
    ['variables', { env: { A: 'b' } }, 'Write [{ name: "NAME", value: "value" }].'],
    ['ports', { ports: { http: 80 } }, 'Write the items in brackets: [ … ].'],
    ['a command', { command: 'sleep 1' }, 'Write the items in brackets: [ … ].'],
  ])('%s', (_, wrong, fix) => {
    expect(errorOf((chart) => new AppPod(chart, 'web', { app: { ...app, ...wrong } }))).toContain(fix);
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: { containers: [{ ...app, ...wrong }] },
    };
    expect(lint([pod])[0].fix).toBe(fix);
  });

  test('a number for a text gets no advice about YAML', () => {
    expect(
      errorOf((chart) => new AppPod(chart, 'web', { app: { ...app, env: [{ name: 'A', value: 1 as any }] } })),
    ).toContain('Without quotes, it is a number. Write it in quotes: "1".');
  });
});

describe('a Kubernetes version', () => {
  test.each<[any, string]>([
    ['v1.37', `unknown Kubernetes version "v1.37". Write '1.37'.`],
    ['1.37.2', `unknown Kubernetes version "1.37.2". Write '1.37'.`],
    [' 1.30', `unknown Kubernetes version " 1.30". Write '1.30'.`],
    ['01.30', `unknown Kubernetes version "01.30". Write '1.30'.`],
    ['1,30', `unknown Kubernetes version "1,30". Write '1.30'.`],
    [1.37, `unknown Kubernetes version 1.37. A version is a string: as a number, 1.30 is 1.3. Write '1.37'.`],
    [1.3, `unknown Kubernetes version 1.3. A version is a string: as a number, 1.30 is 1.3. Write '1.30'.`],
    [1.4, 'unknown Kubernetes version 1.4. A version is a string: as a number, 1.30 is 1.3. Use one of 1.27, '],
    ['1.3', 'unknown Kubernetes version "1.3". Use one of 1.27, '],
    ['', 'unknown Kubernetes version "". Use one of 1.27, '],
    ['latest', 'unknown Kubernetes version "latest". Use one of 1.27, '],
    [{ version: '1.37' }, 'unknown Kubernetes version an object. Use one of 1.27, '],
    [['1.37'], `unknown Kubernetes version a list. Write '1.37'.`],
    [undefined, 'unknown Kubernetes version undefined. Use one of 1.27, '],
    [null, 'unknown Kubernetes version null. Use one of 1.27, '],
    ['1.99', 'unknown Kubernetes version "1.99". Use one of 1.27, '],
  ])('%j', (version, message) => {
    expect(errorOf((chart) => KubernetesVersion.set(chart, version))).toContain(`[shop] ${message}`);
    if (version !== undefined) {
      expect(() => lint([], { target: version })).toThrow(message);
    }
  });
});

describe('a value that contains itself', () => {
  const circle: any = { name: 'A' };
  circle.value = circle;
  const list: any[] = [];
  list.push(list, list);
  const raw: any = {};
  raw.more = { raw };
  test.each<[string, any, string]>([
    [
      'in the app',
      { app: { ...app, env: [circle] } },
      '[shop/web] app.env[0].value: the value contains itself. Remove this field',
    ],
    ['in a list', { app: { ...app, args: list } }, '[shop/web] app.args[0]: the value contains itself.'],
    ['in the spec', { app, affinity: circle }, '[shop/web] spec.affinity.value: the value contains itself.'],
    ['in raw', { app: { ...app, raw } }, 'the value contains itself.'],
    [
      'in a pattern',
      { app, patterns: [new SidecarPattern({ sidecars: [{ ...app, env: [circle] }] })] },
      'contains itself.',
    ],
    ['in metadata', { app, metadata: { annotations: circle } }, 'contains itself.'],
    ['in the raw metadata', { app, metadata: { raw } }, 'contains itself.'],
  ])('%s', (_, props, message) => expect(errorOf((chart) => new AppPod(chart, 'web', props))).toContain(message));

  test('but not a value that is used several times', () => {
    const shared = { name: 'A', value: 'b' };
    expect(
      errorOf(
        (chart) =>
          new AppPod(chart, 'web', {
            app: { ...app, env: [shared] },
            containers: [{ name: 'b', image: 'busybox:1.37', env: [shared] }],
          }),
      ),
    ).toBe('no error');
  });
});

test('a cycle of dependencies names the lines that create its objects', () => {
  const chart = new Chart(new PodApp({ quiet: true }), 'shop');
  const [a, b] = ['a', 'b'].map((id) => new AppPod(chart, id, { app }));
  a.addDependency(b);
  b.addDependency(a);
  expect(() => (chart.node.root as PodApp).synthYaml()).toThrow(
    /cycle: shop\/a \(created at __tests__\/wrong-props\.test\.ts:\d+:\d+\) needs shop\/b \(created at .*\) needs shop\/a \(.*\)\. Remove/,
  );
});

describe('the end of a process', () => {
  let workplace: Workplace;
  beforeAll(() => {
    workplace = new Workplace();
  });
  beforeEach(() => {
    workplace.next();
    workplace.install();
  });
  afterAll(() => workplace.clear());

  const START = `const { Chart, Testing } = require('cdk8s');
const { AppPod, PodApp } = require('cdk8s-pod-patterns');
const app = new PodApp(process.env.QUIET ? { quiet: true } : {});
const chart = new Chart(app, 'shop');
const pod = (id) => new AppPod(chart, id, { app: { name: 'web', image: 'nginx:1.27' } });
pod('web');
`;
  const run = (code: string, env = ''): string => {
    workplace.write({ 'main.js': START + code });
    return workplace.shell(`${env} ${process.execPath} main.js 2>&1`);
  };

  test('a forgotten synth is a warning', () => {
    expect(run('')).toBe(
      'warning: no file is written, because the code does not call synth(). Call synth() at the end.\n  at main.js:3:13\n',
    );
  });

  test('several apps without a synth are one warning, with the place of each', () => {
    expect(run('\nconst other = new PodApp();\nnew Chart(other, "web");')).toMatch(
      /^warning: no file is written, .*\n  at main\.js:3:13\n  and 1 more app: at main\.js:\d+:15\n$/,
    );
  });

  test.each([
    ['files are written', 'app.synth();'],
    ['the app is used in another way', 'console.log(app.synthYaml());'],
    ['a test checks the chart', 'Testing.synth(chart);'],
    ['asynchronous code comes before the synth', 'setTimeout(() => { pod("late"); app.synth(); }, 10);'],
  ])('if %s, there is no warning', (_, code) => expect(run(code)).not.toContain('warning'));

  test('a quiet app prints no warning', () => expect(run('', 'QUIET=1')).toBe(''));

  test('an app that fails without a synth prints only its error', () => {
    expect(run('throw new Error("mine");')).not.toContain('warning');
  });

  test.each([
    ['an exception', 'setTimeout(() => { throw new Error("late"); }, 10);'],
    ['a rejected promise', 'Promise.reject(new Error("late"));'],
    ['an exit status', 'process.exit(3);'],
  ])('%s after the synth is a warning', (_, code) => {
    expect(run(`app.synth(); ${code}`)).toContain(
      'warning: the code failed after synth() wrote dist. Call synth() at the end: await asynchronous code before it.\n  at main.js:3:13\n',
    );
  });

  test('a construct that is added after the synth is a warning', () => {
    expect(run('app.synth(); Promise.resolve().then(() => pod("late"));')).toContain(
      'warning: the code added 1 construct after synth() wrote dist, which does not contain them. Call synth() at the end: await',
    );
  });
});
