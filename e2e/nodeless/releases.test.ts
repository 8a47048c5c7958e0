import { Chart, Testing } from 'cdk8s';
import { AppDaemonSet, AppDeployment, AppObject, AppStatefulSet } from '../../index';
import { print } from '../../manifest/yaml/print';
import { apply, kubectl, ownNamespace, promise, remove, removeNow } from '../kubectl';

type Labels = Record<string, string>;

let namespace: string;
beforeAll(async () => {
  namespace = await ownNamespace('releases');
});
afterAll(async () => {
  await remove('deployments,statefulsets,daemonsets', '--all', '-n', namespace);
  await removeNow('pods', '--all', '-n', namespace);
  await remove('namespace', namespace, '--wait=false');
});

const app = { name: 'web', image: 'busybox:1.36' };

/** The workload of each kind, by its name and the labels of its pods. */
const WORKLOADS: [string, (chart: Chart, name: string, labels: Labels | undefined) => AppObject][] = [
  [
    'Deployment',
    (chart, name, labels) =>
      new AppDeployment(chart, name, { metadata: { name }, app, template: { metadata: { labels } } }),
  ],
  [
    'StatefulSet',
    (chart, name, labels) =>
      new AppStatefulSet(chart, name, { metadata: { name }, app, template: { metadata: { labels } } }),
  ],
  [
    'DaemonSet',
    (chart, name, labels) =>
      new AppDaemonSet(chart, name, { metadata: { name }, app, template: { metadata: { labels } } }),
  ],
];

const recommended = (version: string): Labels => ({
  'app.kubernetes.io/name': 'web',
  'app.kubernetes.io/version': version,
  'helm.sh/chart': `web-${version}`,
});

/** The labels of two releases. */
const RELEASES: Record<string, [Labels | undefined, Labels]> = {
  version: [recommended('1.0'), recommended('2.0')],
  added: [{ app: 'added' }, { app: 'added', team: 'shop', 'app.kubernetes.io/component': 'server' }],
  first: [undefined, recommended('1.0')],
  removed: [{ tier: 'front', version: '1' }, { version: '2' }],
};

describe.each(WORKLOADS)('the second release of a %s', (kind, write) => {
  for (const [name, releases] of Object.entries(RELEASES)) {
    promise(`applies with other labels: ${name}`, async () => {
      for (const labels of releases) {
        const chart = new Chart(Testing.app(), 'chart', { namespace });
        write(chart, name, labels);
        await apply(print(Testing.synth(chart)));
      }
      const stored = JSON.parse(await kubectl('get', kind, name, '-n', namespace, '-o', 'json'));
      expect(stored.spec.selector).toEqual({ matchLabels: { app: name } });
      expect(stored.spec.template.metadata.labels).toEqual({ app: name, ...releases[1] });
    });
  }
});
