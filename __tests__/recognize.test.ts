import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { Expression } from '../cli/import/expression';
import { length } from '../cli/import/length';
import { recognize } from '../cli/import/recognize';
import { recognizedRendering } from '../cli/import/recognized-rendering';
import { expressionText, recognizedText } from './expression-text';

const web = { name: 'web', image: 'nginx:1.29' };
const always = { restartPolicy: 'Always' };

function pod(spec: object, name = 'web'): any {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec };
}

function workload(kind: string, spec: object, others: object = {}): any {
  const template = { metadata: { labels: { app: 'web' } }, spec };
  return { apiVersion: 'apps/v1', kind, metadata: { name: 'web' }, spec: { ...others, template } };
}

/** The code for an object; it renders the object. */
function code(object: any, version?: string): string | undefined {
  const recognized = recognize(object, version);
  if (recognized === undefined) {
    return undefined;
  }
  const { manifest, findings } = recognizedRendering(recognized.constants, recognized.statement, version ?? '1.35');
  expect(manifest).toEqual(object);
  expect(findings).toEqual([]);
  return recognizedText(recognized);
}

describe('sidecars', () => {
  const logs = { name: 'logs', image: 'busybox:1.37', command: ['tail', '-F', '/logs/access.log'] };
  const mount = { name: 'logs', mountPath: '/var/log/nginx' };
  const reader = { ...logs, volumeMounts: [{ name: 'logs', mountPath: '/logs', readOnly: true }] };
  const volumes = [{ name: 'logs', emptyDir: {} }];

  test('a native sidecar is a sidecar', () => {
    expect(code(pod({ initContainers: [{ ...logs, ...always }], containers: [web] }))).toBe(
      "new SidecarPod(chart, 'web', { metadata: { name: 'web' }, app: { name: 'web', image: 'nginx:1.29' }, " +
        "sidecars: [{ name: 'logs', image: 'busybox:1.37', command: ['tail', '-F', '/logs/access.log'] }] })",
    );
  });

  test('a volume that one container writes and another reads is `files`', () => {
    const app = { ...web, volumeMounts: [mount] };
    expect(code(pod({ initContainers: [{ ...reader, ...always }], containers: [app], volumes }))).toBe(
      "new SidecarPod(chart, 'web', { metadata: { name: 'web' }, app: { name: 'web', image: 'nginx:1.29' }, " +
        "sidecars: [{ name: 'logs', image: 'busybox:1.37', command: ['tail', '-F', '/logs/access.log'] }], " +
        "files: [{ name: 'logs', writers: [{ container: 'web', mountPath: '/var/log/nginx' }], " +
        "readers: [{ container: 'logs', mountPath: '/logs' }] }] })",
    );
  });

  test('a container that shares files with the app is a classic sidecar', () => {
    const object = pod({ containers: [{ ...web, volumeMounts: [mount] }, reader], volumes });
    expect(code(object)).toContain("sidecarForm: 'classic'");
    expect(code(object, '1.28')).toMatch(/^new SidecarPod\(((?!sidecarForm).)*$/);
  });

  test('a native sidecar sets its form for a version whose default is classic', () => {
    const object = pod({ initContainers: [{ ...logs, ...always }], containers: [web] });
    expect(code(object, '1.28')).toContain("sidecarForm: 'native'");
  });

  test('a container whose mount is not read-only is a writer', () => {
    const other = { ...logs, ...always, volumeMounts: [mount] };
    expect(code(pod({ initContainers: [other], containers: [{ ...web, volumeMounts: [mount] }], volumes }))).toContain(
      "files: [{ name: 'logs', writers: [{ container: 'logs', mountPath: '/var/log/nginx' }, " +
        "{ container: 'web', mountPath: '/var/log/nginx' }] }]",
    );
  });

  test('a volume that another volume follows stays in `volumes`, because files come last', () => {
    const app = { ...web, volumeMounts: [mount, { name: 'cache', mountPath: '/cache' }] };
    const both = [...volumes, { name: 'cache', emptyDir: {} }];
    const text = code(pod({ initContainers: [{ ...reader, ...always }], containers: [app], volumes: both }));
    expect(text).toContain("volumes: [{ name: 'logs', emptyDir: {} }, { name: 'cache', emptyDir: {} }]");
    expect(text).not.toContain('files');
  });

  test('the other volumes and mounts stay', () => {
    const cache = { name: 'cache', mountPath: '/cache' };
    const app = { ...web, volumeMounts: [cache, mount] };
    const both = [{ name: 'cache', emptyDir: {} }, ...volumes];
    const text = code(pod({ initContainers: [{ ...reader, ...always }], containers: [app], volumes: both }));
    expect(text).toContain("volumes: [{ name: 'cache', emptyDir: {} }], app:");
    expect(text).toContain("volumeMounts: [{ name: 'cache', mountPath: '/cache' }] }, sidecars:");
    expect(text).toContain("files: [{ name: 'logs'");
  });

  test('a proxy that connects to the app is a sidecar, not an adapter', () => {
    const proxy = { name: 'login', image: 'login:1', args: ['--upstream=http://127.0.0.1:8080'] };
    const app = { ...web, ports: [{ containerPort: 8080 }] };
    expect(code(pod({ containers: [app, proxy] }))).toMatch(/^new SidecarPod\(.*'--upstream=http:\/\/127.0.0.1:8080'/);
  });

  test('a proxy with the address on which the app listens is no ambassador', () => {
    const app = { ...web, args: ['--web.listen-address=127.0.0.1:9101'] };
    const proxy = { name: 'kube-rbac-proxy', image: 'proxy:1', args: ['--upstream=http://127.0.0.1:9101/'] };
    expect(code(pod({ containers: [app, proxy] }))).toMatch(/^new SidecarPod/);
  });
});

describe('ambassadors', () => {
  const proxy = { name: 'db', image: 'pgbouncer:1', ...always, ports: [{ containerPort: 5432 }] };

  test('a sidecar to whose port the app connects is an ambassador, and its address is written once', () => {
    const app = {
      ...web,
      env: [
        { name: 'URL', value: 'postgres://localhost:5432/shop' },
        { name: 'A', value: 'b' },
      ],
    };
    expect(code(pod({ initContainers: [proxy], containers: [app] }))).toBe(
      "new AmbassadorPod(chart, 'web', { metadata: { name: 'web' }, " +
        "app: { name: 'web', image: 'nginx:1.29', env: [{ name: 'A', value: 'b' }] }, " +
        "ambassador: { name: 'db', image: 'pgbouncer:1', ports: [{ containerPort: 5432 }] }, " +
        "addresses: [LocalAddress.url('URL', 'postgres://{host}:{port}/shop')] })",
    );
  });

  test.each([
    [
      'host and port in two variables',
      { env: ['127.0.0.1', '5432'].map((value, i) => ({ name: ['HOST', 'PORT'][i], value })) },
      "LocalAddress.hostAndPort('HOST', 'PORT').overIPv4()",
    ],
    ['an argument', { args: ['serve', '--db=localhost:5432'] }, "LocalAddress.args(['--db={host}:{port}'])"],
    ['an option and its value', { args: ['--db', 'localhost:5432'] }, "LocalAddress.args(['--db', '{host}:{port}'])"],
    [
      'the end of the command',
      { command: ['shop', '--db=127.0.0.1:5432'] },
      "LocalAddress.command(['--db={host}:{port}']).overIPv4()",
    ],
  ])('its address can be %s', (_, fields, expected) => {
    const text = code(pod({ initContainers: [proxy], containers: [{ ...web, ...fields }] }));
    expect(text).toContain(`addresses: [${expected}]`);
  });

  test('a port of several is selected by its name, or by its number', () => {
    const ports = [{ name: 'sql', containerPort: 5432 }, { containerPort: 9090 }];
    const env = [5432, 9090].map((port) => ({ name: `URL_${port}`, value: `localhost:${port}` }));
    const text = code(pod({ initContainers: [{ ...proxy, ports }], containers: [{ ...web, env }] }));
    expect(text).toContain("LocalAddress.url('URL_5432', '{host}:{port}', 'sql')");
    expect(text).toContain("LocalAddress.url('URL_9090', '{host}:{port}', 9090)");
  });

  test('a port can be an option of the ambassador', () => {
    const declared = { name: 'db', image: 'cloud-sql-proxy:2', ...always, args: ['--port=5432'] };
    const env = [{ name: 'DB', value: 'localhost:5432' }];
    expect(code(pod({ initContainers: [declared], containers: [{ ...web, env }] }))).toContain(
      "addresses: [LocalAddress.url('DB', '{host}:{port}', 5432)]",
    );
  });

  test('an address that is not where a pattern adds it stays: the container is still an ambassador', () => {
    const env = [
      { name: 'A', value: 'b' },
      { name: 'DB', value: 'localhost:5432' },
    ];
    const text = code(pod({ initContainers: [proxy], containers: [{ ...web, env }] }));
    expect(text).toMatch(/^new AmbassadorPod\(.*env: \[{ name: 'A', value: 'b' }, { name: 'DB'/);
    expect(text).not.toContain('addresses');
  });

  test('an address in a script stays in the script', () => {
    const command = ['sh', '-c', 'while sleep 1; do nc localhost:5432; done'];
    const text = code(pod({ initContainers: [proxy], containers: [{ ...web, command }] }));
    expect(text).toContain('nc localhost:5432');
  });

  test('an address that makes the code longer stays', () => {
    const several = { name: 'proxy', image: 'proxy:1', ports: [{ containerPort: 5432 }, { containerPort: 9090 }] };
    const app = { ...web, args: ['serve', '--db=localhost:5432'] };
    expect(code(pod({ containers: [app, several] }))).toMatch(
      /^new AmbassadorPod\(.*args: \['serve', '--db=localhost:5432']/,
    );
  });

  test('the variable with its own port is `portVariable`', () => {
    const env = [{ name: 'LISTEN_PORT', value: '5432' }];
    const app = { ...web, env: [{ name: 'DB', value: 'localhost:5432' }] };
    expect(code(pod({ initContainers: [{ ...proxy, env }], containers: [app] }))).toContain(
      "portVariable: 'LISTEN_PORT'",
    );
  });

  test('a port of the app itself is no ambassador', () => {
    const app = { ...web, ports: [{ containerPort: 5432 }], env: [{ name: 'SELF', value: 'localhost:5432' }] };
    expect(code(pod({ initContainers: [{ ...proxy, ports: [] }], containers: [app] }))).toMatch(/^new SidecarPod/);
  });
});

describe('adapters', () => {
  const exporter = { name: 'metrics', image: 'oliver006/redis_exporter:1', ...always };

  test('a sidecar that is named after what it translates is an adapter', () => {
    expect(code(pod({ initContainers: [exporter], containers: [web] }))).toMatch(
      /^new AdapterPod\(.*adapter: { name: 'metrics'/,
    );
  });

  test('it gets the address of the app', () => {
    const env = [{ name: 'REDIS_ADDR', value: 'redis://localhost:6379' }];
    const app = { ...web, ports: [{ containerPort: 6379 }] };
    expect(code(pod({ initContainers: [{ ...exporter, env }], containers: [app] }))).toContain(
      "addresses: [LocalAddress.url('REDIS_ADDR', 'redis://{host}:{port}')]",
    );
  });

  test.each<[string, object, object]>([
    ['the port of the app', { ports: [{ containerPort: 8080 }] }, { args: ['http://localhost:8080/status'] }],
    [
      'files of the app',
      { volumeMounts: [{ name: 'count', mountPath: '/count' }] },
      { volumeMounts: [{ name: 'count', mountPath: '/count', readOnly: true }] },
    ],
  ])('a sidecar for metrics that reads from %s is an adapter', (_, ofApp, ofMetrics) => {
    const volumes = 'volumeMounts' in ofApp ? { volumes: [{ name: 'count', emptyDir: {} }] } : {};
    const metrics = { name: 'metrics', image: 'busybox:1.37', ...always, ...ofMetrics };
    const app = { ...web, ...ofApp };
    expect(code(pod({ initContainers: [metrics], containers: [app], ...volumes }))).toMatch(/^new AdapterPod/);
    expect(code(pod({ initContainers: [{ ...metrics, name: 'a' }], containers: [app], ...volumes }))).toMatch(
      /^new SidecarPod/,
    );
  });

  test('a proxy for the metrics of the app is a sidecar', () => {
    const proxy = { name: 'kube-rbac-proxy', image: 'p:1', args: ['--upstream=http://127.0.0.1:8080/'] };
    const app = { ...web, ports: [{ containerPort: 8080 }] };
    const ports = [{ name: 'metrics', containerPort: 8443 }];
    expect(code(pod({ containers: [app, { ...proxy, ports }] }))).toMatch(/^new SidecarPod/);
  });

  test('an exporter that the app connects to is a sidecar', () => {
    const app = { ...web, env: [{ name: 'STATSD', value: 'localhost:9125' }] };
    const statsd = { ...exporter, ports: [{ containerPort: 9125 }] };
    expect(code(pod({ initContainers: [statsd], containers: [app] }))).toMatch(/^new SidecarPod/);
  });
});

describe('steps', () => {
  const step = { name: 'clone', image: 'git:1', volumeMounts: [{ name: 'pages', mountPath: '/out' }] };
  const volumes = [{ name: 'pages', emptyDir: {} }];

  test('an init container is a step, and hands over its files', () => {
    const app = { ...web, volumeMounts: [{ name: 'pages', mountPath: '/html', readOnly: true }] };
    expect(code(pod({ initContainers: [step], containers: [app], volumes }))).toBe(
      "new InitPod(chart, 'web', { metadata: { name: 'web' }, app: { name: 'web', image: 'nginx:1.29' }, " +
        "steps: [{ name: 'clone', image: 'git:1' }], files: [{ name: 'pages', " +
        "writers: [{ container: 'clone', mountPath: '/out' }], readers: [{ container: 'web', mountPath: '/html' }] }] })",
    );
  });

  test('a step keeps its place among native sidecars', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ name, image: 'i' }));
    const text = code(pod({ initContainers: [{ ...a, ...always }, b, { ...c, ...always }], containers: [web] }));
    expect(text).toMatch(
      /^new AppPod\(.*new InitPattern\({ steps: \[{ name: 'b', image: 'i' }], startsAfter: \['a'\] }\)/,
    );
  });

  test('a file that a step reads before a sidecar writes it stays in `volumes`, because synth would refuse it', () => {
    const reads = { ...step, volumeMounts: [{ name: 'pages', mountPath: '/out', readOnly: true }] };
    const app = { ...web, volumeMounts: [{ name: 'pages', mountPath: '/html' }] };
    expect(code(pod({ initContainers: [reads], containers: [app], volumes }))).not.toContain('files');
  });
});

describe('workloads', () => {
  const proxy = { name: 'proxy', image: 'envoy:1' };

  test('patterns are in `patterns`, and the selector and its labels are implied', () => {
    const object = workload('Deployment', { containers: [web, proxy] }, { selector: { matchLabels: { app: 'web' } } });
    expect(code(object)).toBe(
      "new AppDeployment(chart, 'web', { metadata: { name: 'web' }, app: { name: 'web', image: 'nginx:1.29' }, " +
        "patterns: [new SidecarPattern({ sidecars: [{ name: 'proxy', image: 'envoy:1' }], sidecarForm: 'classic' })] })",
    );
  });

  test.each(['Deployment', 'StatefulSet', 'DaemonSet'])('a %s keeps a selector that is not implied', (kind) => {
    const object = workload(
      kind,
      { containers: [web, proxy] },
      { selector: { matchLabels: { app: 'web', tier: 'a' } } },
    );
    object.spec.template.metadata.labels.tier = 'a';
    expect(code(object)).toContain("selector: { matchLabels: { app: 'web', tier: 'a' } }, app:");
  });

  test('a Job and a CronJob keep only a restart policy that is not implied', () => {
    const template = (restartPolicy: string) => ({
      spec: { restartPolicy, initContainers: [{ ...proxy, ...always }], containers: [web] },
    });
    const job = (restartPolicy: string) => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'web' },
      spec: { template: template(restartPolicy) },
    });
    expect(code(job('Never'))).not.toContain('template');
    expect(code(job('OnFailure'))).toContain("template: { spec: { restartPolicy: 'OnFailure' } }");
    const cronJob = { schedule: '0 6 * * *', jobTemplate: { spec: { backoffLimit: 1, template: template('Never') } } };
    expect(code({ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'web' }, spec: cronJob })).toMatch(
      /^new AppCronJob\(.*schedule: '0 6 \* \* \*', jobTemplate: { spec: { backoffLimit: 1 } }, app:/,
    );
  });
});

/** The classes of the pods that this repository writes with patterns. */
const OWN: Record<string, string> = {
  'dist/client-with-ambassador': 'AmbassadorPod',
  'dist/counter-with-adapter': 'AdapterPod',
  'dist/site-with-init': 'InitPod',
  'dist/web-with-sidecar': 'SidecarPod',
  'examples/adapter/dist/queue': 'AdapterPod',
  'examples/ambassador/dist/shop': 'AmbassadorPod',
  'examples/composed/dist/board': 'AppPod AmbassadorPattern InitPattern SidecarPattern',
  'examples/init/dist/menu': 'InitPod',
  'examples/sidecar/dist/clock': 'SidecarPod',
  'examples/workloads/dist/cron-job': 'AppCronJob InitPattern',
  'examples/workloads/dist/daemon-set': 'AppDaemonSet AdapterPattern',
  'examples/workloads/dist/deployment': 'AppDeployment SidecarPattern',
  'examples/workloads/dist/job': 'AppJob SidecarPattern',
  'examples/workloads/dist/stateful-set': 'AppStatefulSet InitPattern',
};

test.each(Object.entries(OWN))('the patterns of %s are those that its code has', (file, classes) => {
  const text = fs.readFileSync(path.join(__dirname, '..', `${file}.k8s.yaml`), 'utf8');
  const found = parseAllDocuments(text)
    .map((document) => recognize(document.toJS()))
    .filter((recognized) => recognized !== undefined)
    .map(({ statement }) =>
      [...expressionText(statement).matchAll(/\bnew (\w+)\(/g)].map(([, name]) => name).join(' '),
    );
  expect(found).toEqual([classes]);
});

describe('not recognized', () => {
  const mounted = (container: object) => ({ ...container, volumeMounts: [{ name: 'config', mountPath: '/c' }] });

  test.each<[string, any]>([
    ['a pod with one container', pod({ containers: [web] })],
    ['two apps', pod({ containers: [web, { name: 'api', image: 'api:1', ports: [{ containerPort: 8080 }] }] })],
    [
      'two containers with the same ConfigMap',
      pod({
        containers: [mounted(web), mounted({ name: 'api', image: 'api:1' })],
        volumes: [{ name: 'config', configMap: { name: 'config' } }],
      }),
    ],
    ['a sidecar before the app', pod({ containers: [{ name: 'istio-proxy', image: 'proxy:1' }, web] })],
    [
      'a classic sidecar that keeps a Job from completing',
      {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'web' },
        spec: {
          template: { spec: { restartPolicy: 'Never', containers: [web, { name: 'proxy', image: 'envoy:1' }] } },
        },
      },
    ],
    ['an object of another kind', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: {} }],
    ['a ReplicaSet, which has no construct', workload('ReplicaSet', { initContainers: [web], containers: [web] })],
    [
      'a field that the construct does not write',
      { ...pod({ initContainers: [{ name: 'a', image: 'a' }], containers: [web] }), status: {} },
    ],
    ['duplicate names', pod({ initContainers: [web], containers: [web] })],
  ])('%s', (_, object) => {
    expect(recognize(object)).toBeUndefined();
  });

  test.each<[string, any]>([
    ['no object', undefined],
    ['null', null],
    ['a list', []],
    ['no spec', { apiVersion: 'v1', kind: 'Pod' }],
    ['no containers', pod({ initContainers: [web] })],
    ['containers that are null', pod({ initContainers: [web], containers: [null] })],
    ['a name that is a number', pod({ initContainers: [{ name: 1 }], containers: [web] })],
    ['lists of wrong types', pod({ initContainers: [{ name: 'a', env: 'b' }], containers: [web] })],
  ])('%s, without an error', (_, object) => {
    expect(recognize(object)).toBeUndefined();
  });

  test('of two apps and a step, the step is recognized, and both apps stay', () => {
    const api = { name: 'api', image: 'api:1' };
    expect(code(pod({ initContainers: [{ name: 'a', image: 'a' }], containers: [web, api] }))).toMatch(
      /^new InitPod\(.*containers: \[{ name: 'api', image: 'api:1' }], steps:/,
    );
  });
});

describe('hostile text', () => {
  test.each([
    '__proto__',
    'constructor',
    'toString',
    "'; process.exit(1); '",
    '${x}',
    '`',
    '{port}',
    '{host}',
    '\u2028',
  ])('a container, a volume, a variable and a label named %j come back equal or are not recognized', (name) => {
    const field = JSON.parse(`{ ${JSON.stringify(name)}: "a" }`);
    const mount = { name, mountPath: '/m' };
    const object = pod({
      initContainers: [{ name, image: 'a', ...always, ports: [{ containerPort: 80 }], volumeMounts: [mount] }],
      containers: [{ ...web, env: [{ name, value: `${name}localhost:80` }], volumeMounts: [mount] }],
      nodeSelector: field,
      volumes: [{ name, emptyDir: {} }],
    });
    object.metadata.annotations = field;
    const recognized = recognize(object);
    expect(recognized).toBeDefined();
    expect(recognizedRendering(recognized!.constants, recognized!.statement, '1.35').manifest).toEqual(object);
  });

  test('long texts need no long time', () => {
    const text = 'localhost:'.repeat(50_000);
    const args = [text, '-'.repeat(100_000), ' '.repeat(100_000), `port=${'1'.repeat(100_000)}`];
    const object = pod({
      initContainers: [{ name: 'a', image: '/:@'.repeat(50_000), args, ...always }],
      containers: [{ ...web, args }],
    });
    expect(recognize(object)).toBeDefined();
  });
});

test('places of the input are the sources of data, also behind variables that a pattern adds', () => {
  const env = [
    { name: 'DB', value: 'localhost:5432' },
    { name: 'A', value: 'b' },
  ];
  const proxy = { name: 'db', image: 'proxy', ...always, ports: [{ containerPort: 5432 }] };
  const object = pod({ nodeSelector: { a: 'b' }, initContainers: [proxy], containers: [{ ...web, env }] });
  const found: string[] = [];
  const visit = (expression: Expression): void => {
    if (expression.type === 'data' && expression.source !== undefined) {
      expect(expression.source.reduce<any>((value, key) => value[key], object)).toBe(expression.value);
      found.push(expression.source.join('.'));
    }
    const inner: Record<Expression['type'], () => readonly Expression[]> = {
      data: () => [],
      reference: () => [],
      object: () => (expression as any).entries.map(({ value }: any) => value),
      array: () => (expression as any).items,
      new: () => (expression as any).args,
      call: () => (expression as any).args,
    };
    inner[expression.type]().forEach(visit);
  };
  visit(recognize(object)!.statement);
  expect(found).toEqual([
    'metadata',
    'spec.nodeSelector',
    'spec.containers.0.name',
    'spec.containers.0.image',
    'spec.containers.0.env.1',
    'spec.initContainers.0.name',
    'spec.initContainers.0.image',
    'spec.initContainers.0.ports',
  ]);
});

test('the length of code counts fields and values, but not the names of patterns', () => {
  const data = (value: unknown): Expression => ({ type: 'data', value });
  expect(length(data({ name: 'web', ports: [{ containerPort: 80 }], tty: null }))).toBe(7);
  const props: Expression = {
    type: 'object',
    entries: [
      { key: 'sidecars', value: data([{ name: 'logs' }]) },
      { key: 'sidecarForm', value: data('classic') },
      { key: 'addresses', value: { type: 'call', name: 'LocalAddress.url', args: [data('URL'), data('{port}')] } },
    ],
  };
  expect(length({ type: 'new', name: 'SidecarPattern', args: [props] })).toBe(4);
});
