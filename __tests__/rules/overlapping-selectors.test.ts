import { Chart } from 'cdk8s';
import { AppDaemonSet, AppDeployment, AppJob, lint, PodApp } from '../../index';

const workload = (kind: string, name: string, labels: object, selector: object, namespace = 'shop'): any => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace },
  spec: {
    selector,
    ...(kind === 'StatefulSet' ? { serviceName: name } : {}),
    template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
  },
});

const matching = (labels: object): object => ({ matchLabels: labels });

const found = (...objects: object[]): string[] =>
  lint(objects, { waive: ['runtime/selects-nothing'] }).map(({ object, what }) => `${object.name}: ${what}`);

test('two workloads with the same selector are reported, each with the other', () => {
  const labels = { app: 'shop' };
  expect(
    found(
      workload('Deployment', 'a', labels, matching(labels)),
      workload('StatefulSet', 'b', labels, matching(labels)),
    ),
  ).toEqual([
    'a: the selector also selects the pods of StatefulSet "b".',
    'b: the selector also selects the pods of Deployment "a".',
  ]);
});

test('a selector that also selects the pods of a workload with more labels is reported', () => {
  const more = { app: 'shop', tier: 'back' };
  const wide = workload('Deployment', 'a', { app: 'shop' }, matching({ app: 'shop' }));
  const narrow = workload('DaemonSet', 'b', more, matching(more));
  expect(found(wide, narrow)).toEqual(['a: the selector also selects the pods of DaemonSet "b".']);
  const byExpression = { matchExpressions: [{ key: 'app', operator: 'Exists' }] };
  expect(found(workload('ReplicaSet', 'c', { app: 'c' }, byExpression), narrow)).toHaveLength(1);
});

test.each([
  ['other labels', [{ app: 'a' }, { app: 'b' }], 'shop'],
  [
    'a label with two values',
    [
      { app: 'a', track: 'stable' },
      { app: 'a', track: 'canary' },
    ],
    'shop',
  ],
  ['another namespace', [{ app: 'a' }, { app: 'a' }], 'other'],
])('nothing is reported for %s', (_, [first, second], namespace) => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's', namespace },
    spec: { selector: second, ports: [{ port: 1 }] },
  };
  expect(
    found(
      workload('Deployment', 'a', first, matching(first)),
      workload('Deployment', 'b', second, matching(second), namespace),
      service,
    ),
  ).toEqual([]);
});

test('nothing is reported for one object in two environments, and for pods of a Job', () => {
  const labels = { app: 'a' };
  const web = workload('Deployment', 'a', labels, matching(labels));
  const job = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'j', namespace: 'shop' },
    spec: { template: { ...web.spec.template, spec: { ...web.spec.template.spec, restartPolicy: 'Never' } } },
  };
  expect(found(web, web, job)).toEqual([]);
});

describe('derived selectors', () => {
  const app = { name: 'web', image: 'web:1' };
  const warningsOf = (write: (chart: Chart) => void): string => {
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const podApp = new PodApp();
    write(new Chart(podApp, 'test', { namespace: 'shop' }));
    podApp.synthYaml();
    const text = stderr.mock.calls.map(([line]) => String(line)).join('');
    stderr.mockRestore();
    return text;
  };
  const template = { metadata: { labels: { app: 'shop' } } };

  test('overlap if the templates have the same label app', () => {
    const text = warningsOf((chart) => {
      new AppDeployment(chart, 'a', { metadata: { name: 'a' }, app, template });
      new AppDaemonSet(chart, 'b', { metadata: { name: 'b' }, app, template });
      new AppJob(chart, 'c', { metadata: { name: 'c' }, app, template });
    });
    expect(text.match(/\[test\/[ab]\] spec\.selector: the selector also selects/g)).toHaveLength(2);
  });

  test('do not overlap by default, and if the code sets a selector', () => {
    const selector = { matchLabels: { app: 'shop', part: 'b' } };
    const labels = { app: 'shop', part: 'a' };
    const text = warningsOf((chart) => {
      new AppDeployment(chart, 'a', { app });
      new AppDeployment(chart, 'b', { app, selector });
      new AppDaemonSet(chart, 'c', { app, selector: { matchLabels: labels } });
    });
    expect(text).toBe('');
  });
});
