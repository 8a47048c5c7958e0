import { chartsOf } from '../cli/import/charts';
import { objectsOf } from '../cli/import/read-objects';
import { blocks } from './code';
import { chartOf, proofOf, statementsOf, unformatted } from './imported';

const DEPLOYMENT = `# The web server.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web # the name
  namespace: shop
spec:
  # two for safety
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        # nginx serves
        - name: web
          image: nginx:1.29 # pinned
          ports: [{ containerPort: 80 }]
          # end of web
        # the second
        - name: log
          image: busybox:1.36
          command: [sh, -c, "a\\nb"]
      # nodeName: x
`;

test('the code of a file is a chart, and it synthesizes to equal objects', () => {
  const chart = chartOf(`${DEPLOYMENT}---
# the Service
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`);
  expect(chart.text).toMatchSnapshot();
  expect(proofOf(chart)).toMatchObject({ objects: 2, equal: 2, unequal: [], errors: undefined });
  expect(unformatted({ 'web.ts': chart.text })).toEqual([]);
});

test('each pod and workload becomes its construct', () => {
  const pod = 'containers: [{ name: a, image: b:1 }]';
  const template = `template: { metadata: { labels: { app: a } }, spec: { ${pod} } }`;
  const selector = 'selector: { matchLabels: { app: a } }';
  const job = `template: { spec: { restartPolicy: Never, ${pod} } }`;
  const object = (apiVersion: string, kind: string, spec: string) =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\nspec: { ${spec} }\n`;
  const chart = chartOf(
    [
      object('v1', 'Pod', pod),
      object('apps/v1', 'Deployment', `${selector}, ${template}`),
      object('apps/v1', 'StatefulSet', `serviceName: a, ${selector}, ${template}`),
      object('apps/v1', 'DaemonSet', `${selector}, ${template}`),
      object('batch/v1', 'Job', job),
      object('batch/v1', 'CronJob', `schedule: '@daily', jobTemplate: { spec: { ${job} } }`),
      object('apps/v1', 'ReplicaSet', `${selector}, ${template}`),
    ].join('---\n'),
  );
  expect(chart.objects.map(({ creation }) => creation.name)).toEqual([
    'AppPod',
    'AppDeployment',
    'AppStatefulSet',
    'AppDaemonSet',
    'AppJob',
    'AppCronJob',
    'ApiObject',
  ]);
  expect(chart.text).toContain(
    `    new AppJob(this, 'job-a', { metadata: { name: 'a' }, app: { name: 'a', image: bImage } });\n`,
  );
  expect(proofOf(chart).unequal).toEqual([]);
});

test('a field that the types lack, or of which they refuse the value, is in `raw`', () => {
  expect(
    statementsOf(`apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  containers: [{ name: a, image: b:1, imagePullPolicy: Sometimes, ports: [{ containerPort: '80' }] }]
  restart: 1
`),
  ).toBe(`new AppPod(this, 'pod-a', {
  metadata: { name: 'a' },
  app: { name: 'a', image: 'b:1', raw: { imagePullPolicy: 'Sometimes', ports: [{ containerPort: '80' }] } },
  raw: { restart: 1 },
});
`);
});

test('what cdk8s leaves out is a JSON patch', () => {
  const yaml = `apiVersion: v1
kind: ConfigMap
metadata: { name: a, annotations: {}, labels: { x: null } }
data: null
`;
  expect(statementsOf(yaml)).toBe(`const aConfigMap = new ApiObject(this, 'configmap-a', {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a' },
});
aConfigMap.addJsonPatch(JsonPatch.add('/metadata/annotations', {}));
aConfigMap.addJsonPatch(JsonPatch.add('/metadata/labels', { x: null }));
aConfigMap.addJsonPatch(JsonPatch.add('/data', null));
`);
  expect(proofOf(chartOf(yaml)).equal).toBe(1);
});

test('the data of a Secret is not in the code, which compiles only with it', () => {
  const chart = chartOf(`apiVersion: v1
kind: Secret
metadata: { name: db }
stringData:
  # it was hunter1
  password: hunter2
data: { key: aHVudGVyMw== }
`);
  expect(chart.text).toContain('stringData: { password: SECRET_DB_PASSWORD },');
  expect(chart.text).toContain('data: { key: SECRET_DB_KEY },');
  expect(chart.text).not.toMatch(/hunter|aHV/);
  expect(proofOf(chart).equal).toBe(1);
});

test('what a cluster adds is removed', () => {
  const chart = chartOf(`apiVersion: v1
kind: Service
metadata:
  name: a
  uid: 1-2
  resourceVersion: '7'
  creationTimestamp: '2026-01-01T00:00:00Z'
  annotations: { kubectl.kubernetes.io/last-applied-configuration: '{}' }
spec: { ports: [{ port: 80 }] }
status: { loadBalancer: {} }
`);
  expect(chart.objects[0].object).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a' },
    spec: { ports: [{ port: 80 }] },
  });
  expect(chart.objects[0].removed.map((path) => path.join('.'))).toEqual([
    'metadata.uid',
    'metadata.resourceVersion',
    'metadata.creationTimestamp',
    'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration',
    'status',
  ]);
});

test('the items of a List are objects of their own', () => {
  const chart = chartOf(`apiVersion: v1
kind: List
# the first
items:
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: a } }
  # the second
  - { apiVersion: v1, kind: ConfigMap, metadata: { name: b } }
`);
  expect(chart.text).toContain(`    // the first
    new ApiObject(this, 'configmap-a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });

    // the second
    new ApiObject(this, 'configmap-b', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } });
`);
});

test('the comments of documents without an object are kept', () => {
  expect(
    statementsOf(`# license
---
# empty
---
# about a
apiVersion: v1
kind: ConfigMap
metadata: { name: a }
---
# the end
`),
  ).toBe(`// license
// empty
// about a
new ApiObject(this, 'configmap-a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
// the end
`);
});

test('a comment for a tool stays a comment', () => {
  expect(
    statementsOf(`# @ts-expect-error
# prettier-ignore
#/ <reference path="a.d.ts" />
apiVersion: v1
kind: ConfigMap # eslint-disable-line
metadata: { name: a }
`),
  ).toBe(`// # @ts-expect-error
// # prettier-ignore
// / <reference path="a.d.ts" />
new ApiObject(this, 'configmap-a', {
  apiVersion: 'v1',
  kind: 'ConfigMap', // # eslint-disable-line
  metadata: { name: 'a' },
});
`);
});

test('repeated images, labels and namespaces are constants', () => {
  const pod = (name: string, image: string) => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name.slice(0, 1)}, tier: web } }
spec: { containers: [{ name: app, image: ${image} }] }
`;
  const text = statementsOf([pod('a', 'nginx:1.29'), pod('b', 'nginx:1.29'), pod('a2', 'b:1')].join('---\n'));
  expect(text).toContain(`const namespace = 'shop';
const labels = { app: 'a', tier: 'web' };
const nginxImage = 'nginx:1.29';
`);
  expect(text)
    .toContain(`new AppPod(this, 'pod-a', { metadata: { name: 'a', namespace, labels }, app: { name: 'app', image: nginxImage } });
`);
});

test('equal and hostile names give different ids and legal code', () => {
  const name = (text: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${JSON.stringify(text)} }\n`;
  const names = ['a', 'a', 'A', '*/', '`${x}`', "'\\n\u2028", '', '__proto__', '日本'];
  const chart = chartOf(names.map(name).join('---\n'), '*/ 1 日本');
  expect(proofOf(chart)).toMatchObject({ objects: names.length, equal: names.length });
  expect(unformatted({ 'chart.ts': chart.text })).toEqual([]);
});

test('objects that cdk8s cannot render are written as they are', () => {
  const chart = chartOf(`apiVersion: example.com/v1
kind: Thing
metadata: { name: a }
spec: { "__proto__": { a: 1 }, constructor: 1, big: 12345678901234567890, list: [null, {}] }
`);
  expect(chart.text).toContain(`['__proto__']: { a: 1 }`);
  expect(proofOf(chart)).toMatchObject({ objects: 1, equal: 1, unequal: [], errors: undefined });
});

test('errors that stop the synth are reported, and the code is equal', () => {
  const { equal, errors } = proofOf(
    chartOf('apiVersion: v1\nkind: Pod\nmetadata: { name: A }\nspec: { containers: [{ name: a, image: b:1 }] }\n'),
  );
  expect(equal).toBe(1);
  expect(errors).toContain('[web/pod-a] metadata.name: "A" is not a valid name.');
});

test('fields with the default of the cluster are removed on request', () => {
  const { objects } = objectsOf(
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  progressDeadlineSeconds: 600
  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 25%, maxUnavailable: 25% } }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      restartPolicy: Always
      terminationGracePeriodSeconds: 60
      containers:
        - name: web
          image: nginx:1.29
          imagePullPolicy: IfNotPresent
          resources: {}
          livenessProbe: { httpGet: { path: /, port: 80, scheme: HTTP }, periodSeconds: 10, timeoutSeconds: 2 }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: ClusterIP, selector: { app: web }, ports: [{ port: 80, targetPort: 80, protocol: TCP }, { port: 1, targetPort: http }] }
`,
    'web.yaml',
  );
  const options = { library: 'cdk8s-pod-patterns', stem: 'web', stripDefaults: true };
  const [chart] = chartsOf([{ name: 'web.yaml', objects }], options);
  expect(chart.objects.map(({ object }) => object.spec)).toEqual([
    {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          terminationGracePeriodSeconds: 60,
          containers: [
            {
              name: 'web',
              image: 'nginx:1.29',
              livenessProbe: { httpGet: { path: '/', port: 80 }, timeoutSeconds: 2 },
            },
          ],
        },
      },
    },
    { selector: { app: 'web' }, ports: [{ port: 80 }, { port: 1, targetPort: 'http' }] },
  ]);
  expect(chart.objects[0].defaults.map((path) => path[path.length - 1])).toEqual([
    'replicas',
    'progressDeadlineSeconds',
    'strategy',
    'restartPolicy',
    'imagePullPolicy',
    'resources',
    'periodSeconds',
    'scheme',
  ]);
});

test('docs/import.md shows the code of its manifest', () => {
  const [yaml] = blocks('docs/import.md', 'yaml');
  expect(blocks('docs/import.md', 'ts')).toEqual([chartOf(yaml).text]);
});
