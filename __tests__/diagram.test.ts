import { diagramsOf } from '../cli/diagram/pod-diagram';
import { blocks } from './code';
import { Workplace } from './command';

const pod = (spec: any, metadata: any = { name: 'web' }) => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec });

/** The lines of the picture of the first object, without their indentation. */
function lines(...objects: any[]): string[] {
  return diagramsOf(objects)[0]
    .mermaid.split('\n')
    .map((line) => line.trim());
}

const arrows = (...objects: any[]): string[] => lines(...objects).filter((line) => /--|-\.-/.test(line));

describe('a picture', () => {
  test('is a box with the containers and the volumes, and arrows from who writes, and to who reads', () => {
    const web = {
      name: 'web',
      image: 'nginx:1.27',
      ports: [
        { name: 'http', containerPort: 80 },
        { containerPort: 53, protocol: 'UDP', hostPort: 53 },
      ],
      volumeMounts: [{ name: 'logs', mountPath: '/var/log/nginx' }],
    };
    const collect = { name: 'collect', volumeMounts: [{ name: 'logs', mountPath: '/logs', readOnly: true }] };
    const volumes = [{ name: 'logs', emptyDir: { medium: 'Memory' } }];
    expect(diagramsOf([pod({ containers: [web, collect], volumes })])[0].mermaid).toBe(`flowchart LR
  subgraph pod["Pod web"]
    c1["web<br/>nginx:1.27<br/>port http 80, 53/UDP (node 53)"]
    c2["collect"]
    v1[("logs<br/>emptyDir Memory")]
  end
  c1 -->|"/var/log/nginx"| v1
  v1 -->|"/logs"| c2
`);
  });

  test('shows init containers and native sidecars, in their order', () => {
    const initContainers = [{ name: 'fetch' }, { name: 'proxy', restartPolicy: 'Always' }];
    expect(lines(pod({ initContainers, containers: [{ name: 'web' }, { name: 'logs' }] }))).toEqual([
      'flowchart LR',
      'subgraph pod["Pod web"]',
      'c1["init container<br/>fetch"]',
      'c2["native sidecar<br/>proxy"]',
      'c3["web"]',
      'c4["logs"]',
      'end',
      'c1 -.-> c2',
      'c2 -.-> c3 & c4',
      '',
    ]);
  });

  test('has the pod in the box of what makes it', () => {
    const template = { spec: { containers: [{ name: 'web' }] } };
    const metadata = { name: 'web' };
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 2, template } };
    expect(lines(deployment)).toEqual([
      'flowchart LR',
      'subgraph object["Deployment web<br/>replicas 2"]',
      'subgraph pod["Pod"]',
      'c1["web"]',
      'end',
      'end',
      '',
    ]);
    const spec = { schedule: '0 6 * * *', jobTemplate: { spec: { template } } };
    expect(lines({ apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec })[1]).toBe(
      'subgraph object["CronJob web<br/>0 6 #42; #42; #42;"]',
    );
    expect(lines({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata, spec: { template } })[1]).toBe(
      'subgraph object["Rollout web"]',
    );
  });

  test('is shown in docs/cli.md, with every element of a diagram', () => {
    const page = { name: 'pages', mountPath: '/www', readOnly: true };
    const spec = {
      initContainers: [
        { name: 'fetch', image: 'busybox:1.36', volumeMounts: [{ name: 'pages', mountPath: '/out' }] },
        { name: 'proxy', image: 'proxy:2.1', restartPolicy: 'Always', ports: [{ containerPort: 9000 }] },
      ],
      containers: [
        {
          name: 'shop',
          image: 'shop:1.0',
          ports: [{ name: 'http', containerPort: 8080 }],
          env: [{ name: 'STOCK', value: 'http://localhost:9000' }],
          volumeMounts: [page],
        },
      ],
      volumes: [{ name: 'pages', emptyDir: {} }],
    };
    const ports = [{ port: 80, targetPort: 'http' }];
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'shop' },
      spec: { selector: { a: 'b' }, ports },
    };
    const [{ mermaid }] = diagramsOf([pod(spec, { name: 'shop', labels: { a: 'b' } }), service]);
    expect(blocks('docs/cli.md', 'mermaid')).toEqual([mermaid]);
  });

  test('is made of each object that has a pod, and of no other', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: {} };
    const other = pod({ containers: [{ name: 'a' }] }, { generateName: 'a-', namespace: 'shop' });
    const found = diagramsOf([service, pod({ containers: [{ name: 'web' }] }), other, { kind: 'A' }]);
    expect(found.map(({ kind, namespace, name }) => [kind, namespace, name])).toEqual([
      ['Pod', undefined, 'web'],
      ['Pod', 'shop', 'a-*'],
    ]);
  });
});

describe('a volume', () => {
  test.each([
    [{ emptyDir: { sizeLimit: '1Gi' } }, 'emptyDir 1Gi'],
    [{ configMap: { name: 'a' } }, 'ConfigMap a'],
    [{ secret: { secretName: 'a' } }, 'Secret a'],
    [{ persistentVolumeClaim: { claimName: 'a' } }, 'PersistentVolumeClaim a'],
    [{ hostPath: { path: '/a' } }, 'hostPath /a'],
    [{ csi: { driver: 'a' } }, 'csi a'],
    [{ nfs: { server: 'a', path: '/b' } }, 'nfs a:/b'],
    [{ image: { reference: 'a:1' } }, 'image a:1'],
    [
      { projected: { sources: [{ secret: { name: 'a' } }, { serviceAccountToken: {} }] } },
      'projected: Secret a, serviceAccountToken',
    ],
    [{ ephemeral: {} }, 'PersistentVolumeClaim of each pod'],
    [{ fc: {} }, 'fc'],
    [{}, 'no source'],
  ])('of %j shows its source', (source, shown) => {
    expect(lines(pod({ containers: [{ name: 'a' }], volumes: [{ name: 'v', ...source }] }))).toContain(
      `v1[("v<br/>${shown}")]`,
    );
  });

  test('that is read-only has no writer, whatever its mount sets', () => {
    const containers = [{ name: 'a', volumeMounts: [{ name: 'v', mountPath: '/v' }] }];
    expect(arrows(pod({ containers, volumes: [{ name: 'v', configMap: { name: 'c' } }] }))).toEqual([
      'v1 -->|"/v"| c1',
    ]);
    const persistentVolumeClaim = { claimName: 'c', readOnly: true };
    expect(arrows(pod({ containers, volumes: [{ name: 'v', persistentVolumeClaim }] }))).toEqual(['v1 -->|"/v"| c1']);
  });

  test('of a StatefulSet is claimed for each pod; a missing volume is marked', () => {
    const volumeMounts = ['data', 'none'].map((name) => ({ name, mountPath: `/${name}`, subPath: 'a' }));
    const template = { spec: { containers: [{ name: 'a', volumeMounts }] } };
    const spec = { template, volumeClaimTemplates: [{ metadata: { name: 'data' } }] };
    const text = lines({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec });
    expect(text).toContain('v1[("data<br/>PersistentVolumeClaim of each pod")]');
    expect(text).toContain('v2[("none<br/>not among the volumes")]');
    expect(text).toContain('c1 -->|"/data (a)"| v1');
  });
});

describe('an arrow over localhost', () => {
  const called = (caller: any): string[] =>
    arrows(
      pod({
        containers: [
          { name: 'a', ...caller },
          { name: 'b', ports: [{ containerPort: 9000 }] },
        ],
      }),
    );

  test.each<[string, any]>([
    ['a variable', { env: [{ name: 'URL', value: 'http://localhost:9000/' }] }],
    [
      'a host and a port',
      {
        env: [
          { name: 'H', value: '127.0.0.1' },
          { name: 'P', value: '9000' },
        ],
      },
    ],
    ['an argument', { args: ['--upstream=[::1]:9000'] }],
    ['two arguments', { command: ['nc', 'localhost', '9000'] }],
    ['a variable in an argument', { env: [{ name: 'P', value: '9000' }], args: ['localhost:$(P)'] }],
    ['a variable in a script', { env: [{ name: 'P', value: '9000' }], command: ['sh', '-c', 'wget localhost:${P}/'] }],
  ])('is drawn where %s names the port that another container declares', (_, caller) => {
    expect(called(caller)).toEqual(['c1 -->|"localhost:9000"| c2']);
  });

  test.each<[string, any]>([
    ['another host', { args: ['world:9000'] }],
    ['a name that ends in localhost', { args: ['my-localhost:9000'] }],
    ['a longer number', { args: ['localhost:90001'] }],
    ['a number without a host', { env: [{ name: 'P', value: '9000' }] }],
    ['a port of its own', { args: ['localhost:8080'], ports: [{ containerPort: 8080 }] }],
  ])('is not drawn for %s', (_, caller) => {
    expect(called(caller)).toEqual([]);
  });
});

describe('a Service', () => {
  const web = pod(
    { containers: [{ name: 'a', ports: [{ name: 'http', containerPort: 8080 }] }, { name: 'b' }] },
    { name: 'web', labels: { app: 'web', tier: 'front' } },
  );
  const service = (spec: any, metadata: any = { name: 'web' }) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec,
  });
  const selector = { app: 'web' };

  test('that selects the pod leads to the container that declares the port', () => {
    expect(
      lines(web, service({ selector, ports: [{ port: 80, targetPort: 'http' }, { port: 8080 }] })).slice(-4),
    ).toEqual(['s1(["Service web"])', 's1 -->|"80 to http"| c1', 's1 -->|"8080"| c1', '']);
  });

  test('leads to the pod where no container declares the port', () => {
    const ports = [{ port: 53, protocol: 'UDP' }];
    expect(arrows(web, service({ selector, ports }))).toEqual(['s1 -->|"53/UDP"| pod']);
    expect(arrows(web, service({ selector }))).toEqual(['s1 --> pod']);
  });

  test.each<[string, any, any?]>([
    ['other labels', { selector: { app: 'web', tier: 'back' } }],
    ['an empty selector', { selector: {} }],
    ['another namespace', { selector }, { name: 'web', namespace: 'other' }],
    ['a name elsewhere', { selector, type: 'ExternalName' }],
  ])('with %s is not drawn', (_, spec, metadata = { name: 'web' }) => {
    expect(arrows(web, service({ ports: [{ port: 80 }], ...spec }, metadata))).toEqual([]);
  });
});

describe('a text', () => {
  const shown = (name: any): string => lines(pod({ containers: [{ name }] }))[2].replace(/^c1\["|"\]$/g, '');

  test.each([
    ['a"]b', 'a#34;#93;b'],
    ['<script>&amp;', '#60;script#62;#38;amp#59;'],
    ['#quot;', '#35;quot#59;'],
    ['`a` *b* _c_', '#96;a#96; #42;b#42; #95;c#95;'],
    ['a_b __', 'a_b #95;#95;'],
    ['%%{init}', '#37;#37;#123;init#125;'],
    ['- a', '#45; a'],
    ['1. a', '1#46; a'],
    ['www.example.com', 'www#46;example.com'],
    ['http://a', 'http#58;//a'],
    ['style classDef direction', '#115;tyle #99;lassDef #100;irection'],
    ['a\n\tb\u0000c', 'a b c'],
    ['', '#32;'],
    ['naïve 中文 😀', 'naïve 中文 😀'],
  ])('%j cannot break out of its box, and is not read as Markdown', (name, text) => {
    expect(shown(name)).toBe(text);
  });

  test('of an image is without most of its digest', () => {
    const containers = [{ name: 'a', image: `registry:5000/a:1@sha256:${'0123456789abcdef'.repeat(4)}` }];
    expect(lines(pod({ containers }))[2]).toBe('c1["a<br/>registry:5000/a:1#64;sha256:0123456…"]');
  });
});

describe('cdk8s-pods diagram', () => {
  let place: Workplace;
  beforeAll(() => (place = new Workplace()));
  afterAll(() => place.clear());
  beforeEach(() => place.next());

  const yaml = (name: string): string => JSON.stringify(pod({ containers: [{ name: 'a' }] }, { name }));
  const picture = (name: string): string =>
    `\`\`\`mermaid\nflowchart LR\n  subgraph pod["Pod ${name}"]\n    c1["a"]\n  end\n\`\`\`\n`;

  test('prints a heading and a picture for each object of the folder of the manifests', () => {
    place.write({ 'dist/a.yaml': yaml('web'), 'dist/b/b.json': yaml('shop'), 'dist/readme.txt': 'x' });
    expect(place.run('diagram')).toEqual({
      status: 0,
      stdout: `## Pod web\n\n${picture('web')}\n## Pod shop\n\n${picture('shop')}`,
      stderr: '',
    });
  });

  test('reads files of any name, folders, and standard input', () => {
    place.write({ one: yaml('one'), 'two/a.yml': yaml('two'), three: yaml('three') });
    const printed = place.shell(`"${process.execPath}" "${place.main}" diagram one two - < three`);
    expect(printed.match(/^## .*/gm)).toEqual(['## Pod one', '## Pod two', '## Pod three']);
  });

  test('prints a single picture as a file of Mermaid', () => {
    place.write({ 'a.yaml': yaml('web') });
    const { status, stdout } = place.run('diagram', 'a.yaml', '--format', 'mermaid');
    expect({ status, stdout }).toEqual({ status: 0, stdout: picture('web').replace(/^```.*\n/gm, '') });
  });

  test.each([
    [
      ['diagram', 'a', 'b', '-f', 'mermaid'],
      '--format mermaid accepts one object, not 2: Pod a, Pod b. Name a file with one object, or use --format markdown.\n',
    ],
    [['diagram', '-f', 'svg'], '--format must be one of markdown, mermaid, not "svg".\n'],
    [['diagram', 'none'], 'none: no such file or folder.\n'],
    [['diagram', 'empty'], 'No object in empty has a pod.\n'],
    [['diagram', 'broken'], 'broken:2: Flow map in block collection must be sufficiently indented and end with a }.\n'],
  ])('%j fails with a reason', (args, stderr) => {
    place.write({ a: yaml('a'), b: yaml('b'), empty: '', broken: 'a: 1\nb: {' });
    expect(place.run(...args)).toEqual({ status: 2, stdout: '', stderr });
  });
});
