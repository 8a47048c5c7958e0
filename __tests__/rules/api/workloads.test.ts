import { apiFindings as api } from '../../../rules/check/check';
import { notSchedule } from '../../../rules/model/cron-schedule';
import { isTimeZone } from '../../../kubernetes/time-zones';
import { found } from './found';

const labels = { app: 'a' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } };
const ending = { ...template, spec: { ...template.spec, restartPolicy: 'Never' } };
const selector = { matchLabels: labels };

const object = (kind: string, spec: any, name = 'w') => found({ kind, metadata: { name }, spec }, '1.37', kind);
const workload = (kind: string, spec: any) => object(kind, { selector, template, ...spec });
const job = (spec: any, name?: string) => object('Job', { template: ending, ...spec }, name);
const cron = (spec: any, name?: string) =>
  object('CronJob', { schedule: '* * * * *', jobTemplate: { spec: { template: ending } }, ...spec }, name);

test.each([
  ['Deployment', { replicas: -1 }, ['replicas Invalid']],
  ['Deployment', { selector: undefined }, ['template.metadata.labels Invalid', 'selector Required']],
  ['Deployment', { selector: {} }, ['selector Invalid']],
  ['Deployment', { selector: { matchLabels: { app: 'b' } } }, ['template.metadata.labels Invalid']],
  ['Deployment', { strategy: { type: 'Recreate', rollingUpdate: {} } }, ['strategy.rollingUpdate Forbidden']],
  ['Deployment', { strategy: { type: 'Rolling' } }, ['strategy NotSupported']],
  [
    'Deployment',
    { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } },
    ['strategy.rollingUpdate.maxUnavailable Invalid'],
  ],
  ['Deployment', { minReadySeconds: 600 }, ['progressDeadlineSeconds Invalid']],
  ['Deployment', { template: ending }, ['template.spec.restartPolicy NotSupported']],
  ['DaemonSet', { selector: undefined }, ['template.metadata.labels Invalid']],
  [
    'DaemonSet',
    { updateStrategy: { rollingUpdate: { maxSurge: 1 } } },
    ['updateStrategy.rollingUpdate.maxSurge Invalid'],
  ],
  ['StatefulSet', { updateStrategy: { type: 'Recreate' } }, ['updateStrategy Invalid']],
  ['StatefulSet', { podManagementPolicy: 'Serial' }, ['podManagementPolicy Invalid']],
  ['StatefulSet', { serviceName: 'a.b' }, ['serviceName Invalid']],
  [
    'StatefulSet',
    { volumeClaimTemplates: [{ metadata: { name: 'a' }, spec: {} }] },
    ['volumeClaimTemplates[0].spec.accessModes Required', 'volumeClaimTemplates[0].spec.resources[storage] Required'],
  ],
  ['ReplicaSet', { minReadySeconds: -1 }, ['minReadySeconds Invalid']],
])('%s: %j', (kind, spec, expected) => {
  expect(workload(kind, spec).sort()).toEqual(expected.map((one) => `spec.${one}`).sort());
});

test('a StatefulSet mounts what it claims, and gives its pods their host names', () => {
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const [container] = template.spec.containers;
  const mounting = { ...container, volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  const spec = {
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }],
    template: { ...template, spec: { containers: [mounting], hostname: 'a.b' } },
  };
  expect(workload('StatefulSet', spec)).toEqual([]);
});

test('a claim of a StatefulSet replaces the volume with its name; a claim without a name, the volume without a name', () => {
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  const volumes = [{ name: 'data', secret: {} }, { secret: {} }];
  const found = (...metadata: any[]) => {
    const volumeClaimTemplates = metadata.map((one) => ({ metadata: one, spec: claim }));
    const spec = { ...template.spec, volumes };
    return workload('StatefulSet', { volumeClaimTemplates, template: { ...template, spec } });
  };
  const secretNames = (some: string[]) => some.filter((one) => one.includes('secretName'));
  expect(secretNames(found())).toHaveLength(2);
  expect(secretNames(found({ name: 'data' }))).toEqual(['spec.template.spec.volumes[1].secret.secretName Required']);
  expect(secretNames(found({ name: 'data' }, {}))).toEqual([]);
});

test.each([
  [{ template }, ['template.spec.restartPolicy Required']],
  [{ completions: -1 }, ['completions Invalid']],
  [{ selector }, ['selector Invalid']],
  [{ selector, manualSelector: true }, []],
  [{ completionMode: 'Indexed', parallelism: 2 }, ['completions Required']],
  [{ backoffLimitPerIndex: 1 }, ['backoffLimitPerIndex Invalid']],
  [
    { completionMode: 'Indexed', completions: 2, maxFailedIndexes: 3, backoffLimitPerIndex: 1 },
    ['maxFailedIndexes Invalid'],
  ],
  [{ podReplacementPolicy: 'Never' }, ['podReplacementPolicy NotSupported']],
  [{ podFailurePolicy: { rules: [{ action: 'FailJob' }] } }, ['podFailurePolicy.rules[0] Invalid']],
  [
    { podFailurePolicy: { rules: [{ action: 'Stop', onExitCodes: { operator: 'In', values: [2, 1] } }] } },
    ['podFailurePolicy.rules[0].action NotSupported', 'podFailurePolicy.rules[0].onExitCodes.values Invalid'],
  ],
  [
    { completionMode: 'Indexed', completions: 3, successPolicy: { rules: [{ succeededIndexes: '1-3' }] } },
    ['successPolicy.rules[0].succeededIndexes Invalid'],
  ],
])('Job: %j', (spec, expected) => {
  expect(job(spec)).toEqual(expected.map((one) => `spec.${one}`));
});

test('an indexed Job has room for its indexes in the names of its pods', () => {
  expect(job({ completionMode: 'Indexed', completions: 10 }, 'a'.repeat(61))).toEqual([]);
  expect(job({ completionMode: 'Indexed', completions: 11 }, 'a'.repeat(61))).toEqual(['metadata.name Invalid']);
});

test('a Job that has no labels shares those of its template, and with them what its name spoils', () => {
  const spoilt = (metadata: any, version: string) =>
    found({ kind: 'Job', metadata, spec: { template: ending } }, version, 'Job').filter((one) =>
      one.includes('labels'),
    );
  const both = ['metadata.labels Invalid', 'spec.template.labels Invalid'];
  expect(spoilt({ name: 'a/b' }, '1.37')).toEqual(both);
  expect(spoilt({ name: 'a/b', labels }, '1.37')).toEqual(both.slice(1));
  expect(spoilt({ generateName: 'a/b' }, '1.30')).toEqual(both);
  expect(spoilt({ generateName: 'a/b' }, '1.37')).toEqual(both.slice(1));
});

test('a CronJob has a name of 52 characters at most, a schedule, and no selector', () => {
  expect(cron({}, 'a'.repeat(52))).toEqual([]);
  expect(cron({}, 'a'.repeat(53))).toEqual(['metadata.name Invalid']);
  const spec = { schedule: '@daily', jobTemplate: { spec: { template: ending } } };
  const started = (generateName: string) =>
    found({ kind: 'CronJob', metadata: { generateName }, spec }, '1.37', 'CronJob');
  expect([47, 48].map((length) => started('a'.repeat(length)))).toEqual([[], ['metadata.name Invalid']]);
  expect(cron({ schedule: '' })).toEqual(['spec.schedule Required']);
  expect(cron({ schedule: 'TZ=UTC * * * * *' })).toEqual(['spec.schedule Invalid']);
  expect(cron({ timeZone: 'europe/berlin' })).toEqual(['spec.timeZone Invalid']);
  expect(cron({ jobTemplate: { spec: { template: ending, selector } } })).toEqual([
    'spec.jobTemplate.spec.selector Invalid',
  ]);
});

test.each(['* * * * *', '*/5 0-3 1,15 jan-MAR mon', '0 3 * * ?', '@daily', '@every 1h30m', '5/10 * * * *'])(
  '"%s" is a schedule',
  (schedule) => expect(notSchedule(schedule)).toBeUndefined(),
);

test.each(['* * * *', '60 * * * *', '* * * * 7', '* * 0 * *', '5-1 * * * *', '*/0 * * * *', '@often', '@every 1'])(
  '"%s" is no schedule',
  (schedule) => expect(notSchedule(schedule)).toBeDefined(),
);

test('time zones are those of the database, capitals included', () => {
  expect(['UTC', 'Europe/Berlin', 'US/Eastern', 'Etc/GMT+5'].every(isTimeZone)).toBe(true);
  expect(['', 'Local', 'europe/berlin', '+01:00', 'Mars/Olympus'].some(isTimeZone)).toBe(false);
});

test('before 1.34, a CronJob is not filled in as a Job is, and keeps what its Jobs lose', () => {
  const refused = (spec: any, version: string, kind = 'CronJob') => {
    const whole = kind === 'Job' ? spec : { schedule: '* * * * *', jobTemplate: { spec } };
    return found({ kind, metadata: { name: 'w' }, spec: whole }, version, kind).map((one) =>
      one.replace(/^.*\]\./, ''),
    );
  };
  const policy = { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }] };
  expect(refused({ template: ending, podFailurePolicy: policy }, '1.30')).toEqual(['status Required']);
  expect(refused({ template: ending, podFailurePolicy: policy }, '1.30', 'Job')).toEqual([]);
  expect(refused({ template: ending, podFailurePolicy: policy }, '1.34')).toEqual([]);
  expect(refused({ template: ending, managedBy: 'a' }, '1.30')).toEqual([
    'spec.jobTemplate.spec.managedBy dropped-field',
    'spec.jobTemplate.spec.managedBy Invalid',
  ]);
  expect(refused({ template: ending, managedBy: 'a' }, '1.30', 'Job')).toEqual(['spec.managedBy dropped-field']);
});

test('an indexed Job that is too large to be kept account of', () => {
  const large = { completionMode: 'Indexed', completions: 100_001, parallelism: 10_001 };
  expect(job(large)).toEqual(['spec api-warning/large-indexed-job']);
  expect(job({ ...large, parallelism: 10_000 })).toEqual([]);
  expect(cron({ jobTemplate: { spec: { ...large, template: ending } } })).toEqual([
    'spec.jobTemplate.spec api-warning/large-indexed-job',
  ]);
});

describe('on the network of the node', () => {
  const ports = [{ containerPort: 80, hostIP: '10.0.0.1' }];
  const spec = { hostNetwork: true, containers: [{ name: 'c', image: 'nginx:1.27', ports }] };
  const warned = (kind: string, manifest: any) =>
    api({ kind, metadata: { name: 'w' }, ...manifest }, '1.37', kind).map(({ rule, path }) => `${rule} ${path}`);

  test('the ports of a pod are ports of the node', () => {
    expect(warned('Pod', { spec })).toEqual([]);
  });

  test('those of a template are not, since 1.28', () => {
    expect(warned('Deployment', { spec: { selector, template: { metadata: { labels }, spec } } })).toEqual([
      'api-warning/host-ip spec.template.spec.containers[0].ports[0]',
    ]);
    const twice = [spec.containers[0], { ...spec.containers[0], name: 'd' }];
    const deployment = {
      kind: 'Deployment',
      metadata: { name: 'w' },
      spec: { selector, template: { metadata: { labels }, spec: { ...spec, containers: twice } } },
    };
    const refused = (version: string) =>
      api(deployment, version, 'Deployment').flatMap(({ severity, path }) => (severity === 'error' ? [path] : []));
    expect(refused('1.28')).toEqual([]);
    expect(refused('1.27')).toEqual(['spec.template.spec.containers[1].ports[0].hostPort']);
  });
});
