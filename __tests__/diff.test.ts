import * as fs from 'fs';
import * as path from 'path';
import { Workplace } from './command';

let place: Workplace;
beforeAll(() => (place = new Workplace()));
afterAll(() => place.clear());
beforeEach(() => place.next());

const yaml = (...objects: any[]): string => objects.map((object) => JSON.stringify(object)).join('\n---\n');
const pod = (spec: any, kind = 'Pod') => ({ apiVersion: 'v1', kind, metadata: { name: 'web' }, spec });
const container = (name: string, rest: any = {}) => ({ name, image: 'a:1', ...rest });

/** What differs, line by line, between two objects. */
function told(before: any, after: any, ...flags: string[]): string[] {
  place.write({ 'a/a.yaml': yaml(before), 'b/b.yaml': yaml(after) });
  const { stdout, stderr, status } = place.run('diff', 'a', 'b', ...flags);
  expect({ stderr, status }).toEqual({ stderr: expect.stringMatching(/^a → b: /), status: stdout === '' ? 0 : 1 });
  return stdout.split('\n').filter((line) => line !== '');
}

/** The words for what differs in many pairs of objects, which are compared at once. */
function toldOfAll(pairs: [any, any][]): string[][] {
  const objects = (side: 0 | 1) =>
    pairs.map((pair, i) => ({
      apiVersion: 'v1',
      kind: 'A',
      ...pair[side],
      metadata: { ...pair[side].metadata, name: `${i}` },
    }));
  place.write({ 'a/a.yaml': yaml(...objects(0)), 'b/b.yaml': yaml(...objects(1)) });
  const changes: any[] = JSON.parse(place.run('diff', 'a', 'b', '--format', 'json').stdout);
  return pairs.map((_, i) => changes.find(({ name }) => name === `${i}`).differences.map(({ text }: any) => text));
}

type Row = [title: string, before: any, after: any, words: string[]];

/** A test for each row. */
function rows(table: Row[], object: (rest: any) => any): void {
  let all: string[][];
  beforeAll(() => {
    place.next();
    all = toldOfAll(table.map(([, before, after]) => [object(before), object(after)]));
  });
  test.each(table.map(([title, , , words], i): [string, number, string[]] => [title, i, words]))(
    '%s',
    (_, i, words) => {
      expect(all[i]).toEqual(words);
    },
  );
}

const BEFORE = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.26
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: MODE
              value: fast
          resources:
            limits:
              memory: 64Mi
          volumeMounts:
            - name: tmp
              mountPath: /tmp
        - name: proxy
          image: envoy:1.30
          command:
            - sh
            - -c
            - |
              echo one
              exec envoy
      volumes:
        - name: tmp
          emptyDir: {}
---
apiVersion: v1
kind: Secret
metadata:
  name: login
data:
  password: aHVudGVyMg==
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: old
data:
  a: b
`;
const AFTER = {
  'web.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
    tier: front
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      initContainers:
        - name: proxy
          image: envoy:1.30
          restartPolicy: Always
          command:
            - sh
            - -c
            - |
              echo two
              exec envoy
      containers:
        - name: logs
          image: busybox:1.36
        - name: web
          image: nginx:1.27
          ports:
            - name: http
              containerPort: 8081
          env:
            - name: COLOR
              value: red
            - name: MODE
              valueFrom:
                configMapKeyRef:
                  name: settings
                  key: mode
          resources:
            limits:
              memory: 128Mi
`,
  'other.yaml': `
apiVersion: v1
kind: Secret
metadata:
  name: login
data:
  password: c2VjcmV0
  user: bWU=
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  ports:
    - name: http
      port: 80
`,
};

describe('a rich difference', () => {
  const tell = (...flags: string[]) => {
    place.write({ 'a/web.yaml': BEFORE, 'b/web.yaml': AFTER['web.yaml'], 'b/other.yaml': AFTER['other.yaml'] });
    const { status, stdout, stderr } = place.run('diff', 'a', 'b', ...flags);
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'a → b: 1 added, 1 removed, 2 changed, 0 the same\n' });
    // the values of a Secret are nowhere
    expect(stdout).not.toMatch(/aHVudGVyMg|c2VjcmV0|bWU=/);
    return stdout;
  };

  test('is shown in docs/cli.md', () => {
    const guide = fs.readFileSync(path.join(path.dirname(__dirname), 'docs', 'cli.md'), 'utf8');
    const [help, text, json] = [place.run('--help').stdout, tell(), tell('--format', 'json')];
    const [example] = /```json\n([^]*?)```/.exec(guide)!.slice(1);
    expect(guide).toContain(`\`\`\`\n${help}\`\`\`\n`);
    expect(guide).toContain(`\`\`\`\n${text}\`\`\`\n`);
    expect(json).toContain(example);
  });

  test('as text', () => {
    expect(tell()).toMatchInlineSnapshot(`
"removed ConfigMap old
Deployment web:
  label tier added: front
  replicas 2 → 3
  sidecar proxy is now native
  native sidecar proxy: command changed
  new container logs
  container web: image nginx:1.26 → 1.27
  container web: port http 8080 → 8081
  container web: env COLOR added: red
  container web: env MODE fast → from ConfigMap settings/mode
  container web: resources.limits.memory: 64Mi → 128Mi
  container web: removed mount /tmp (tmp)
  removed volume tmp
Secret login: data.password changed; data.user added
new Service shop/web
"
`);
  });

  test('as text, with what is too long for a line', () => {
    expect(tell('--verbose')).toMatchInlineSnapshot(`
"removed ConfigMap old
Deployment web:
  label tier added: front
  replicas 2 → 3
  sidecar proxy is now native
  native sidecar proxy: command changed
    @@ -1,2 +1,2 @@
    -echo one
    +echo two
     exec envoy
  new container logs
  container web: image nginx:1.26 → 1.27
  container web: port http 8080 → 8081
  container web: env COLOR added: red
  container web: env MODE fast → from ConfigMap settings/mode
  container web: resources.limits.memory: 64Mi → 128Mi
  container web: removed mount /tmp (tmp)
  removed volume tmp
Secret login: data.password changed; data.user added
new Service shop/web
"
`);
  });

  test('as JSON', () => {
    expect(tell('--format=json')).toMatchInlineSnapshot(`
"[
  {
    "change": "removed",
    "apiVersion": "v1",
    "kind": "ConfigMap",
    "name": "old",
    "file": "web.yaml",
    "differences": []
  },
  {
    "change": "changed",
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "name": "web",
    "file": "web.yaml",
    "differences": [
      {
        "change": "added",
        "path": "metadata.labels.tier",
        "after": "front",
        "text": "label tier added: front"
      },
      {
        "change": "changed",
        "path": "spec.replicas",
        "before": 2,
        "after": 3,
        "text": "replicas 2 → 3"
      },
      {
        "change": "moved",
        "path": "spec.template.spec.initContainers[proxy]",
        "before": "container",
        "after": "native sidecar",
        "text": "sidecar proxy is now native"
      },
      {
        "change": "changed",
        "path": "spec.template.spec.initContainers[proxy].command[2]",
        "before": "echo one\\nexec envoy\\n",
        "after": "echo two\\nexec envoy\\n",
        "text": "native sidecar proxy: command changed"
      },
      {
        "change": "added",
        "path": "spec.template.spec.containers[logs]",
        "after": {
          "name": "logs",
          "image": "busybox:1.36"
        },
        "text": "new container logs"
      },
      {
        "change": "changed",
        "path": "spec.template.spec.containers[web].image",
        "before": "nginx:1.26",
        "after": "nginx:1.27",
        "text": "container web: image nginx:1.26 → 1.27"
      },
      {
        "change": "changed",
        "path": "spec.template.spec.containers[web].ports[http].containerPort",
        "before": 8080,
        "after": 8081,
        "text": "container web: port http 8080 → 8081"
      },
      {
        "change": "added",
        "path": "spec.template.spec.containers[web].env[COLOR]",
        "after": {
          "name": "COLOR",
          "value": "red"
        },
        "text": "container web: env COLOR added: red"
      },
      {
        "change": "changed",
        "path": "spec.template.spec.containers[web].env[MODE]",
        "before": {
          "name": "MODE",
          "value": "fast"
        },
        "after": {
          "name": "MODE",
          "valueFrom": {
            "configMapKeyRef": {
              "name": "settings",
              "key": "mode"
            }
          }
        },
        "text": "container web: env MODE fast → from ConfigMap settings/mode"
      },
      {
        "change": "changed",
        "path": "spec.template.spec.containers[web].resources.limits.memory",
        "before": "64Mi",
        "after": "128Mi",
        "text": "container web: resources.limits.memory: 64Mi → 128Mi"
      },
      {
        "change": "removed",
        "path": "spec.template.spec.containers[web].volumeMounts[/tmp]",
        "before": {
          "name": "tmp",
          "mountPath": "/tmp"
        },
        "text": "container web: removed mount /tmp (tmp)"
      },
      {
        "change": "removed",
        "path": "spec.template.spec.volumes[tmp]",
        "before": {
          "name": "tmp",
          "emptyDir": {}
        },
        "text": "removed volume tmp"
      }
    ]
  },
  {
    "change": "changed",
    "apiVersion": "v1",
    "kind": "Secret",
    "name": "login",
    "file": "other.yaml",
    "differences": [
      {
        "change": "changed",
        "path": "data.password",
        "text": "data.password changed"
      },
      {
        "change": "added",
        "path": "data.user",
        "text": "data.user added"
      }
    ]
  },
  {
    "change": "added",
    "apiVersion": "v1",
    "kind": "Service",
    "namespace": "shop",
    "name": "web",
    "file": "other.yaml",
    "differences": []
  }
]
"
`);
  });

  test('as Markdown', () => {
    expect(tell('-f', 'markdown', '-v')).toMatchInlineSnapshot(`
"Differences between \`a\` and \`b\`:

- **removed** \`ConfigMap old\`
- **changed** \`Deployment web\`
  - \`label tier added: front\`
  - \`replicas 2 → 3\`
  - \`sidecar proxy is now native\`
  - \`native sidecar proxy: command changed\`
    \`\`\`diff
    @@ -1,2 +1,2 @@
    -echo one
    +echo two
     exec envoy
    \`\`\`
  - \`new container logs\`
  - \`container web: image nginx:1.26 → 1.27\`
  - \`container web: port http 8080 → 8081\`
  - \`container web: env COLOR added: red\`
  - \`container web: env MODE fast → from ConfigMap settings/mode\`
  - \`container web: resources.limits.memory: 64Mi → 128Mi\`
  - \`container web: removed mount /tmp (tmp)\`
  - \`removed volume tmp\`
- **changed** \`Secret login\`
  - \`data.password changed\`
  - \`data.user added\`
- **added** \`Service shop/web\`
"
`);
  });
});

test('in words, on a line where they fit', () => {
  const spec = (image: string, port: number) => ({
    containers: [container('web', { image, ports: [{ name: 'http', containerPort: port }] })],
  });
  const after = { ...spec('nginx:1.27', 8081) };
  after.containers.push(container('logs'));
  expect(told(pod(spec('nginx:1.26', 8080)), pod(after))).toEqual([
    'Pod web: image nginx:1.26 → 1.27; port http 8080 → 8081; new container logs',
  ]);
});

describe('the same', () => {
  test('prints it on standard error, with status 0', () => {
    place.write({ 'a/a.yaml': yaml(pod({})), 'b/b.yaml': yaml(pod({})) });
    expect(place.run('diff', 'a', 'b')).toEqual({
      status: 0,
      stdout: '',
      stderr: 'a → b: 0 added, 0 removed, 0 changed, 1 the same\n',
    });
    expect(place.run('diff', 'a', 'b', '-f', 'json').stdout).toBe('[]\n');
    expect(place.run('diff', 'a', 'b', '-f', 'markdown').stdout).toBe('No differences between `a` and `b`.\n');
  });

  test('whatever the file, the form and the order of the fields', () => {
    place.write({
      'a/a.yml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostNetwork: yes, x: 010}\n---\n# nothing\n---\n{kind: Pod, metadata: {name: b}, apiVersion: v1}\n',
      'b/deep/b.json':
        '{"kind":"List","apiVersion":"v1","items":[{"apiVersion":"v1","metadata":{"name":"b"},"kind":"Pod"},{"apiVersion":"v1","spec":{"x":8,"hostNetwork":true},"kind":"Pod","metadata":{"name":"a"}}]}',
    });
    expect(place.run('diff', 'a', 'b')).toMatchObject({ status: 0, stdout: '' });
  });

  test('not if the numbers differ, but are equal as doubles', () => {
    const object = (x: string) => `apiVersion: v1\nkind: A\nmetadata: {name: a}\nx: ${x}\n`;
    place.write({ 'a/a.yaml': object('9007199254740992'), 'b/b.yaml': object('9007199254740993') });
    expect(place.run('diff', 'a', 'b').stdout).toBe('A a: x 9007199254740992 → 9007199254740993\n');
    expect(JSON.parse(place.run('diff', 'a', 'b', '-f', 'json').stdout)[0].differences[0].after).toBe(
      '9007199254740993',
    );
  });
});

describe('an object', () => {
  test('is the same under another version of its group, and the version is reported', () => {
    const before = { apiVersion: 'apps/v1beta1', kind: 'Deployment', metadata: { name: 'web' } };
    expect(told(before, { ...before, apiVersion: 'apps/v1' })).toEqual([
      'Deployment web: apiVersion apps/v1beta1 → apps/v1',
    ]);
  });

  test('is another in another group or namespace', () => {
    const before = { apiVersion: 'extensions/v1beta1', kind: 'Ingress', metadata: { name: 'web' } };
    const after = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web', namespace: 'shop' } };
    expect(told(before, after)).toEqual(['removed Ingress web', 'new Ingress shop/web']);
  });

  test('of several environments is identified by its folder', () => {
    const files = (image: string) => ({ 'prod/web.yaml': yaml(pod({ containers: [container('web', { image })] })) });
    place.write({ 'a/dev/web.yaml': yaml(pod({})), 'b/dev/web.yaml': yaml(pod({})) });
    place.write({ 'a/prod/web.yaml': files('a:1')['prod/web.yaml'], 'b/prod/web.yaml': files('a:2')['prod/web.yaml'] });
    expect(place.run('diff', 'a', 'b').stdout).toBe('Pod web (prod/): image a:1 → 2\n');
  });

  test('without a name of its own is matched in order', () => {
    const job = (image: string) => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { generateName: 'job-' },
      spec: { image },
    });
    place.write({ 'a/a.yaml': yaml(job('a'), job('b')), 'b/a.yaml': yaml(job('a'), job('c'), job('d')) });
    expect(place.run('diff', 'a', 'b').stdout).toBe('Job job-*: image b → c\nnew Job job-*\n');
  });
});

describe('containers', () => {
  const roles = (init: any[], main: any[]) =>
    init.length > 0 ? { initContainers: init, containers: main } : { containers: main };
  const web = container('web');
  const logs = container('logs');
  const native = { ...logs, restartPolicy: 'Always' };
  const table: Row[] = [
    [
      'new',
      roles([], [web]),
      roles([container('init')], [logs, web]),
      ['new init container init', 'new container logs'],
    ],
    ['new, native', roles([], [web]), roles([native], [web]), ['new native sidecar logs']],
    [
      'gone',
      roles([container('init')], [logs, web]),
      roles([], [web]),
      ['removed init container init', 'removed container logs'],
    ],
    ['a sidecar that becomes native', roles([], [web, logs]), roles([native], [web]), ['sidecar logs is now native']],
    [
      'a sidecar that is native no longer',
      roles([native], [web]),
      roles([], [web, logs]),
      ['sidecar logs is no longer native'],
    ],
    [
      'a container that becomes an init container',
      roles([], [web, logs]),
      roles([logs], [web]),
      ['container logs is now an init container'],
    ],
    [
      'an init container that becomes a sidecar',
      roles([logs], [web]),
      roles([native], [web]),
      ['init container logs is now a native sidecar'],
    ],
    [
      'in another order',
      roles([], [web, logs]),
      roles([], [logs, web]),
      ['containers reordered: web, logs → logs, web'],
    ],
    [
      'several that stay are named',
      roles([native], [web]),
      roles([{ ...native, tty: true }], [{ ...web, tty: true }]),
      ['native sidecar logs: tty added: true', 'container web: tty added: true'],
    ],
  ];
  rows(table, (spec) => ({ spec }));
});

describe('in a container', () => {
  const table: Row[] = [
    ['an image of another repository', { image: 'a:1' }, { image: 'b:1' }, ['image a:1 → b:1']],
    [
      'an image that gets a tag',
      { image: 'r.io:5000/a' },
      { image: 'r.io:5000/a:1' },
      ['image r.io:5000/a → r.io:5000/a:1'],
    ],
    [
      'an image by digest',
      { image: `a:1@sha256:${'a'.repeat(64)}` },
      { image: `a:2@sha256:${'b'.repeat(64)}` },
      ['image a:1@sha256:aaaaaaaaaaaa… → 2@sha256:bbbbbbbbbbbb…'],
    ],
    [
      'ports',
      { ports: [{ containerPort: 1 }, { containerPort: 2, protocol: 'UDP' }] },
      {
        ports: [
          { containerPort: 3, name: 'x' },
          { containerPort: 1, protocol: 'TCP' },
        ],
      },
      ['new port x 3', 'port 1 protocol added: TCP', 'removed port 2/UDP'],
    ],
    [
      'a port that gets a name',
      { ports: [{ containerPort: 80 }] },
      { ports: [{ containerPort: 80, name: 'http' }] },
      ['port 80 name added: http'],
    ],
    [
      'variables',
      { env: [{ name: 'A', value: '1' }, { name: 'B' }] },
      {
        env: [
          { name: 'C', value: '' },
          { name: 'A', value: '2' },
        ],
      },
      ['env C added: ""', 'env A 1 → 2', 'env B removed'],
    ],
    [
      'where a variable is from',
      { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] },
      { env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] },
      ['env A from Secret s/k → from field status.podIP'],
    ],
    [
      'a variable whose value stays the same',
      {
        env: [
          { name: 'A', value: '' },
          { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } },
        ],
      },
      { env: [{ name: 'A' }, { name: 'B', valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: true } } }] },
      ['env A: {name: A, value: ""} → {name: A}', 'env B changed'],
    ],
    [
      'variables in another order',
      { env: [{ name: 'A' }, { name: 'B' }] },
      { env: [{ name: 'B' }, { name: 'A' }] },
      ['env reordered: A, B → B, A'],
    ],
    [
      'sources of variables',
      { envFrom: [{ configMapRef: { name: 'a' } }] },
      { envFrom: [{ secretRef: { name: 'a' } }] },
      ['envFrom Secret a added', 'envFrom ConfigMap a removed'],
    ],
    [
      'mounts',
      {
        volumeMounts: [
          { name: 'a', mountPath: '/a' },
          { name: 'b', mountPath: '/b' },
        ],
      },
      {
        volumeMounts: [
          { name: 'c', mountPath: '/c', readOnly: true },
          { name: 'b', mountPath: '/b', readOnly: true },
        ],
      },
      ['new mount /c (c, read-only)', 'mount /b readOnly added: true', 'removed mount /a (a)'],
    ],
    [
      'arguments',
      { args: ['--a', '--b'] },
      { args: ['--new', '--a', '--c'] },
      ['args[0] added: --new', 'args[2]: --b → --c'],
    ],
    [
      'a number that becomes a text',
      { livenessProbe: { httpGet: { port: 80 } } },
      { livenessProbe: { httpGet: { port: '80' } } },
      ['livenessProbe.httpGet.port: 80 → "80"'],
    ],
    [
      'quantities, as they are written',
      { resources: { limits: { cpu: '500m' } } },
      { resources: { limits: { cpu: 0.5 } } },
      ['resources.limits.cpu: "500m" → 0.5'],
    ],
    [
      'fields that come and go',
      { tty: true },
      { lifecycle: { preStop: { sleep: { seconds: 5 } } } },
      ['lifecycle added: {preStop: {sleep: {seconds: 5}}}', 'tty removed'],
    ],
    [
      'what is empty',
      {},
      { securityContext: {}, env: [], command: null },
      ['securityContext added: {}', 'env added: []', 'command added: null'],
    ],
  ];
  rows(table, (rest) => ({ spec: { containers: [container('c', rest)] } }));
});

describe('elsewhere', () => {
  const object = (rest: any) => ({ apiVersion: 'v1', kind: 'A', metadata: { name: 'a' }, ...rest });
  const table: Row[] = [
    [
      'labels and annotations',
      { metadata: { name: 'a', labels: { 'a.b/c': '1' } } },
      { metadata: { name: 'a', annotations: { x: 'y' } } },
      ['annotation x added: y', 'label a.b/c removed'],
    ],
    [
      'a template',
      { spec: { template: { metadata: { labels: { a: '1' } }, spec: { containers: [], restartPolicy: 'Never' } } } },
      { spec: { template: { metadata: { labels: { a: '2' } }, spec: { containers: [], restartPolicy: 'Always' } } } },
      ['pod label a: 1 → 2', 'pod restartPolicy: Never → Always'],
    ],
    [
      'volumes',
      { spec: { containers: [], volumes: [{ name: 'a', emptyDir: {} }] } },
      {
        spec: {
          containers: [],
          volumes: [
            { name: 'b', hostPath: { path: '/b' } },
            { name: 'a', emptyDir: { medium: 'Memory' } },
          ],
        },
      },
      ['new volume b (hostPath)', 'volume a emptyDir.medium added: Memory'],
    ],
    [
      'ports of a Service',
      { spec: { ports: [{ port: 80 }] } },
      { spec: { ports: [{ port: 443 }, { port: 80, targetPort: 8080 }] } },
      ['new port 443', 'port 80 targetPort added: 8080'],
    ],
    [
      'items without a name',
      { spec: { tolerations: [{ key: 'a' }, { key: 'b' }] } },
      { spec: { tolerations: [{ key: 'x' }, { key: 'a' }, { key: 'c' }] } },
      ['tolerations[0] added: {key: x}', 'tolerations[2].key: b → c'],
    ],
    [
      'a text of several lines',
      { data: { 'app.conf': 'a\nb\n' } },
      { data: { 'app.conf': 'a\nc\n' } },
      ['data["app.conf"] changed'],
    ],
    [
      'what a terminal would not show as it is',
      { data: { a: 'red\x1b[31m', b: 'b' } },
      { data: { a: 'over\rwritten', b: 'C1 \x9b, turned \u202e' } },
      ['data.a: "red\\u001b[31m" → "over\\rwritten"', 'data.b: b → "C1 \\u009b, turned \\u202e"'],
    ],
    ['a field like a method', { constructor: 'a' }, { toString: 'b' }, ['toString added: b', 'constructor removed']],
  ];
  rows(table, (rest) => rest);

  test('an Ingress by host and path', () => {
    const rule = (host: string, ...paths: string[]) => ({ host, http: { paths: paths.map((path) => ({ path })) } });
    expect(
      told(
        object({ spec: { rules: [rule('a', '/')] } }),
        object({ spec: { rules: [rule('b', '/'), rule('a', '/x', '/')] } }),
      ),
    ).toEqual([
      'A a: rules[b] added: {host: b, http: {paths: [{path: /}]}}; rules[a].http.paths[/x] added: {path: /x}',
    ]);
  });

  test('a Secret: which of its values, and never the values', () => {
    const secret = (rest: any) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, ...rest });
    const before = secret({ data: { a: 'hidden1', b: 'hidden2' }, type: 'Opaque' });
    const after = secret({ stringData: { a: 'hidden3\nhidden4' }, data: { b: 'hidden5' }, type: 'x' });
    for (const flags of [['-v'], ['-f', 'json'], ['-f', 'markdown', '-v']]) {
      expect(told(before, after, ...flags).join()).not.toContain('hidden');
    }
    expect(told(before, after)).toEqual([
      'Secret s: stringData.a added; data.b changed; data.a removed; type Opaque → x',
    ]);
  });

  test('Markdown keeps values in code, whatever is in them', () => {
    const label = (value: string) => object({ metadata: { name: 'a', annotations: { x: value } } });
    expect(told(label('`a` @someone <b>'), label('``')).join()).toContain('annotation x: `a` @someone <b> → ``');
    expect(told(label('`a` @someone <b>'), label('``'), '-f', 'markdown')).toContain(
      '  - ``` annotation x: `a` @someone <b> → `` ```',
    );
  });
});

describe('revisions of git', () => {
  const image = (tag: string) => yaml(pod({ containers: [container('web', { image: `a:${tag}` })] }));
  let repository: string;
  beforeAll(() => {
    place.next();
    repository = place.folder;
    place.write({ 'README.md': '' });
    place.commit();
    place.write({
      'dist/web.yaml': image('1'),
      'dist/deep/ünï cödé.yaml': yaml({ apiVersion: 'v1', kind: 'A', metadata: { name: 'a' } }),
    });
    place.commit();
    place.git('tag', 'v1');
    place.write({ 'dist/web.yaml': image('2') });
    place.commit();
    place.write({ 'dist/web.yaml': image('3') });
  });
  beforeEach(() => fs.cpSync(repository, place.folder, { recursive: true }));

  test.each<[string[], string]>([
    [[], 'Pod web: image a:2 → 3\n'],
    [['v1'], 'Pod web: image a:1 → 3\n'],
    [['v1', 'main'], 'Pod web: image a:1 → 2\n'],
    [['HEAD', 'HEAD~1'], 'Pod web: image a:2 → 1\n'],
    [['v1', 'dist'], 'Pod web: image a:1 → 3\n'],
    [['HEAD~2', 'HEAD'], 'new A a\nnew Pod web\n'],
  ])('%j', (args, expected) => {
    expect(place.run('diff', ...args)).toMatchObject({ status: 1, stdout: expected });
  });

  test('the folder is that of cdk8s.yaml, or of the command line', () => {
    place.write({ 'cdk8s.yaml': 'output: dist/deep\n' });
    expect(place.run('diff', 'v1')).toMatchObject({
      status: 0,
      stderr: 'v1 → dist/deep: 0 added, 0 removed, 0 changed, 1 the same\n',
    });
    expect(place.run('diff', 'v1', '-o', './dist/').stdout).toBe('Pod web: image a:1 → 3\n');
  });

  test('from a folder below that of the repository', () => {
    place.write({ 'app/dist/web.yaml': image('5') });
    place.commit();
    place.write({ 'app/dist/web.yaml': image('6') });
    place.enter('app');
    expect(place.run('diff')).toMatchObject({ status: 1, stdout: 'Pod web: image a:5 → 6\n' });
  });

  test.each<[string, string[], string]>([
    ['an unknown revision', ['v2'], '"v2" is neither a folder nor a git revision.\n'],
    ['what looks like a flag', ['--', '--all'], '"--all" is neither a folder nor a git revision.\n'],
    ['no manifests at all', ['HEAD~2', 'HEAD~2'], 'Neither HEAD~2 nor HEAD~2 contains an object.\n'],
  ])('%s: status 2', (_, args, message) => {
    expect(place.run('diff', ...args)).toEqual({ status: 2, stdout: '', stderr: message });
  });

  test('uses the former name of the folder', () => {
    place.write({ 'cdk8s.yaml': 'output: build\n' });
    fs.renameSync(path.join(place.folder, 'dist'), path.join(place.folder, 'build'));
    place.commit();
    place.write({ 'cdk8s.yaml': 'output: manifests\n' });
    fs.renameSync(path.join(place.folder, 'build'), path.join(place.folder, 'manifests'));
    expect(place.run('diff')).toMatchObject({
      status: 0,
      stderr: 'HEAD → manifests: 0 added, 0 removed, 0 changed, 2 the same\n',
    });
    place.write({ 'cdk8s.yaml': 'output: 1\n' });
    place.commit();
    expect(place.run('diff', 'HEAD', 'HEAD~1')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'HEAD:cdk8s.yaml: "output" must be a non-empty string, not 1.\n',
    });
  });

  test('links are followed, to the folder and to files', () => {
    fs.renameSync(path.join(place.folder, 'dist'), path.join(place.folder, 'build'));
    fs.symlinkSync('build', path.join(place.folder, 'dist'));
    fs.renameSync(path.join(place.folder, 'build', 'deep'), path.join(place.folder, 'elsewhere'));
    fs.symlinkSync('../elsewhere/ünï cödé.yaml', path.join(place.folder, 'build', 'a.yaml'));
    fs.symlinkSync('nowhere', path.join(place.folder, 'build', 'b.txt'));
    fs.symlinkSync('.', path.join(place.folder, 'build', 'c'));
    fs.symlinkSync('.', path.join(place.folder, 'build', 'd.yaml'));
    place.commit();
    expect(place.run('diff')).toMatchObject({ status: 0, stderr: expect.stringContaining(', 2 the same') });
    expect(place.run('diff', 'v1', 'HEAD').stdout).toBe('Pod web: image a:1 → 3\n');
  });

  test.each([
    ['to a missing file', 'nowhere'],
    ['to itself', 'b.yaml'],
  ])('a link %s is an error, also in a revision', (_, target) => {
    fs.symlinkSync(target, path.join(place.folder, 'dist', 'b.yaml'));
    expect(place.run('diff')).toMatchObject({ status: 2, stderr: expect.stringMatching(/^dist\/b\.yaml: .* Remove /) });
    place.commit();
    expect(place.run('diff', 'HEAD', 'HEAD~1')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'HEAD:dist/b.yaml: the link leads to no file of this revision. Remove the link, or commit the file.\n',
    });
  });

  test('what is in a submodule has revisions elsewhere: status 2', () => {
    place.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', `file://${repository}`, 'sub');
    place.commit();
    const message = 'HEAD: sub is a submodule. Run the command in the submodule.\n';
    for (const output of ['sub', 'sub/dist', '.']) {
      expect(place.run('diff', '-o', output)).toEqual({ status: 2, stdout: '', stderr: message });
    }
    place.enter('sub');
    expect(place.run('diff', 'HEAD~1').stdout).toBe('Pod web: image a:1 → 2\n');
  });

  test('files that git has put here with CRLF are the same', () => {
    place.write({
      'dist/web.yaml': 'apiVersion: v1\nkind: A\nmetadata:\n  name: web\ndata:\n  text: |\n    one\n    two\n',
    });
    place.commit();
    place.git('config', 'core.autocrlf', 'true');
    fs.rmSync(path.join(place.folder, 'dist'), { recursive: true });
    place.git('checkout', '-q', 'dist');
    expect(place.read('dist')['web.yaml']).toContain('\r\n');
    expect(place.run('diff').status).toBe(0);
  });

  test('in a worktree, and with no branch checked out', () => {
    place.git('worktree', 'add', '-q', '--detach', 'tree', 'v1');
    place.enter('tree');
    expect(place.run('diff', 'main').stdout).toBe('Pod web: image a:2 → 1\n');
  });

  test('without git: status 2', () => {
    const line = `PATH=/nowhere '${process.execPath}' '${place.main}' diff 2>&1 || echo $?`;
    expect(place.shell(line)).toBe('git is not on the PATH. Install git.\n2\n');
  });

  test('other errors of git are printed', () => {
    place.write({ '.git/config': '[broken' });
    const { status, stderr } = place.run('diff');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^git rev-parse failed: fatal: bad config/),
    });
  });

  test('a shallow clone may not have the revision', () => {
    place.git('clone', '-q', '--depth', '1', `file://${place.folder}`, 'clone');
    place.enter('clone');
    expect(place.run('diff', 'v1').stderr).toBe(
      '"v1" is neither a folder nor a git revision. This clone is shallow: fetch the revision first.\n',
    );
  });
});

describe('what cannot be compared has status 2, and a message without a stack', () => {
  const fine = yaml(pod({}));
  test.each<[string, Record<string, string | Buffer>, string[], string]>([
    [
      'not a repository',
      { 'a/a.yaml': fine },
      ['HEAD', 'a'],
      '"HEAD" is not a folder, and cannot be a git revision: this is not a git repository.\n',
    ],
    [
      'no folder to compare with',
      { 'a/a.yaml': fine },
      ['a'],
      'dist contains no YAML or JSON. Synthesize first, or name another folder.\n',
    ],
    [
      'a folder without YAML',
      { 'a/a.yaml': fine, 'b/b.txt': '' },
      ['a', 'b'],
      'b contains no YAML or JSON. Synthesize first, or name another folder.\n',
    ],
    [
      'broken YAML',
      { 'a/a.yaml': 'a: b\nc: [\n', 'b/b.yaml': fine },
      ['a', 'b'],
      'a/a.yaml:3: Flow sequence in block collection must be sufficiently indented and end with a ].\n',
    ],
    [
      'a key that is there twice',
      { 'a/a.yaml': 'a: b\na: secret\n', 'b/b.yaml': fine },
      ['a', 'b'],
      'a/a.yaml:2: duplicate key. Remove one of the two.\n',
    ],
    [
      'a file that is not text',
      { 'a/a.yaml': Buffer.from([0x80, 0x81]), 'b/b.yaml': fine },
      ['a', 'b'],
      'a/a.yaml is not a text file.\n',
    ],
    [
      'a text in UTF-16',
      { 'a/a.yaml': Buffer.from(`\ufeff${fine}`, 'utf16le'), 'b/b.yaml': fine },
      ['a', 'b'],
      'a/a.yaml is UTF-16 text, which kubectl cannot read. Save it as UTF-8.\n',
    ],
    [
      'a file with a zero in it',
      { 'a/a.yaml': 'a: \0', 'b/b.yaml': fine },
      ['a', 'b'],
      'a/a.yaml is not a text file.\n',
    ],
    [
      'YAML that is no object',
      { 'a/a.yaml': `${fine}\n---\n\nname: a\n`, 'b/b.yaml': fine },
      ['a', 'b'],
      'a/a.yaml:4: this is not a Kubernetes object: it has no apiVersion and no kind.\n',
    ],
    [
      'aliases without end',
      {
        'a/a.yaml': `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefgh'.replace(/./g, (c) => `${c}: &${c} [${`*${String.fromCharCode(c.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`,
        'b/b.yaml': fine,
      },
      ['a', 'b'],
      'a/a.yaml:6: the aliases expand to more than 100000 values.\n',
    ],
    [
      'an object that is there twice',
      { 'a/a.yaml': fine, 'b/b.yaml': fine, 'b/c.yaml': `\n${fine}` },
      ['a', 'b'],
      'b/c.yaml:2: Pod "web" is also in b/b.yaml:1. Remove one of them.\n',
    ],
    ['a form that is not known', {}, ['-f', 'html'], '"html" is not a format. Use text, json, markdown.\n'],
    ['an argument too much', {}, ['a', 'b', 'c'], 'diff accepts at most 2 arguments. Remove "c".\n'],
  ])('%s', (_, files, args, message) => {
    place.write(files);
    expect(place.run('diff', ...args)).toEqual({ status: 2, stdout: '', stderr: message });
  });
});

test('a reader that has had enough is no error', () => {
  place.write({ 'a/a.yaml': yaml(pod({})) });
  place.write({
    'b/b.yaml': yaml(
      ...Array.from({ length: 5000 }, (_, i) => ({ apiVersion: 'v1', kind: 'A', metadata: { name: `a${i}` } })),
    ),
  });
  expect(place.shell(`'${process.execPath}' '${place.main}' diff a b 2>&1 | head -n 1`)).toBe('new A a0\n');
});
