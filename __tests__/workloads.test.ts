import { Chart, JsonPatch, Testing } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import {
  AppCronJob,
  AppCronJobProps,
  AppDaemonSet,
  AppDaemonSetProps,
  AppDeployment,
  AppDeploymentProps,
  AppJob,
  AppJobProps,
  AppObject,
  AppStatefulSet,
  AppStatefulSetProps,
  ObjectMeta,
  PersistentVolumeClaimSpecAccessModes,
  PodTemplateSpec,
  SidecarPattern,
} from '../index';
import { chartAt, manifestOf, problemsOf, yamlOf } from './synth';

const metadata = { name: 'web' };
const app = { name: 'web', image: 'nginx:1.27' };

describe('minimal', () => {
  const minimal = (write: (chart: Chart) => AppObject): string => {
    const chart = chartAt();
    write(chart);
    return yamlOf(chart);
  };

  test('a Deployment', () => {
    expect(minimal((chart) => new AppDeployment(chart, 'web', { metadata, app }))).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
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
          image: nginx:1.27
`);
  });

  test('a StatefulSet', () => {
    expect(minimal((chart) => new AppStatefulSet(chart, 'web', { metadata, app }))).toBe(`apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
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
          image: nginx:1.27
`);
  });

  test('a DaemonSet', () => {
    expect(minimal((chart) => new AppDaemonSet(chart, 'web', { metadata, app }))).toBe(`apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: web
spec:
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
          image: nginx:1.27
`);
  });

  test('a Job', () => {
    expect(minimal((chart) => new AppJob(chart, 'web', { metadata, app }))).toBe(`apiVersion: batch/v1
kind: Job
metadata:
  name: web
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: web
          image: nginx:1.27
`);
  });

  test('a CronJob', () => {
    const schedule = '0 6 * * *';
    expect(minimal((chart) => new AppCronJob(chart, 'web', { metadata, schedule, app }))).toBe(`apiVersion: batch/v1
kind: CronJob
metadata:
  name: web
spec:
  schedule: 0 6 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: web
              image: nginx:1.27
`);
  });
});

/** All fields of the spec, typed so that one that the generator adds does not compile before it is tried here. */
type Every<T> = Required<Omit<T, 'raw'>>;

describe('everything', () => {
  const labels = { app: 'all' };
  const everyMetadata: ObjectMeta = { name: 'all', namespace: 'space', labels: { team: 'a' } };
  const more = { name: 'more', image: 'more:1' };
  const template: Every<PodTemplateSpec> = {
    metadata: { labels, annotations: { 'example.com/a': 'a' } },
    spec: { serviceAccountName: 'account', containers: [more] },
  };
  const selector = { matchLabels: labels, matchExpressions: [{ key: 'app', operator: 'Exists' as const }] };
  const patterns = [new SidecarPattern({ sidecars: [{ name: 'logs', image: 'logs:1' }] })];
  const podSecurity = 'baseline' as const;
  const shared = { metadata: everyMetadata, app: { ...app, name: 'all' }, patterns, podSecurity };

  const deployment: Every<AppDeploymentProps> = {
    ...shared,
    replicas: 2,
    selector,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } },
    minReadySeconds: 5,
    revisionHistoryLimit: 3,
    progressDeadlineSeconds: 60,
    paused: false,
    template,
  };

  const statefulSet: Every<AppStatefulSetProps> = {
    ...shared,
    replicas: 2,
    serviceName: 'all',
    selector,
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1, maxUnavailable: 1 } },
    ordinals: { start: 1 },
    minReadySeconds: 5,
    revisionHistoryLimit: 3,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
    template,
    volumeClaimTemplates: [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'fast',
          volumeMode: 'Filesystem',
          resources: { requests: { storage: '1Gi' } },
        },
      },
    ],
  };

  const daemonSet: Every<AppDaemonSetProps> = {
    ...shared,
    selector,
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    minReadySeconds: 5,
    revisionHistoryLimit: 3,
    template,
  };

  const job: Every<AppJobProps> = {
    ...shared,
    parallelism: 2,
    completions: 3,
    completionMode: 'Indexed',
    backoffLimit: 4,
    backoffLimitPerIndex: 1,
    maxFailedIndexes: 1,
    activeDeadlineSeconds: 60,
    ttlSecondsAfterFinished: 600,
    suspend: false,
    manualSelector: true,
    selector,
    managedBy: 'example.com/controller',
    podReplacementPolicy: 'Failed',
    podFailurePolicy: {
      rules: [
        { action: 'FailJob', onExitCodes: { containerName: 'all', operator: 'In', values: [42] } },
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      ],
    },
    successPolicy: { rules: [{ succeededIndexes: '0-1', succeededCount: 1 }] },
    scheduling: { schedulingPolicy: { gang: { minCount: 2 } } },
    template,
  };

  const cronJob: Every<AppCronJobProps> = {
    ...shared,
    schedule: '0 6 * * *',
    timeZone: 'Europe/Berlin',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds: 60,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 2,
    suspend: true,
    jobTemplate: {
      metadata: { labels: { team: 'a' } },
      spec: { backoffLimit: 2, template: { ...template, spec: { ...template.spec, restartPolicy: 'OnFailure' } } },
    },
  };

  const all: [string, (chart: Chart) => AppObject][] = [
    ['Deployment', (chart) => new AppDeployment(chart, 'all', deployment)],
    ['StatefulSet', (chart) => new AppStatefulSet(chart, 'all', statefulSet)],
    ['DaemonSet', (chart) => new AppDaemonSet(chart, 'all', daemonSet)],
    ['Job', (chart) => new AppJob(chart, 'all', job)],
    ['CronJob', (chart) => new AppCronJob(chart, 'all', cronJob)],
  ];
  test.each(all)('every field of a %s is written', (_, write) => {
    const chart = chartAt('1.37');
    write(chart);
    expect(yamlOf(chart)).toMatchSnapshot();
  });

  test('the manifest contains what the code sets', () => {
    const chart = chartAt('1.37');
    const { metadata: own, app: container, patterns: none, podSecurity: level, template: given, ...spec } = deployment;
    new AppDeployment(chart, 'all', { ...deployment, patterns: [], raw: { tomorrow: true } });
    expect(manifestOf(chart)).toStrictEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: own,
      spec: {
        ...spec,
        template: { ...given, spec: { ...given!.spec, containers: [container, more] } },
        tomorrow: true,
      },
    });
  });
});

const SELECTING: [string, (chart: Chart, props: AppDeploymentProps) => AppObject][] = [
  ['Deployment', (chart, props) => new AppDeployment(chart, 'web', props)],
  ['StatefulSet', (chart, props) => new AppStatefulSet(chart, 'web', props as AppStatefulSetProps)],
  ['DaemonSet', (chart, props) => new AppDaemonSet(chart, 'web', props as AppDaemonSetProps)],
];

describe.each(SELECTING)('the selector and the labels of a %s', (_, write) => {
  const selected = (props: Partial<AppDeploymentProps>, chart = chartAt()): any => {
    write(chart, { metadata, app, ...props });
    const { selector, template } = manifestOf(chart).spec;
    return { selector, labels: template.metadata.labels };
  };

  test('are app with its name, where neither is given', () => {
    expect(selected({})).toEqual({ selector: { matchLabels: { app: 'web' } }, labels: { app: 'web' } });
  });

  test('are app with the name that the construct has by its path, where it is given none', () => {
    expect(selected({ metadata: {} }).labels).toEqual({ app: 'test-web-c8694308' });
  });

  test('agree: the selector is the label app alone, because a release can change all other labels', () => {
    const labels = { tier: 'front', app: 'shop', 'app.kubernetes.io/version': '1.0' };
    const result = selected({ template: { metadata: { labels } } });
    expect(result).toEqual({ selector: { matchLabels: { app: 'shop' } }, labels });
    expect(Object.keys(result.labels)).toEqual(Object.keys(labels));
  });

  test.each([
    [{}, { team: 'a' }],
    [{ 'app.kubernetes.io/version': '1.0' }, { 'app.kubernetes.io/version': '2.0' }],
    [{ 'app.kubernetes.io/name': 'shop' }, { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/instance': 'prod' }],
    [{}, { 'app.kubernetes.io/name': 'shop', 'helm.sh/chart': 'shop-1.0.0' }],
    [
      { app: 'shop', version: '1' },
      { version: '2', app: 'shop', tier: 'front' },
    ],
  ] as Record<string, string>[][])('do not change the selector between releases: %j, then %j', (first, second) => {
    const [before, after] = [first, second].map((labels) => selected({ template: { metadata: { labels } } }));
    expect(after.selector).toEqual(before.selector);
    expect(after.labels).toEqual({ app: 'web', ...second });
  });

  test('agree: the labels follow the selector, and keep those that they have besides', () => {
    const selector = { matchLabels: { app: 'shop' } };
    expect(selected({ selector })).toEqual({ selector, labels: { app: 'shop' } });
    expect(selected({ selector, template: { metadata: { labels: { tier: 'front' } } } })).toEqual({
      selector,
      labels: { app: 'shop', tier: 'front' },
    });
  });

  test('are left as they are by the labels of the chart, which are for its objects', () => {
    const chart = new Chart(Testing.app(), 'test', { labels: { team: 'a' } });
    expect(selected({}, chart)).toEqual({ selector: { matchLabels: { app: 'web' } }, labels: { app: 'web' } });
    expect(manifestOf(chart).metadata.labels).toEqual({ team: 'a' });
  });

  const problems = (props: Partial<AppDeploymentProps>): string[] => {
    const chart = chartAt();
    write(chart, { metadata, app, ...props });
    return problemsOf(chart);
  };

  test('are refused where they contradict each other', () => {
    const selector = { matchLabels: { app: 'shop' } };
    expect(problems({ selector, template: { metadata: { labels: { app: 'web' } } } })).toEqual([
      expect.stringContaining('[test/web] spec.template.metadata.labels: the selector (app=shop) does not match'),
    ]);
  });

  test.each([
    [{ operator: 'NotIn', values: ['web'] }, 'app notin (web)'],
    [{ operator: 'In', values: ['shop', 'site'] }, 'app in (shop,site)'],
    [{ operator: 'DoesNotExist' }, '(!app)'],
  ] as const)('are refused where an expression does not hold: %j', (expression, words) => {
    const selector = {
      matchExpressions: [{ key: 'app', ...expression, values: [...('values' in expression ? expression.values : [])] }],
    };
    expect(problems({ selector, template: { metadata: { labels: { app: 'web' } } } })[0]).toContain(words);
  });

  test.each([
    { operator: 'In', values: ['web', 'site'] },
    { operator: 'NotIn', values: ['shop'] },
    { operator: 'Exists' },
  ] as const)('agree where an expression holds: %j', (expression) => {
    const selector = { matchExpressions: [{ key: 'app', ...expression } as any] };
    expect(problems({ selector, template: { metadata: { labels: { app: 'web' } } } })).toEqual([]);
  });

  test('are refused where the selector is empty', () => {
    expect(problems({ selector: {} })).toEqual([expect.stringMatching(/^\[test\/web\] spec\.selector: .* is empty\./)]);
  });
});

describe('a Job', () => {
  test('does not restart its pods in place by default', () => {
    const policyOf = (props: Partial<AppJobProps>): string => {
      const chart = chartAt();
      new AppJob(chart, 'job', { app, ...props });
      return manifestOf(chart).spec.template.spec.restartPolicy;
    };
    expect(policyOf({})).toBe('Never');
    expect(policyOf({ template: { spec: { restartPolicy: 'OnFailure' } } })).toBe('OnFailure');
  });

  test('has a selector and labels only if the code sets them', () => {
    const chart = chartAt();
    new AppJob(chart, 'job', { metadata, app });
    const { selector, template } = manifestOf(chart).spec;
    expect([selector, template.metadata]).toEqual([undefined, undefined]);
  });

  test('is refused with a selector, which the cluster gives it', () => {
    const chart = chartAt();
    new AppJob(chart, 'job', { app, selector: { matchLabels: { app: 'job' } } });
    expect(problemsOf(chart)).toEqual([
      expect.stringMatching(/^\[test\/job\] spec\.selector: .*\(app=job\)\./),
      expect.stringContaining('[test/job] spec.template.metadata.labels: the selector (app=job) does not match'),
    ]);
  });

  test('may have a selector with manualSelector', () => {
    const chart = chartAt();
    const labels = { app: 'job' };
    new AppJob(chart, 'job', {
      app,
      manualSelector: true,
      selector: { matchLabels: labels },
      template: { metadata: { labels } },
    });
    expect(problemsOf(chart)).toEqual([]);
  });
});

test('the pods of a CronJob are not restarted in place by default', () => {
  const policyOf = (props: Partial<AppCronJobProps>): string => {
    const chart = chartAt();
    new AppCronJob(chart, 'job', { schedule: '@daily', app, ...props });
    return manifestOf(chart).spec.jobTemplate.spec.template.spec.restartPolicy;
  };
  expect(policyOf({})).toBe('Never');
  expect(policyOf({ jobTemplate: { spec: { template: { spec: { restartPolicy: 'OnFailure' } } } } })).toBe('OnFailure');
});

describe('a StatefulSet', () => {
  const accessModes: PersistentVolumeClaimSpecAccessModes[] = ['ReadWriteOnce'];
  const claim = (name: string) => ({
    metadata: { name },
    spec: { accessModes, resources: { requests: { storage: '1Gi' } } },
  });
  const mounting = { ...app, volumeMounts: [{ name: 'data', mountPath: '/data' }] };

  test('has volumes for its mounts by what it claims', () => {
    const chart = chartAt();
    new AppStatefulSet(chart, 'db', { app: mounting, volumeClaimTemplates: [claim('data')] });
    expect(problemsOf(chart)).toEqual([]);
  });

  test('is refused with a mount of what it neither has nor claims', () => {
    const chart = chartAt();
    new AppStatefulSet(chart, 'db', { app: mounting, volumeClaimTemplates: [claim('other')] });
    expect(problemsOf(chart)).toEqual([
      expect.stringMatching(/^\[test\/db\] spec\.template\.spec\.containers\[0\]\.volumeMounts\[0\]/),
    ]);
  });

  test('shares what it claims, as files of that name, without a volume beside the claim', () => {
    const chart = chartAt();
    new AppStatefulSet(chart, 'db', {
      app,
      volumeClaimTemplates: [claim('data')],
      patterns: [
        new SidecarPattern({
          sidecars: [{ name: 'backup', image: 'backup:1' }],
          files: [
            {
              name: 'data',
              writers: [{ container: 'web', mountPath: '/data' }],
              readers: [{ container: 'backup', mountPath: '/from' }],
            },
          ],
        }),
      ],
    });
    const { volumes, containers, initContainers } = manifestOf(chart).spec.template.spec;
    expect(volumes).toBeUndefined();
    expect([...containers, ...initContainers].map(({ volumeMounts }: any) => volumeMounts)).toEqual([
      [{ name: 'data', mountPath: '/data' }],
      [{ name: 'data', mountPath: '/from', readOnly: true }],
    ]);
  });
});

const ALL: [string, readonly string[], (chart: Chart, props: any) => AppObject][] = [
  ['Deployment', ['template'], (chart, props) => new AppDeployment(chart, 'web', props)],
  ['StatefulSet', ['template'], (chart, props) => new AppStatefulSet(chart, 'web', props)],
  ['DaemonSet', ['template'], (chart, props) => new AppDaemonSet(chart, 'web', props)],
  ['Job', ['template'], (chart, props) => new AppJob(chart, 'web', props)],
  [
    'CronJob',
    ['jobTemplate', 'spec', 'template'],
    (chart, props) => new AppCronJob(chart, 'web', { schedule: '@daily', ...props }),
  ],
];

describe.each(ALL)('a %s', (_, way, write) => {
  const templateOf = (manifest: any): any => way.reduce((value, key) => value[key], manifest.spec);

  test('has its patterns in the pod template, and the main container first', () => {
    const chart = chartAt('1.37');
    write(chart, {
      app,
      patterns: [
        new SidecarPattern({
          sidecars: [{ name: 'logs', image: 'logs:1' }],
          files: [
            {
              name: 'log',
              writers: [{ container: 'web', mountPath: '/log' }],
              readers: [{ container: 'logs', mountPath: '/log' }],
            },
          ],
        }),
      ],
    });
    const { initContainers, containers, volumes } = templateOf(manifestOf(chart)).spec;
    expect(containers.map(({ name }: any) => name)).toEqual(['web']);
    expect(initContainers.map(({ name, restartPolicy }: any) => [name, restartPolicy])).toEqual([['logs', 'Always']]);
    expect(volumes).toEqual([{ name: 'log', emptyDir: {} }]);
  });

  test('reports errors in its template with their path', () => {
    const chart = chartAt();
    write(chart, { app: { name: 'web', image: '' } });
    expect(problemsOf(chart)).toEqual([
      expect.stringContaining(
        `[test/web] spec.${way.join('.')}.spec.containers[0].image: container "web" has no image.`,
      ),
    ]);
  });

  test('refuses a field that the target version does not have, wherever it is', () => {
    const chart = chartAt('1.27');
    write(chart, { app: { ...app, restartPolicy: 'Always' } });
    expect(problemsOf(chart)[0]).toContain(`spec.${way.join('.')}.spec.containers[0].restartPolicy: Kubernetes 1.27`);
  });

  test('has no app in its JSON beside the container', () => {
    const chart = chartAt();
    write(chart, { app });
    expect(Object.keys(manifestOf(chart)).sort()).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(Object.keys(templateOf(manifestOf(chart)).spec)).not.toContain('app');
  });
});

describe('a Service of cdk8s-plus', () => {
  test('selects a workload by its selector, not by the labels of the chart', () => {
    const chart = new Chart(Testing.app(), 'test', { labels: { team: 'a' } });
    const deployment = new AppDeployment(chart, 'web', {
      app: { ...app, ports: [{ name: 'http', containerPort: 80 }] },
      selector: { matchLabels: { app: 'shop' } },
      template: { metadata: { labels: { version: '7' } } },
    });
    new plus.Service(chart, 'service', {
      selector: deployment,
      ports: [{ port: 80, targetPort: deployment.portNumber('http') }],
    });
    const service = Testing.synth(chart).find(({ kind }) => kind === 'Service');
    expect(service.spec).toMatchObject({ selector: { app: 'shop' }, ports: [{ port: 80, targetPort: 80 }] });
  });

  test('follows when the number of a port changes', () => {
    const targetPort = (containerPort: number): number => {
      const chart = chartAt();
      const web = new AppDeployment(chart, 'web', { app: { ...app, ports: [{ name: 'http', containerPort }] } });
      new plus.Service(chart, 'service', { selector: web, ports: [{ port: 80, targetPort: web.portNumber('http') }] });
      return Testing.synth(chart).find(({ kind }) => kind === 'Service').spec.ports[0].targetPort;
    };
    expect([80, 8080].map(targetPort)).toEqual([80, 8080]);
  });

  test('finds the port of a container that a pattern adds', () => {
    const chart = chartAt('1.37');
    const proxy = { name: 'proxy', image: 'proxy:1', ports: [{ name: 'https', containerPort: 8443 }] };
    const web = new AppDeployment(chart, 'web', { app, patterns: [new SidecarPattern({ sidecars: [proxy] })] });
    expect(web.portNumber('https')).toBe(8443);
  });

  test('is refused a port that no container declares', () => {
    const web = new AppDeployment(chartAt(), 'web', { app });
    expect(() => web.portNumber('http')).toThrow('[test/web] the pod has no port http: it declares no port.');
  });
});

describe('the derived selector', () => {
  const LONG = 'w'.repeat(64);
  const found = (write: (chart: Chart) => unknown): string[] => {
    const chart = chartAt('1.37');
    write(chart);
    return problemsOf(chart);
  };
  const deployment = (props: object) => found((chart) => new AppDeployment(chart, 'web', { app, ...props }));

  test.each([AppDeployment, AppDaemonSet])('a name that is too long for the label: %p', (Workload) => {
    const long = { metadata: { name: LONG }, app };
    expect(found((chart) => new Workload(chart, 'web', long))).toEqual([
      '[test/web] metadata.name: the name has 64 characters, so it cannot be the value of the label "app". By default, the workload ' +
        'selects its pods by this label. A label can have at most 63 characters. Shorten the name, or set the label `app` of the ' +
        "template: template: { metadata: { labels: { app: 'web' } } }.",
    ]);
    const template = { metadata: { labels: { app: 'web' } } };
    expect(found((chart) => new Workload(chart, 'web', { ...long, template }))).toEqual([]);
  });

  test('a long name of a StatefulSet or a Job is an error at the name', () => {
    const [metadata, name] = [{ name: LONG }, `[test/web] metadata.name: `];
    expect(found((chart) => new AppStatefulSet(chart, 'web', { metadata, app }))).toEqual([
      `${name}"${LONG}" is not a valid name. It must have at most 63 characters. Shorten it.`,
    ]);
    const problem = `${name}the name "${LONG}" cannot be the value of a label.`;
    expect(found((chart) => new AppJob(chart, 'web', { metadata, app }))).toEqual([expect.stringContaining(problem)]);
    const template = { metadata: { labels: { a: 'b' } } };
    expect(found((chart) => new AppJob(chart, 'web', { metadata, template, app }))).toHaveLength(1);
  });

  test('a patch can set the selector of a long name', () => {
    const matchLabels = { app: 'web' };
    const patched = found((chart) =>
      new AppDeployment(chart, 'web', { metadata: { name: LONG }, app }).addJsonPatch(
        JsonPatch.add('/spec/selector', { matchLabels }),
        JsonPatch.add('/spec/template/metadata', { labels: matchLabels }),
      ),
    );
    expect(patched).toEqual([]);
    const broken = (chart: Chart) =>
      new AppDeployment(chart, 'web', { app }).addJsonPatch(JsonPatch.remove('/spec/template/metadata/labels/app'));
    expect(found(broken)).toEqual([expect.stringContaining('does not match the labels of the template (none).')]);
  });

  test.each<[string, object, string]>([
    ['an invalid label', { app: 'we b' }, 'spec.template.labels: "we b" is not a valid value of label "app".'],
    ['a number as label', { app: 5 }, 'spec.template.metadata.labels.app: 5 is not a string.'],
    [
      'a Map as label',
      { app: new Map() },
      'spec.template.metadata.labels.app: a Map is not plain data. Write a string.',
    ],
    ['a list as labels', ['app'], 'spec.template.metadata.labels: a list is not an object.'],
    ['a Map as labels', new Map(), 'spec.template.metadata.labels: a Map is not plain data.'],
  ])('%s is one error, at the label', (_, labels, message) => {
    const problems = deployment({ template: { metadata: { labels } } });
    expect(problems).toEqual([expect.stringContaining(`[test/web] ${message}`)]);
  });

  test.each<[string, unknown, string]>([
    ['a Map as labels', { matchLabels: new Map() }, 'spec.selector.matchLabels: a Map is not plain data.'],
    ['a list as labels', { matchLabels: ['app'] }, 'spec.selector.matchLabels: a list is not an object.'],
    ['a number', { matchLabels: { app: 5 } }, 'spec.selector.matchLabels.app: 5 is not a string.'],
    ['a text as expressions', { matchExpressions: 'app' }, 'spec.selector.matchExpressions: "app" is not a list.'],
    ['a text', 'app=web', 'spec.selector: "app=web" is not an object.'],
    ['nothing', { matchLabels: {} }, 'spec.selector: `selector` is empty. It matches every pod.'],
  ])('a selector of %s is one error', (_, selector, message) => {
    expect(deployment({ selector })).toEqual([expect.stringContaining(`[test/web] ${message}`)]);
  });

  test.each([
    [undefined, { app: null }],
    [undefined, null],
    [null, { app: null, a: 'b' }],
    [{ matchLabels: { app: 'web', tier: 'a' } }, { tier: null }],
  ])('a label that is null is missing: selector %j, labels %j', (selector, labels) => {
    const chart = chartAt('1.37');
    new AppDeployment(chart, 'web', { metadata, selector, template: { metadata: { labels } } as any, app });
    const { spec } = manifestOf(chart);
    expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(spec.selector.matchLabels).toMatchObject({ app: 'web' });
  });
});
