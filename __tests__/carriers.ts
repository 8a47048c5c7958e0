import { ApiObject, Chart, Cron, Include } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {
  AppCronJob,
  AppDaemonSet,
  AppDeployment,
  AppJob,
  AppPod,
  AppStatefulSet,
  Container,
  IPattern,
  Patterns,
  PodTemplates,
} from '../index';

/** Something that pods come from, and that patterns go into. */
export interface Carrier {
  readonly make: (chart: Chart, id: string, patterns: IPattern[]) => Construct;
  /** The way to its pod. */
  readonly way: string[];
}

/** The app of every carrier. */
export const app: Container = { name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 8080 }] };

const TEMPLATE = ['spec', 'template'];
const JOB_TEMPLATE = ['spec', 'jobTemplate', 'spec', 'template'];

const containers = [{ name: app.name, image: app.image, ports: [{ number: 8080 }] }];
const labels = { app: 'web' };
const template = { metadata: { labels }, spec: { containers: [app], volumes: [{ name: 'own', emptyDir: {} }] } };

/** Attaches to what is made. */
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
  AppPod: { way: [], make: (chart, id, patterns) => new AppPod(chart, id, { app, patterns }) },
  AppDeployment: { way: TEMPLATE, make: (chart, id, patterns) => new AppDeployment(chart, id, { app, patterns }) },
  AppStatefulSet: {
    way: TEMPLATE,
    make: (chart, id, patterns) => new AppStatefulSet(chart, id, { serviceName: 'web', app, patterns }),
  },
  AppDaemonSet: { way: TEMPLATE, make: (chart, id, patterns) => new AppDaemonSet(chart, id, { app, patterns }) },
  AppJob: { way: TEMPLATE, make: (chart, id, patterns) => new AppJob(chart, id, { app, patterns }) },
  AppCronJob: {
    way: JOB_TEMPLATE,

    make: (chart, id, patterns) => new AppCronJob(chart, id, { schedule: '0 0 * * *', app, patterns }),
  },
  'AppPod, attached': { way: [], make: attached((chart, id) => new AppPod(chart, id, { app })) },
  'cdk8s-plus Pod': { way: [], make: attached((chart, id) => new plus.Pod(chart, id, { containers })) },
  'cdk8s-plus Deployment': {
    way: TEMPLATE,
    make: attached((chart, id) => new plus.Deployment(chart, id, { containers })),
  },
  'cdk8s-plus StatefulSet': {
    way: TEMPLATE,
    make: attached((chart, id) => {
      const service = new plus.Service(chart, `${id}-service`, { ports: [{ port: 80 }] });
      return new plus.StatefulSet(chart, id, { containers, service });
    }),
  },
  'cdk8s-plus DaemonSet': {
    way: TEMPLATE,
    make: attached((chart, id) => new plus.DaemonSet(chart, id, { containers })),
  },
  'cdk8s-plus Job': {
    way: TEMPLATE,

    make: attached((chart, id) => new plus.Job(chart, id, { containers })),
  },
  'cdk8s-plus CronJob': {
    way: JOB_TEMPLATE,

    make: attached((chart, id) => new plus.CronJob(chart, id, { containers, schedule: Cron.hourly() })),
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
