import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {
  AppPod,
  AppPodProps,
  Container,
  Environments,
  KubernetesVersion,
  ObjectMeta,
  PodApp,
  PodSpec,
  Probe,
} from '../index';
import { chartAt, manifestOf, problemsOf, warningsOf, yamlOf } from './synth';

const app: Container = { name: 'web', image: 'nginx:1.27' };

describe('minimal', () => {
  test('an app and nothing else', () => {
    const chart = chartAt();
    new AppPod(chart, 'web', { app });
    expect(yamlOf(chart)).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: test-web-c8694308
spec:
  containers:
    - name: web
      image: nginx:1.27
`);
  });

  test('the pod of the post, as a careful person would have typed it', () => {
    const chart = chartAt();
    new AppPod(chart, 'kubia', {
      metadata: { name: 'kubia-manual', namespace: 'custom-namespace', labels: { env: 'dev' } },
      nodeSelector: { gpu: 'true' },
      app: { name: 'kubia', image: 'eunsudev/kubia', ports: [{ containerPort: 8080, protocol: 'TCP' }] },
    });
    expect(yamlOf(chart)).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: kubia-manual
  namespace: custom-namespace
  labels:
    env: dev
spec:
  nodeSelector:
    gpu: "true"
  containers:
    - name: kubia
      image: eunsudev/kubia
      ports:
        - containerPort: 8080
          protocol: TCP
`);
  });
});

describe('everything', () => {
  const probe: Probe = {
    httpGet: { path: '/', port: 'http', host: 'h', scheme: 'HTTP', httpHeaders: [{ name: 'n', value: 'v' }] },
    initialDelaySeconds: 1,
    periodSeconds: 2,
    timeoutSeconds: 3,
    successThreshold: 1,
    failureThreshold: 5,
  };
  const everyContainerField: Required<Container> = {
    name: 'all',
    image: 'nginx:1.27',
    imagePullPolicy: 'IfNotPresent',
    restartPolicy: 'Never',
    restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
    command: ['nginx'],
    args: ['-g', 'daemon off;'],
    workingDir: '/www',
    stdin: true,
    stdinOnce: true,
    tty: true,
    ports: [{ name: 'http', containerPort: 80, protocol: 'TCP', hostPort: 8080, hostIP: '127.0.0.1' }],
    envFrom: [{ prefix: 'P_', configMapRef: { name: 'config', optional: true } }, { secretRef: { name: 'secret' } }],
    env: [
      { name: 'A', value: '1' },
      { name: 'B', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
    resources: { requests: { cpu: '500m', memory: '64Mi' }, limits: { cpu: 1, memory: '128Mi' } },
    resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
    volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'a', readOnly: true }],
    volumeDevices: [{ name: 'disk', devicePath: '/dev/xvda' }],
    startupProbe: probe,
    readinessProbe: probe,
    livenessProbe: probe,
    lifecycle: { postStart: { exec: { command: ['true'] } }, preStop: { sleep: { seconds: 1 } } },
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    securityContext: {
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    raw: { tomorrow: { knows: ['more'] } },
  };
  const everyMetadataField: Required<Omit<ObjectMeta, 'generateName'>> = {
    name: 'all',
    namespace: 'space',
    labels: { z: '1', a: '2' },
    annotations: { 'example.com/z': 'z', 'example.com/a': 'a' },
    finalizers: ['example.com/finalizer'],
    ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: 'u', controller: true }],
    creationTimestamp: '2026-01-01T00:00:00Z',
    deletionGracePeriodSeconds: 1,
    deletionTimestamp: '2026-01-01T00:00:00Z',
    generation: 1,
    managedFields: [
      {
        manager: 'm',
        operation: 'Apply',
        apiVersion: 'v1',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:a': { 'f:b': '.' } },
      },
    ],
    resourceVersion: '1',
    selfLink: '/s',
    uid: 'u',
    raw: { tomorrow: 'more' },
  };
  const everySpecField: Required<Omit<PodSpec, 'raw'>> = {
    schedulingGates: [], // a pod with a node has none
    schedulerName: 'default-scheduler',
    schedulingGroup: { podGroupName: 'group' },
    evictionResponders: [{ name: 'example.com/responder', priority: 1 }],
    priorityClassName: 'high',
    priority: 1,
    preemptionPolicy: 'Never',
    runtimeClassName: 'runc',
    os: { name: 'linux' },
    nodeName: 'node',
    nodeSelector: { gpu: 'true' },
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'k', operator: 'In', values: ['v'] }] }],
        },
      },
    },
    tolerations: [{ key: 'k', operator: 'Equal', value: 'v', effect: 'NoExecute', tolerationSeconds: 1 }],
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }],
    serviceAccountName: 'account',
    serviceAccount: 'account',
    automountServiceAccountToken: false,
    imagePullSecrets: [{ name: 'registry' }],
    hostNetwork: false,
    hostPID: false,
    hostIPC: false,
    hostUsers: true,
    hostnameOverride: 'other',
    shareProcessNamespace: true,
    hostname: 'host',
    subdomain: 'sub',
    setHostnameAsFQDN: false,
    hostAliases: [{ ip: '127.0.0.1', hostnames: ['a'] }],
    dnsPolicy: 'None',
    dnsConfig: { nameservers: ['10.0.0.1'], searches: ['a'], options: [{ name: 'ndots', value: '2' }] },
    enableServiceLinks: false,
    securityContext: { runAsUser: 1000, fsGroup: 1000, fsGroupChangePolicy: 'OnRootMismatch' },
    restartPolicy: 'OnFailure',
    activeDeadlineSeconds: 60,
    terminationGracePeriodSeconds: 5,
    readinessGates: [{ conditionType: 'example.com/ready' }],
    resources: { requests: { cpu: '1' } },
    resourceClaims: [{ name: 'claim', resourceClaimName: 'gpu' }],
    overhead: { cpu: '10m' },
    ephemeralContainers: [], // none can be created with one
    initContainers: [{ name: 'init', image: 'busybox:1.36' }],
    containers: [{ name: 'more', image: 'busybox:1.36' }],
    volumes: [
      { name: 'data', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } },
      { name: 'disk', persistentVolumeClaim: { claimName: 'disk' } },
    ],
  };
  const props: Required<Omit<AppPodProps, 'raw'>> = {
    metadata: everyMetadataField,
    app: everyContainerField,
    patterns: [],
    podSecurity: 'privileged',
    ...everySpecField,
  };

  test('every field of metadata, spec and container is written, in the order of the table', () => {
    const chart = chartAt('1.37');
    new AppPod(chart, 'all', { ...props, raw: { alsoTomorrow: true } });
    expect(yamlOf(chart)).toMatchSnapshot();
  });

  test('the manifest contains what the code sets', () => {
    const chart = chartAt('1.37');
    new AppPod(chart, 'all', props);
    const { metadata, app: container, patterns, podSecurity, containers, ...spec } = props;
    const { raw: metadataRaw, ...metadataFields } = metadata;
    const { raw: containerRaw, ...containerFields } = container;
    expect(manifestOf(chart)).toStrictEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadataFields, ...metadataRaw },
      spec: { ...spec, containers: [{ ...containerFields, ...containerRaw }, ...containers!] },
    });
  });
});

describe('what you write is what you get', () => {
  test("labels and annotations keep the order in which they were written, the chart's first", () => {
    const chart = new Chart(Testing.app(), 'test', { labels: { team: 'a' }, namespace: 'space' });
    const pod = new AppPod(chart, 'web', {
      metadata: { name: 'web', labels: { z: '1', b: '2' }, annotations: { y: '1', x: '2' } },
      app,
    });
    pod.metadata.addLabel('added', 'later');
    pod.metadata.addAnnotation('a', 'added');
    const { metadata } = manifestOf(chart);
    expect(Object.keys(metadata)).toEqual(['name', 'namespace', 'labels', 'annotations']);
    expect(Object.entries(metadata.labels)).toEqual([
      ['team', 'a'],
      ['z', '1'],
      ['b', '2'],
      ['added', 'later'],
    ]);
    expect(Object.keys(metadata.annotations)).toEqual(['y', 'x', 'a']);
  });

  test('null, empty lists and empty maps of the spec are kept, undefined is not', () => {
    const chart = chartAt();
    new AppPod(chart, 'web', {
      metadata: { name: 'web' },
      tolerations: [],
      nodeSelector: {},
      hostname: undefined,
      app: { ...app, command: [], resources: {}, env: [{ name: 'EMPTY', value: '' }] },
      volumes: [{ name: 'x', emptyDir: null as any }],
    });
    expect(manifestOf(chart).spec).toStrictEqual({
      nodeSelector: {},
      tolerations: [],
      containers: [{ ...app, command: [], env: [{ name: 'EMPTY', value: '' }], resources: {} }],
      volumes: [{ name: 'x', emptyDir: null }],
    });
  });

  test('by default, the name is that of cdk8s', () => {
    const chart = chartAt();
    const pod = new AppPod(chart, 'web', { app });
    const other = new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'Pod' });
    expect(pod.name).toBe(chart.generateObjectName(pod));
    expect(other.name.replace('other', 'web').slice(0, 9)).toBe(pod.name.slice(0, 9));
  });

  test('Lazy values are produced', () => {
    const chart = chartAt();
    new AppPod(chart, 'web', {
      metadata: { name: 'web', labels: { color: Lazy.any({ produce: () => 'blue' }) } },
      app: { name: 'web', image: Lazy.any({ produce: () => 'nginx:1.27' }) },
    });
    expect(manifestOf(chart)).toMatchObject({
      metadata: { labels: { color: 'blue' } },
      spec: { containers: [{ image: 'nginx:1.27' }] },
    });
  });

  test('a key called raw, or like a part of every object, is an ordinary key of a free map', () => {
    const labels = { raw: 'a', constructor: 'b', toString: 'd' } as any;
    const chart = chartAt();
    new AppPod(chart, 'web', { metadata: { name: 'web' }, nodeSelector: labels, app });
    expect(Object.entries(manifestOf(chart).spec.nodeSelector)).toEqual([
      ['raw', 'a'],
      ['constructor', 'b'],
      ['toString', 'd'],
    ]);
  });
});

describe('fields that no type knows yet', () => {
  test('are written at their place', () => {
    const chart = chartAt();
    new AppPod(chart, 'web', {
      metadata: { name: 'web' },
      app: { ...app, ports: [{ containerPort: 80, raw: { speed: 'fast' } }] },
      raw: { orbit: { moon: 1 } },
    });
    expect(manifestOf(chart).spec).toStrictEqual({
      containers: [{ ...app, ports: [{ containerPort: 80, speed: 'fast' }] }],
      orbit: { moon: 1 },
    });
  });

  test('are rejected outside `raw`, because they are probably misspelled', () => {
    const chart = chartAt();
    const misspelt: any = { ...app, livenesProbe: { tcpSocket: { port: 80 } } };
    new AppPod(chart, 'web', { metadata: { name: 'web' }, app: misspelt, raw: { orbit: { moon: 1 } } });
    expect(problemsOf(chart)).toEqual([
      expect.stringMatching(/^\[test\/web\] spec\.containers\[0\]\.livenesProbe: .* Did you mean "livenessProbe"\?$/),
    ]);
  });

  test('a field that its own prop also sets is rejected, at every place', () => {
    const chart = chartAt();
    new AppPod(chart, 'web', {
      metadata: { name: 'web', labels: { a: 'b' }, raw: { labels: {} } },
      hostname: 'a',
      app: { ...app, raw: { image: 'other' } },
      raw: { hostname: 'b' },
    });
    expect(problemsOf(chart)).toEqual([
      '[test/web] app.image: both the prop and `raw` set this field. Remove one of them.',
      '[test/web] metadata.labels: both the prop and `raw` set this field. Remove one of them.',
      '[test/web] spec.hostname: both the prop and `raw` set this field. Remove one of them.',
    ]);
  });
});

describe('the escape hatches of cdk8s', () => {
  test('JSON patches reach the manifest, also those for fields that Kubernetes 1.27 does not know', () => {
    const chart = chartAt('1.37');
    const pod = new AppPod(chart, 'web', {
      metadata: { name: 'web' },
      app,
      initContainers: [{ name: 'i', image: 'i' }],
    });
    ApiObject.of(pod).addJsonPatch(
      JsonPatch.add('/spec/hostname', 'patched'),
      JsonPatch.add('/spec/initContainers/0/restartPolicy', 'Always'),
      JsonPatch.replace('/spec/containers/0/image', 'nginx:1.28'),
      JsonPatch.add('/spec/containers/0/resources', { limits: { memory: '1Gi' } }),
    );
    expect(yamlOf(chart)).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostname: patched
  initContainers:
    - name: i
      image: i
      restartPolicy: Always
  containers:
    - name: web
      image: nginx:1.28
      resources:
        limits:
          memory: 1Gi
`);
  });

  test('what a patch breaks is refused', () => {
    const chart = chartAt();
    const pod = new AppPod(chart, 'web', { metadata: { name: 'web' }, app });
    ApiObject.of(pod).addJsonPatch(JsonPatch.remove('/spec/containers/0/image'));
    expect(problemsOf(chart)).toEqual([
      '[test/web] spec.containers[0].image: container "web" has no image. A container requires an image. Set it, for ' +
        'example to "nginx:1.27".',
    ]);
  });

  test('an invalid patch is reported together with the other errors', () => {
    const chart = chartAt();
    const pod = new AppPod(chart, 'web', { metadata: { name: 'Web' }, app });
    ApiObject.of(pod).addJsonPatch(JsonPatch.add('/spec/not/there', 1));
    expect(problemsOf(chart)).toEqual([
      expect.stringMatching(
        /^\[test\/web\] manifest: a JSON patch cannot be applied: .*\. Correct the path of the patch: /,
      ),
      expect.stringContaining('metadata.name'),
    ]);
  });

  test('metadata that is added later is written', () => {
    const chart = chartAt();
    const pod = new AppPod(chart, 'web', { metadata: { name: 'web' }, app });
    pod.metadata.addLabel('a', 'b');
    pod.metadata.addAnnotation('c', 'd');
    pod.metadata.addFinalizers('example.com/f');
    pod.metadata.add('deletionGracePeriodSeconds', 1);
    expect(manifestOf(chart).metadata).toStrictEqual({
      name: 'web',
      labels: { a: 'b' },
      annotations: { c: 'd' },
      finalizers: ['example.com/f'],
      deletionGracePeriodSeconds: 1,
    });
  });

  test('a dependency decides the order in the file', () => {
    const chart = chartAt();
    const first = new AppPod(chart, 'first', { metadata: { name: 'first' }, app });
    const second = new AppPod(chart, 'second', { metadata: { name: 'second' }, app });
    first.addDependency(second);
    expect(Testing.synth(chart).map((manifest) => manifest.metadata.name)).toEqual(['second', 'first']);
  });

  test('the order of fields holds under the App of cdk8s as well', () => {
    const stock = new App();
    new AppPod(new Chart(stock, 'chart'), 'web', { metadata: { name: 'web' }, app });
    expect(stock.synthYaml()).toContain('    - name: web\n      image: nginx:1.27\n');
  });
});

describe('the target version', () => {
  test.each([
    ['1.27', [expect.stringMatching(/^\[test\/web\] spec\.hostnameOverride: Kubernetes 1\.27 /)]],
    ['1.34', []],
  ])('%s decides which fields there are', (version, expected) => {
    const chart = chartAt(version);
    new AppPod(chart, 'web', { metadata: { name: 'web' }, hostnameOverride: 'a', app });
    expect(problemsOf(chart)).toEqual(expected);
  });

  test('the setting nearest to the pod wins, whenever it is made', () => {
    const chart = chartAt();
    const pod = new AppPod(chart, 'web', { app });
    expect(KubernetesVersion.of(pod)).toBe('1.35');
    KubernetesVersion.set(chart.node.root as App, '1.30');
    expect(KubernetesVersion.of(pod)).toBe('1.30');
    KubernetesVersion.set(chart, '1.31');
    KubernetesVersion.set(pod, '1.37');
    expect(KubernetesVersion.of(pod)).toBe('1.37');
    expect(KubernetesVersion.of(chart)).toBe('1.31');
  });

  describe('in the file .cdk8s-pods.yaml', () => {
    const folder = process.cwd();
    let place: string;
    beforeEach(() => {
      place = fs.mkdtempSync(path.join(os.tmpdir(), 'settings-'));
      process.chdir(place);
    });
    afterEach(() => {
      process.chdir(folder);
      fs.rmSync(place, { recursive: true });
    });
    const write = (text: string): void => fs.writeFileSync('.cdk8s-pods.yaml', text);
    const versionIn = (root: App): string => KubernetesVersion.of(new Chart(root, 'chart'));

    test('applies to each app, below the settings of the code', () => {
      write('target: "1.33"\nseverity: error\n');
      const app = new PodApp();
      const chart = new Chart(app, 'chart');
      expect([KubernetesVersion.of(chart), versionIn(new App()), versionIn(Testing.app())]).toEqual(
        Array(3).fill('1.33'),
      );
      expect(versionIn(new PodApp({ kubernetesVersion: '1.30' }))).toBe('1.30');
      expect(versionIn(new Environments({ kubernetesVersion: '1.30' }).add('dev'))).toBe('1.30');
      KubernetesVersion.set(app, '1.31');
      expect(KubernetesVersion.of(chart)).toBe('1.31');
      KubernetesVersion.set(chart, '1.37');
      expect(KubernetesVersion.of(chart)).toBe('1.37');
    });

    test('decides which fields there are', () => {
      write('target: "1.33"\n');
      const chart = chartAt();
      new AppPod(chart, 'web', { metadata: { name: 'web' }, hostnameOverride: 'a', app });
      expect(problemsOf(chart)).toEqual([
        expect.stringMatching(/^\[test\/web\] spec\.hostnameOverride: Kubernetes 1\.33 /),
      ]);
    });

    test.each([
      [
        'target: 1.30',
        ".cdk8s-pods.yaml: unknown Kubernetes version 1.3. A version is a string: as a number, 1.30 is 1.3. Write '1.30'.",
      ],
      ['target: "1.26"', '.cdk8s-pods.yaml: unknown Kubernetes version "1.26". Use one of 1.27, 1.28,'],
      ['traget: "1.30"', '.cdk8s-pods.yaml: unknown field "traget". Did you mean "target"?'],
    ])('is an error if it is not valid: %s', (text, message) => {
      write(text);
      const app = new PodApp({ quiet: true });
      new AppPod(new Chart(app, 'web'), 'web', { app: { name: 'web', image: 'nginx:1.29' } });
      expect(() => app.synth()).toThrow(message);
    });
  });

  test('one that is not known is refused', () => {
    expect(() => new PodApp({ kubernetesVersion: '1.26' })).toThrow('unknown Kubernetes version "1.26". Use one of');
    expect(() => KubernetesVersion.set(chartAt(), '1.26')).toThrow(
      '[test] unknown Kubernetes version "1.26". Use one of 1.27, 1.28,',
    );
  });
});

describe('bad input', () => {
  test('all errors are reported at once, each with path, reason and fix', () => {
    const chart = chartAt();
    new AppPod(chart, 'web', {
      metadata: { name: 'My_Web', labels: { app: 'a b' } },
      app: {
        name: 'web',
        image: '',
        ports: [{ containerPort: 0 }],
        resources: { limits: { memory: '1 gig' } },
        volumeMounts: [{ name: 'gone', mountPath: '/data' }],
      },
      containers: [{ name: 'web', image: 'web:1.0' }],
    });
    expect(problemsOf(chart)).toMatchSnapshot();
  });

  test('two containers that declare one port: a warning, as lint reports it', () => {
    const chart = chartAt();
    new AppPod(chart, 'logs', {
      app: { ...app, ports: [{ containerPort: 8080 }] },
      containers: [{ name: 'logs', image: 'busybox:1.36', ports: [{ containerPort: 8080, protocol: 'TCP' }] }],
    });
    expect(warningsOf(chart)).toEqual([
      expect.stringContaining('[test/logs] spec.containers[1].ports[0]: 8080/TCP is already bound by container "web".'),
    ]);
  });

  test('one port for TCP and for UDP is fine, and an init container may use the port of the app', () => {
    const chart = chartAt();
    new AppPod(chart, 'dns', {
      app: {
        ...app,
        ports: [
          { containerPort: 53, protocol: 'TCP' },
          { containerPort: 53, protocol: 'UDP' },
        ],
      },
      initContainers: [{ name: 'init', image: 'i', ports: [{ containerPort: 53 }] }],
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  test('a native sidecar on the port of the app: one warning', () => {
    const chart = chartAt('1.37');
    const ports = [{ containerPort: 8080, name: 'http' }];
    const sidecar = { name: 'proxy', image: 'proxy:1.0', restartPolicy: 'Always' as const, ports };
    new AppPod(chart, 'web', { app: { ...app, ports }, initContainers: [sidecar] });
    expect(warningsOf(chart)).toEqual([expect.stringContaining('spec.initContainers[0].ports[0]: 8080/TCP ')]);
  });

  test('generateName is accepted in a hook of Argo CD, and the manifest has no other name', () => {
    const chart = chartAt();
    const metadata = { generateName: 'web-', annotations: { 'argocd.argoproj.io/hook': 'PostSync' } };
    new AppPod(chart, 'web', { metadata, app });
    expect(manifestOf(chart).metadata).toEqual(metadata);
  });

  test('generateName beside a name is accepted', () => {
    const chart = chartAt();
    new AppPod(chart, 'web', { metadata: { name: 'web', generateName: 'web-' }, app });
    expect(manifestOf(chart).metadata).toEqual({ name: 'web', generateName: 'web-' });
  });

  test('generateName is refused', () => {
    const chart = chartAt();
    new AppPod(chart, 'web', { metadata: { generateName: 'web-' }, app });
    expect(problemsOf(chart)).toEqual([
      expect.stringMatching(/^\[test\/web\] metadata\.generateName: "web-" .*`metadata\.name`/),
    ]);
  });

  test('values that are not plain data are rejected', () => {
    const chart = chartAt();
    new AppPod(chart, 'web', {
      app: {
        ...app,
        env: [
          { name: 'NOW', value: new Date(0) as any },
          { name: 'F', value: (() => '') as any },
        ],
      },
      terminationGracePeriodSeconds: NaN,
    });
    expect(problemsOf(chart)).toEqual([
      '[test/web] app.env[0].value: a Date is not plain data. Write a string: `date.toISOString()`.',
      '[test/web] app.env[1].value: a function is not plain data. Write a string.',
      '[test/web] spec.terminationGracePeriodSeconds: NaN is not plain data. Write a finite number.',
    ]);
  });
});
