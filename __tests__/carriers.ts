import { ApiObject, Chart, Cron, Include } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {
  AdapterPattern,
  AmbassadorPattern,
  AppCronJob,
  AppDaemonSet,
  AppDeployment,
  AppJob,
  AppPod,
  AppStatefulSet,
  Container,
  InitPattern,
  IPattern,
  LocalAddress,
  PatternOrderProps,
  Patterns,
  PodTemplates,
  SidecarPattern,
} from '../index';

/** Something that pods come from, and that patterns go into. */
export interface Carrier {
  readonly make: (chart: Chart, id: string, patterns: IPattern[]) => Construct;
  /** The way to its pod. */
  readonly way: string[];
}

const image = 'shop:1.0';

/** Each pattern, and the names of its containers, in the order of their start. */
export const PATTERNS: Record<
  string,
  { make: (order?: PatternOrderProps) => IPattern; steps?: string[]; sidecars?: string[] }
> = {
  sidecar: {
    sidecars: ['collect', 'fetch'],
    make: (order) =>
      new SidecarPattern({
        ...order,
        sidecars: [
          { name: 'collect', image },
          { name: 'fetch', image, lifecycle: { postStart: { exec: { command: ['true'] } } } },
        ],
        files: [
          {
            name: 'logs',
            writers: [{ container: 'web', mountPath: '/var/log' }],
            readers: [{ container: 'collect', mountPath: '/logs' }],
          },
        ],
      }),
  },
  ambassador: {
    sidecars: ['db'],
    make: (order) =>
      new AmbassadorPattern({
        ...order,
        ambassador: { name: 'db', image, ports: [{ containerPort: 5432 }] },
        addresses: [LocalAddress.url('DB', '{host}:{port}')],
      }),
  },
  adapter: {
    sidecars: ['metrics'],
    make: (order) =>
      new AdapterPattern({
        ...order,
        adapter: { name: 'metrics', image, ports: [{ containerPort: 9100 }] },
        addresses: [LocalAddress.hostAndPort('APP_HOST', 'APP_PORT')],
      }),
  },
  init: {
    steps: ['prepare', 'check'],
    make: (order) =>
      new InitPattern({
        ...order,
        steps: [
          { name: 'prepare', image },
          { name: 'check', image },
        ],
        files: [
          {
            name: 'pages',
            writers: [{ container: 'prepare', mountPath: '/out' }],
            readers: [{ container: 'web', mountPath: '/www' }],
          },
        ],
      }),
  },
};

/** The app of every carrier. */
export const app: Container = {
  name: 'web',
  image: 'web:1.0',
  ports: [{ containerPort: 8080 }],
  env: [{ name: 'OWN', value: 'own' }],
  volumeMounts: [{ name: 'own', mountPath: '/own' }],
};

/** What else every carrier has. */
const beside: Container = { name: 'beside', image };
const step: Container = { name: 'step', image };
const volumes = [{ name: 'own', emptyDir: {} }];

const TEMPLATE = ['spec', 'template'];
const JOB_TEMPLATE = ['spec', 'jobTemplate', 'spec', 'template'];

const own = { initContainers: [step], containers: [beside], volumes };
const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { ...own, containers: [app, beside] } };
const plusPod = (chart: Chart, id: string) => ({
  containers: [
    {
      name: app.name,
      image: app.image!,
      ports: [{ number: 8080 }],
      envVariables: { OWN: plus.EnvValue.fromValue('own') },
      volumeMounts: [{ path: '/own', volume: plus.Volume.fromEmptyDir(chart, `${id}-own`, 'own') }],
    },
    { name: beside.name, image },
  ],
  initContainers: [{ name: step.name, image }],
});

/** Attaches patterns to the created object. */
function attached(make: (chart: Chart, id: string) => Construct): Carrier['make'] {
  return (chart, id, patterns) => {
    const made = make(chart, id);
    if (patterns.length > 0) {
      Patterns.attach(made, ...patterns);
    }
    return made;
  };
}

export const CARRIERS: Record<string, Carrier> = {
  AppPod: { way: [], make: (chart, id, patterns) => new AppPod(chart, id, { ...own, app, patterns }) },
  AppDeployment: {
    way: TEMPLATE,
    make: (chart, id, patterns) => new AppDeployment(chart, id, { app, patterns, template: { spec: own } }),
  },
  AppStatefulSet: {
    way: TEMPLATE,
    make: (chart, id, patterns) =>
      new AppStatefulSet(chart, id, { serviceName: 'web', app, patterns, template: { spec: own } }),
  },
  AppDaemonSet: {
    way: TEMPLATE,
    make: (chart, id, patterns) => new AppDaemonSet(chart, id, { app, patterns, template: { spec: own } }),
  },
  AppJob: {
    way: TEMPLATE,
    make: (chart, id, patterns) => new AppJob(chart, id, { app, patterns, template: { spec: own } }),
  },
  AppCronJob: {
    way: JOB_TEMPLATE,
    make: (chart, id, patterns) => {
      const jobTemplate = { spec: { template: { spec: own } } };
      return new AppCronJob(chart, id, { schedule: '0 0 * * *', app, patterns, jobTemplate });
    },
  },
  'AppPod, attached': { way: [], make: attached((chart, id) => new AppPod(chart, id, { ...own, app })) },
  'cdk8s-plus Pod': { way: [], make: attached((chart, id) => new plus.Pod(chart, id, plusPod(chart, id))) },
  'cdk8s-plus Deployment': {
    way: TEMPLATE,
    make: attached((chart, id) => new plus.Deployment(chart, id, plusPod(chart, id))),
  },
  'cdk8s-plus StatefulSet': {
    way: TEMPLATE,
    make: attached((chart, id) => {
      const service = new plus.Service(chart, `${id}-service`, { ports: [{ port: 80 }] });
      return new plus.StatefulSet(chart, id, { ...plusPod(chart, id), service });
    }),
  },
  'cdk8s-plus DaemonSet': {
    way: TEMPLATE,
    make: attached((chart, id) => new plus.DaemonSet(chart, id, plusPod(chart, id))),
  },
  'cdk8s-plus Job': {
    way: TEMPLATE,
    make: attached((chart, id) => new plus.Job(chart, id, plusPod(chart, id))),
  },
  'cdk8s-plus CronJob': {
    way: JOB_TEMPLATE,
    make: attached((chart, id) => new plus.CronJob(chart, id, { ...plusPod(chart, id), schedule: Cron.hourly() })),
  },
  ApiObject: {
    way: TEMPLATE,
    make: attached(
      (chart, id) =>
        new ApiObject(chart, id, {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          spec: { selector: { matchLabels: labels }, template },
        }),
    ),
  },
  Include: {
    way: TEMPLATE,
    make: attached((chart, id) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'include-'));
      const url = path.join(folder, 'deployment.yaml');
      const spec = { selector: { matchLabels: labels }, template };
      const objects = [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${id}-config` } },
        { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: id }, spec },
      ];
      fs.writeFileSync(url, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
      const include = new Include(chart, id, { url });
      fs.rmSync(folder, { recursive: true });
      return include;
    }),
  },
  'custom resource': {
    way: TEMPLATE,
    make: (chart, id, patterns) => {
      const rollout = new ApiObject(chart, id, {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        spec: { selector: { matchLabels: labels }, template },
      });
      if (patterns.length > 0) {
        Patterns.attach(PodTemplates.in(rollout, { template: 'spec.template' }), ...patterns);
      }
      return rollout;
    },
  },
};
