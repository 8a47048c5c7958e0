import { REGISTRY_PROOFS, WITHOUT_PROOF } from '../../e2e/registry-proofs';
import { PROOFS, REFUSALS } from '../../e2e/rules';
import { check } from '../../rules/check/check';
import { checkOutput, isOutputRule } from '../../rules/check/check-output';
import { RULES } from '../../rules/check/registry';
import * as composition from '../../rules/composition';
import { found } from './pods';

const container = (name: string, more: any = {}): any => ({ name, image: 'shop:1.0', ...more });
const pod = (spec: any, metadata: any = { name: 'p' }): any => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec });
const port = (containerPort: number, more: any = {}): any => ({ ports: [{ containerPort, ...more }] });
const env = (...variables: [string, string][]): any => ({ env: variables.map(([name, value]) => ({ name, value })) });

describe('what is seen to break on a real cluster is found, and nothing where it is fixed', () => {
  test.each(PROOFS.map((proof) => [proof.name, proof] as const))('%s', (_, { rule, bad, fixed }) => {
    expect(new Set(found(...bad).map((one) => one.split(' ')[1]))).toEqual(new Set([rule]));
    expect(found(...fixed)).toEqual([]);
  });

  test.each(REGISTRY_PROOFS.map((proof) => [proof.name, proof] as const))('%s', (_, { rule, bad, fixed, images }) => {
    const rulesIn = (objects: any[]) =>
      objects.flatMap((object) => check(object, { version: '1.37', images })).map((one) => one.rule);
    expect(rulesIn(bad)).toEqual([rule]);
    expect(rulesIn(fixed)).toEqual([]);
  });
});

test('what is found by looking at objects together is known to be', () => {
  const alone = PROOFS.flatMap(({ bad }) => bad.flatMap((object) => check(object, { version: '1.37' })));
  const together = PROOFS.flatMap(({ bad }) => [...checkOutput(bad).values()].flat());
  expect(alone.filter(({ rule }) => isOutputRule(rule))).toEqual([]);
  expect(together.filter(({ rule }) => !isOutputRule(rule))).toEqual([]);
});

describe('every rule on run time is shown to be true', () => {
  /** About what patterns ask of each other: the pod that would be wrong never comes to be. */
  const OF_PATTERNS = [
    'env-clash',
    'files-clash',
    'no-pod-template',
    'pattern',
    'pattern-twice',
    'read-only-files',
    'reader-before-writer',
    'start-order',
    'writer-without-reader',
    // synth alone finds it: a cluster only replaces the first object by the second
    'duplicate-object',
  ];
  /** The same as another rule, of what patterns add or of what a Service of cdk8s-plus would select. */
  const SAME: Record<string, string> = {
    'name-clash': 'api/container-name',
    'mount-clash': 'api/volume-mount',
    'selected-without-labels': 'runtime/selects-all',
  };

  const ids = [...RULES, ...Object.values(composition)]
    .map(({ id }) => id)
    .filter((id) => id.startsWith('runtime/'))
    .map((id) => id.slice('runtime/'.length));
  const proven = new Set([...PROOFS, ...REGISTRY_PROOFS, ...REFUSALS].map(({ rule }) => rule).concat(WITHOUT_PROOF));

  test.each([...new Set(ids)].filter((id) => !OF_PATTERNS.includes(id)).sort())('%s', (id) => {
    expect([...proven]).toContain(SAME[id] ?? `runtime/${id}`);
  });
});

describe('how grave it is', () => {
  test('two programs known to listen on one port: an error; two declarations: a warning', () => {
    const web = { image: 'nginx:1.27' };
    expect(found(pod({ containers: [container('a', web), container('b', web)] }))).toEqual([
      'error runtime/port-clash spec.containers[1].image',
    ]);
    expect(found(pod({ containers: [container('a', port(80)), container('b', port(80))] }))).toEqual([
      'warning runtime/port-clash spec.containers[1].ports[0]',
    ]);
  });

  test('a port that two probes name: a warning; a port of another container: advice, because the probe works', () => {
    const asked = { livenessProbe: { httpGet: { port: 80 } } };
    const place = 'runtime/port-clash spec.containers[1].livenessProbe.httpGet.port';
    const expected = [`advice ${place}`];
    expect(found(pod({ containers: [container('a', asked), container('b', asked)] }))).toEqual([`warning ${place}`]);
    expect(found(pod({ containers: [container('a', port(80)), container('b', asked)] }))).toEqual(expected);
    const known = container('a', { command: ['httpd', '-f', '-p', '80'] });
    expect(found(pod({ containers: [known, container('b', asked)] }))).toEqual(expected);
  });

  test('on the network of the node, and for UDP, too', () => {
    const dns = port(53, { protocol: 'UDP' });
    expect(found(pod({ hostNetwork: true, containers: [container('a', dns), container('b', dns)] }))).toEqual([
      'warning runtime/port-clash spec.containers[1].ports[0]',
    ]);
  });

  test('findings in a template have the path in the template', () => {
    const template = {
      metadata: { labels: { app: 'a' } },
      spec: pod({ containers: [container('a', port(80)), container('b', port(80))] }).spec,
    };
    const object = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: { selector: { matchLabels: { app: 'a' } }, template },
    };
    expect(found(object)).toEqual(['warning runtime/port-clash spec.template.spec.containers[1].ports[0]']);
  });
});

const sidecar = (name: string, more: any = {}): any => container(name, { restartPolicy: 'Always', ...more });
const mounted = (...paths: string[]): any => ({
  volumeMounts: paths.map((mountPath, i) => ({ name: `v${i}`, mountPath })),
});
const volumes = [
  { name: 'v0', emptyDir: {} },
  { name: 'v1', emptyDir: {} },
];

/** What is close to what breaks, and does not. */
const FINE: Record<string, any> = {
  'a folder of a volume that is mounted in its own place': {
    volumes,
    initContainers: [container('i', { volumeMounts: [{ name: 'v0', mountPath: '/out', subPath: 'logs' }] })],
    containers: [
      container('a', {
        volumeMounts: [
          { name: 'v0', mountPath: '/in', readOnly: true },
          { name: 'v0', mountPath: '/in/logs', subPath: 'logs' },
        ],
      }),
    ],
  },
  'a folder of a volume that is read where a folder above or below it is written': {
    volumes,
    initContainers: [
      container('i', { volumeMounts: [{ name: 'v0', mountPath: '/out', subPath: 'a/b' }] }),
      container('j', {
        volumeMounts: [{ name: 'v1', mountPath: '/out', subPathExpr: '$(NAME)' }],
        ...env(['NAME', 'a']),
      }),
    ],
    containers: [
      container('a', {
        volumeMounts: [
          { name: 'v0', mountPath: '/in', subPath: 'a', readOnly: true },
          { name: 'v1', mountPath: '/more', subPath: 'b', readOnly: true },
        ],
      }),
    ],
  },
  'one port for TCP and for UDP': {
    containers: [container('a', port(53)), container('b', port(53, { protocol: 'UDP' }))],
  },
  'a port of an init container that has ended': {
    initContainers: [container('i', port(80))],
    containers: [container('a', port(80))],
  },
  'a port of an init container before the sidecar': {
    initContainers: [container('i', port(80)), sidecar('s', port(80))],
    containers: [container('a', port(81))],
  },
  'two addresses of one port': {
    containers: [
      container('a', { args: ['--web.listen-address=127.0.0.1:9100'] }),
      container('b', { ...env(['IP', '10.0.0.1']), args: ['--secure-listen-address=[$(IP)]:9100'] }),
    ],
  },
  'two known images of which one is told otherwise': {
    containers: [
      container('a', { image: 'nginx' }),
      container('b', { image: 'nginx', args: ['nginx', '-c', '/other.conf'] }),
    ],
  },
  'a probe of a number that nobody declares': {
    containers: [
      container('a', { ...port(80), livenessProbe: { httpGet: { port: 15020 } } }),
      container('b', port(90)),
    ],
  },
  'probes of two ports, and of one port of another host': {
    containers: [
      container('a', { livenessProbe: { httpGet: { port: 80 } }, readinessProbe: { httpGet: { port: 80 } } }),
      container('b', { livenessProbe: { httpGet: { port: 81 } }, readinessProbe: { grpc: { port: 82 } } }),
      container('c', { livenessProbe: { tcpSocket: { port: 80, host: '10.0.0.1' } } }),
    ],
  },
  'runAsNonRoot of the pod, and a container that says otherwise': {
    securityContext: { runAsNonRoot: true },
    containers: [container('a', { securityContext: { runAsNonRoot: false, runAsUser: 0 } })],
  },
  'a Job whose helper ends': {
    restartPolicy: 'Never',
    containers: [
      container('a'),
      container('b', { command: ['sh', '-c', 'while true; do test -f /done && exit 0; sleep 1; done'] }),
    ],
  },
  'a proxy that can be told to quit': {
    restartPolicy: 'Never',
    containers: [
      container('a'),
      container('b', { image: 'gcr.io/x/cloud-sql-proxy:2', args: ['--quitquitquit', 'db'] }),
    ],
  },
  'a Job whose containers see each other': {
    restartPolicy: 'Never',
    shareProcessNamespace: true,
    containers: [container('a'), container('b', { command: ['sleep', 'infinity'] })],
  },
  'an init container that waits for something': {
    initContainers: [container('i', { command: ['sh', '-c', 'until nslookup db; do sleep 2; done'] })],
    containers: [container('a')],
  },
  'an init container of a proxy image that does something else': {
    initContainers: [container('i', { image: 'istio/proxyv2:1', args: ['istio-iptables'] })],
    containers: [container('a')],
  },
  'an address at which a container that declares nothing may listen': {
    containers: [container('a', { ...port(80), ...env(['LOG_URL', 'http://localhost:9009']) }), container('b')],
  },
  'an address at which a container listens itself': {
    containers: [
      container('a', { ...port(80), ...env(['ADMIN_LISTEN_ADDR', '127.0.0.1:4191']) }),
      container('b', port(81)),
    ],
  },
  'an address that another container is told to listen at': {
    containers: [container('a', env(['DB', 'localhost:5431'])), container('b', { ...port(81), args: ['--port=5431'] })],
  },
  'an address of the node': {
    hostNetwork: true,
    containers: [container('a', env(['KUBELET', 'localhost:10248'])), container('b', port(81))],
  },
  'an init container that speaks to a sidecar before it': {
    initContainers: [sidecar('s', port(80)), container('i', env(['URL', 'http://localhost:80']))],
    containers: [container('a')],
  },
  'a mount below another, in either order': { containers: [container('a', mounted('/a/b', '/a'))], volumes },
  'a mount in a read-only volume, where the kubelet makes the folder': {
    containers: [
      container('a', mounted('/a', '/a/b')),
      container('b', {
        volumeMounts: [
          { name: 'c', mountPath: '/c' },
          { name: 'v0', mountPath: '/c/d', subPath: 'd' },
        ],
      }),
    ],
    volumes: [
      { name: 'v0', secret: { secretName: 's', items: [{ key: 'k', path: 'b/k' }] } },
      volumes[1],
      { name: 'c', configMap: { name: 'c' } },
    ],
  },
  'a read-only volume that another container fills': {
    containers: [
      container('a', { volumeMounts: [{ name: 'v0', mountPath: '/a', readOnly: true }] }),
      container('b', { volumeMounts: [{ name: 'v0', mountPath: '/a' }] }),
    ],
    volumes: [volumes[0]],
  },
  'a read-only volume that comes with files': {
    containers: [container('a', { volumeMounts: [{ name: 'c', mountPath: '/a', readOnly: true }] })],
    volumes: [{ name: 'c', configMap: { name: 'c' } }],
  },
  'programs that an init container puts into a volume': {
    initContainers: [container('i', mounted('/out'))],
    containers: [container('a', mounted('/usr/local/bin'))],
    volumes: [volumes[0]],
  },
  'a read-only root under an image that nothing is known of': {
    containers: [container('a', { securityContext: { readOnlyRootFilesystem: true } })],
  },
  'a read-only root under nginx with a configuration of its own': {
    containers: [
      container('a', { image: 'nginx', securityContext: { readOnlyRootFilesystem: true }, ...mounted('/etc/nginx') }),
    ],
    volumes: [volumes[0]],
  },
  'a preStop hook that waits in a loop': {
    containers: [
      container('a', { lifecycle: { preStop: { exec: { command: ['sh', '-c', 'while busy; do sleep 60; done'] } } } }),
    ],
  },
  'a preStop hook with enough time after it': {
    terminationGracePeriodSeconds: 90,
    containers: [container('a', { lifecycle: { preStop: { sleep: { seconds: 60 } } } })],
  },
  'an image with a version that is never pulled': {
    containers: [container('a', { image: 'shop:1.0', imagePullPolicy: 'Never' })],
  },
  'an image by digest that is never pulled': {
    containers: [container('a', { image: `shop@sha256:${'a'.repeat(64)}`, imagePullPolicy: 'Never' })],
  },
  'a signal to a process of its own': {
    containers: [
      container('a', { image: 'nginx', command: ['sh', '-c', 'nginx & sleep 9; pkill -HUP nginx; wait'] }),
      container('b', { ...port(81), image: 'nginx', args: ['nginx', '-c', '/b.conf'] }),
    ],
  },
  'a signal to a process that is in no other container': {
    containers: [container('a', { command: ['sh', '-c', 'pkill worker; run'] }), container('b')],
  },
  'the resources of an init container': {
    initContainers: [container('i')],
    containers: [
      container('a', {
        env: [{ name: 'CPU', valueFrom: { resourceFieldRef: { containerName: 'i', resource: 'limits.cpu' } } }],
      }),
    ],
  },
};

describe('a port is declared, and the program listens on another port', () => {
  const app = container('a', port(8080));
  test.each<[string, any]>([
    ['by an argument', { args: ['--http-port=4191'] }],
    ['by an argument after its option', { args: ['terminus', '--grpc-server-port', '9090'] }],
    ['by an address', { command: ['proxy', '--listen', '0.0.0.0:15001'] }],
    ['by an address without a host', { command: ['proxy', '-l', ':15001'] }],
    ['by a variable', env(['LINKERD2_PROXY_ADMIN_LISTEN_ADDR', '0.0.0.0:4191'])],
    ['by a variable for the port', env(['PORT', '9090'])],
  ])('%s: no finding, for each order', (_, more) => {
    const moved = container('b', { ...port(8080), ...more });
    expect(found(pod({ containers: [app, moved] }))).toEqual([]);
    expect(found(pod({ containers: [moved, app] }))).toEqual([]);
  });

  test.each<[string, any]>([
    ['an argument names the declared port as well', { args: ['--port=8080', '--admin-port=4191'] }],
    ['a number that is no port', { args: ['--workers=16', '--import=20'] }],
    ['a port of another program', env(['DB_URL', 'postgres://db:5432/shop'])],
  ])('%s: a warning', (_, more) => {
    const other = container('b', { ...port(8080), ...more });
    expect(found(pod({ containers: [app, other] }))).toEqual([
      'warning runtime/port-clash spec.containers[1].ports[0]',
    ]);
  });
});

test('one finding for two containers that declare one port, also with one name', () => {
  const named = port(8080, { name: 'http' });
  const all = (object: any) => check(object, { version: '1.37' }).map(({ rule, path }) => `${rule} ${path}`);
  expect(all(pod({ containers: [container('a', named), container('b', named)] }))).toEqual([
    'runtime/port-clash spec.containers[1].ports[0]',
  ]);
  expect(all(pod({ containers: [container('a', named)], initContainers: [sidecar('s', named)] }))).toEqual([
    'runtime/port-clash spec.initContainers[0].ports[0]',
  ]);
  // the same name for another port is another problem
  expect(all(pod({ containers: [container('a', named), container('b', port(81, { name: 'http' }))] }))).toEqual([
    'api-warning/duplicate-port-name spec.containers[1].ports[0]',
  ]);
});

test('a probe of the port of another container: advice, because the kubelet connects to the address of the pod', () => {
  const probed = container('a', { ...port(80), readinessProbe: { httpGet: { port: 9000 } } });
  expect(found(pod({ containers: [probed, container('b', port(9000))] }))).toEqual([
    'advice runtime/probe-port spec.containers[0].readinessProbe.httpGet.port',
  ]);
});

describe('a field of another version has one finding, and none that follows from it', () => {
  const all = (version: string, spec: any) =>
    check(pod(spec), { version }).map(({ severity, rule, path, what }) => `${severity} ${rule} ${path}: ${what}`);
  test.each<[string, string, any, string]>([
    [
      'a hook that sleeps',
      '1.27',
      { containers: [container('a', { lifecycle: { preStop: { sleep: { seconds: 3 } } } })] },
      'spec.containers[0].lifecycle.preStop.sleep',
    ],
    [
      'a native sidecar with a probe and a hook',
      '1.27',
      {
        containers: [container('a')],
        initContainers: [
          sidecar('s', {
            readinessProbe: { tcpSocket: { port: 1 } },
            lifecycle: { preStop: { exec: { command: ['a'] } } },
          }),
        ],
      },
      'spec.initContainers[0].restartPolicy',
    ],
    [
      'an image volume',
      '1.30',
      { containers: [container('a')], volumes: [{ name: 'v', image: { reference: 'a' } }] },
      'spec.volumes[0].image',
    ],
    [
      'a variable from a file',
      '1.33',
      {
        containers: [
          container('a', { env: [{ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'p', key: 'k' } } }] }),
        ],
      },
      'spec.containers[0].env[0].valueFrom.fileKeyRef',
    ],
  ])('%s', (_, version, spec, path) => {
    expect(all(version, spec)).toEqual([
      `error api/field-version ${path}: Kubernetes ${version} does not have this field.`,
    ]);
  });

  test('if the server drops the field and then refuses the pod, the message names the version', () => {
    const preStop = { sleep: { seconds: 3 } };
    expect(all('1.29', { containers: [container('a', { lifecycle: { preStop } })] })).toEqual([
      'error api/lifecycle spec.containers[0].lifecycle.preStop: no action is left: Kubernetes 1.29 drops the action that is set.',
      'warning dropped-field spec.containers[0].lifecycle.preStop.sleep: Kubernetes 1.29 drops this field without a warning.',
    ]);
    const probed = sidecar('s', { readinessProbe: { tcpSocket: { port: 1 } } });
    const fixes = check(pod({ containers: [container('a')], initContainers: [probed] }), { version: '1.28' });
    expect(fixes.find(({ rule }) => rule === 'api/probe')?.fix).toBe(
      'Remove `readinessProbe`, or set a newer target version: 1.29 is the first with native sidecars by default.',
    );
  });
});

describe('generateName', () => {
  const named = (metadata: any) => found({ ...pod({ containers: [container('a')] }), metadata });
  test('alone: advice', () => {
    expect(named({ generateName: 'a-' })).toEqual(['advice runtime/generate-name metadata.generateName']);
  });
  test.each<[string, any]>([
    ['beside a name', { name: 'a-x', generateName: 'a-' }],
    ['in a hook of Argo CD', { generateName: 'a-', annotations: { 'argocd.argoproj.io/hook': 'Sync' } }],
    ['in a hook of Helm, which Argo CD also runs', { generateName: 'a-', annotations: { 'helm.sh/hook': 'test' } }],
  ])('%s: no finding', (_, metadata) => expect(named(metadata)).toEqual([]));
});

describe('what does not break is let pass', () => {
  test.each(Object.entries(FINE))('%s', (_, spec) => {
    expect(found(pod(spec))).toEqual([]);
  });

  test('a volume that a StatefulSet claims, which is not empty for long, and read by one alone', () => {
    const spec = {
      containers: [container('a', { volumeMounts: [{ name: 'data', mountPath: '/d', readOnly: true }] })],
    };
    const object = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 's' },
      spec: {
        selector: { matchLabels: { app: 's' } },
        template: { metadata: { labels: { app: 's' } }, spec },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
      },
    };
    expect(found(object)).toEqual([]);
  });

  test('the manifest may be anything', () => {
    for (const odd of [
      null,
      1,
      'x',
      [],
      [null],
      {},
      { containers: [null, 1, { ports: [null], env: 1, volumeMounts: [null] }] },
    ]) {
      expect(() => check(pod(odd), { version: '1.37' })).not.toThrow();
      expect(() =>
        checkOutput([pod(odd), odd, { apiVersion: 'v1', kind: 'Service', spec: { selector: odd, ports: odd } }]),
      ).not.toThrow();
    }
  });
});

describe('objects that are applied together', () => {
  const web = pod(
    { containers: [container('a', port(8080, { name: 'http' }))] },
    { name: 'web', labels: { app: 'web' } },
  );
  const service = (spec: any, metadata: any = { name: 'web' }): any => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec,
  });
  const policy = (spec: any): any => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'np' },
    spec,
  });
  const config = (data: any): any => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data });
  const reader = (key: string, optional?: boolean): any =>
    pod({
      containers: [
        container('a', { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'c', key, optional } } }] }),
      ],
    });

  test('a policy that selects nothing, and a port of one that no selected pod has', () => {
    expect(found(web, policy({ podSelector: { matchLabels: { app: 'x' } } }))).toEqual([
      'warning runtime/selects-nothing spec.podSelector',
    ]);
    expect(
      found(web, policy({ podSelector: { matchLabels: { app: 'web' } }, ingress: [{ ports: [{ port: 'web' }] }] })),
    ).toEqual(['warning runtime/target-port spec.ingress[0].ports[0].port']);
  });

  test('a disruption budget that selects nothing, or all beside a pod without labels', () => {
    const budget = (selector: any): any => ({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'b' },
      spec: { selector },
    });
    expect(found(web, budget({ matchLabels: { app: 'x' } }))).toEqual([
      'warning runtime/selects-nothing spec.selector',
    ]);
    expect(found(web, budget({}))).toEqual([]);
    expect(found(pod({ containers: [container('a')] }), budget({}))).toEqual([
      'warning runtime/selects-all spec.selector',
    ]);
  });

  test('a policy that selects all, beside a pod without labels', () => {
    const bare = pod({ containers: [container('a')] });
    expect(found(bare, policy({ podSelector: {}, ingress: [{}] }))).toEqual([
      'warning runtime/selects-all spec.podSelector',
    ]);
    expect(found(bare, policy({ podSelector: {}, policyTypes: ['Ingress'] }))).toEqual([]);
    expect(found(web, policy({ podSelector: {}, egress: [{ ports: [{ port: 53, protocol: 'UDP' }] }] }))).toEqual([]);
  });

  test.each<[string, any[], string]>([
    [
      'a Service with another value, although a ServiceMonitor has its name',
      [
        web,
        { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'x' }, spec: {} },
        service({ selector: { app: 'x' } }, { name: 'x' }),
      ],
      'selects-nothing spec.selector',
    ],
    [
      'a Service with the value at another label',
      [web, service({ selector: { name: 'web' } })],
      'selects-nothing spec.selector',
    ],
    [
      'a Service beside a pod without labels',
      [pod({ containers: [container('a')] }), service({ selector: { app: 'web' } })],
      'selects-nothing spec.selector',
    ],
    [
      'a port that no pod declares, if no Service leads to the declared port',
      [web, config({ 'app.yaml': 'timeout: 80800' }), service({ selector: { app: 'web' }, ports: [{ port: 80 }] })],
      'target-port spec.ports[0].port',
    ],
  ])('%s: a warning', (_, objects, expected) => {
    expect(found(...objects)).toEqual([`warning runtime/${expected}`]);
  });

  test.each<[string, any[]]>([
    ['a Service alone', [service({ selector: { app: 'x' } })]],
    ['a Service of another namespace', [web, service({ selector: { app: 'x' } }, { name: 'web', namespace: 'other' })]],
    ['a Service without a selector', [web, service({ ports: [{ port: 80 }] })]],
    [
      'a Service by name of its port',
      [web, service({ selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] })],
    ],
    [
      'a label that a controller adds',
      [web, service({ selector: { app: 'web', 'apps.kubernetes.io/pod-index': '0' } })],
    ],
    [
      'a number that nobody has to declare',
      [
        pod({ containers: [container('a')] }, { name: 'web', labels: { app: 'web' } }),
        service({ selector: { app: 'web' }, ports: [{ port: 80, targetPort: 9 }] }),
      ],
    ],
    [
      'a port of a container that Istio replaces when the pod starts',
      [
        pod(
          { containers: [{ name: 'istio-proxy', image: 'auto', ports: [{ containerPort: 15090 }] }] },
          { name: 'gateway', labels: { app: 'gateway' } },
        ),
        service({ selector: { app: 'gateway' }, ports: [{ port: 80 }, { port: 443, targetPort: 'https' }] }),
      ],
    ],
    [
      'a label that the pods lack, because a database operator or a leader election sets it',
      [web, service({ selector: { app: 'web', role: 'primary' } }, { name: 'web-primary' })],
    ],
    [
      'a label that no pod has',
      [web, service({ selector: { 'cnpg.io/cluster': 'shop', role: 'primary' } }, { name: 'shop-rw' })],
    ],
    ...[
      ['monitoring.coreos.com/v1', 'Prometheus', { app: 'shop' }],
      ['postgresql.cnpg.io/v1', 'Cluster', { app: 'shop-rw' }],
      ['opentelemetry.io/v1beta1', 'OpenTelemetryCollector', { app: 'default.shop' }],
      ['helm.toolkit.fluxcd.io/v2', 'HelmRelease', { app: 'shop' }],
    ].map(([apiVersion, kind, selector]): [string, any[]] => [
      `the pods of a ${String(kind)}`,
      [web, { apiVersion, kind, metadata: { name: 'shop' }, spec: {} }, service({ selector }, { name: 'shop' })],
    ]),
    [
      'labels that a custom resource gives its pods',
      [
        web,
        {
          apiVersion: 'monitoring.coreos.com/v1',
          kind: 'Prometheus',
          metadata: { name: 'k8s' },
          spec: { podMetadata: { labels: { app: 'metrics' } } },
        },
        service({ selector: { app: 'metrics' } }, { name: 'metrics' }),
      ],
    ],
    [
      'pods of another output, if each pod of this output has a Service',
      [web, service({ selector: { app: 'web' } }), service({ selector: { app: 'db' } }, { name: 'db' })],
    ],
    [
      'a port that the container does not declare, beside one that it declares',
      [web, service({ selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }, { port: 9090 }] })],
    ],
    [
      'a port that the container does not declare, in another Service',
      [
        web,
        service({ selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] }),
        service({ selector: { app: 'web' }, ports: [{ port: 9090 }] }, { name: 'metrics' }),
      ],
    ],
    [
      'a port in a ConfigMap',
      [
        web,
        config({ 'app.yaml': 'endpoint: 0.0.0.0:4318' }),
        service({ selector: { app: 'web' }, ports: [{ port: 4318 }] }),
      ],
    ],
    [
      'a port in a Secret',
      [
        web,
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 's' },
          data: { a: Buffer.from('port=4318').toString('base64') },
        },
        service({ selector: { app: 'web' }, ports: [{ port: 4318 }] }),
      ],
    ],
    ['a key that is optional', [reader('x', true), config({ y: '1' })]],
    ['a ConfigMap that something else fills', [reader('x'), config({})]],
    [
      'a policy by expressions',
      [web, policy({ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] } })],
    ],
  ])('%s is let pass', (_, objects) => {
    expect(found(...objects)).toEqual([]);
  });
});
