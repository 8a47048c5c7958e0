import { runtimeFindings } from './pods';

const places = (spec: any, annotations?: any): string[] =>
  runtimeFindings({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', annotations },
    spec: { restartPolicy: 'Never', ...spec },
  }).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
const app = { name: 'app', image: 'shop:1.0', command: ['run'] };
const beside = (container: any): string[] => places({ containers: [app, { name: 'b', image: 'b:1.0', ...container }] });
const before = (container: any): string[] =>
  places({ containers: [app], initContainers: [{ name: 'b', image: 'b:1.0', ...container }] });
const sh = (script: string): any => ({ command: ['sh', '-c', script] });

const ENDLESS: [string, any][] = [
  ['a loop with a number', sh('while [ 1 ]; do date; sleep 1; done')],
  ['a loop that sleeps', sh('while sleep 5; do date; done')],
  ['until', sh('until false; do date; done')],
  ['for', sh('for ((;;)); do date; done')],
  ['a year', { command: ['sleep', '365d'] }],
  ['a proxy', { command: ['/cloud_sql_proxy', '-instances=a:b:c=tcp:3306'] }],
  ['a launched proxy', { command: ['tini', '--', 'envoy', '-c', '/etc/envoy.yaml'] }],
  ['an agent', { command: ['/fluent-bit/bin/fluent-bit', '-c', '/fluent-bit.conf'] }],
];

test.each(ENDLESS)('%s never ends', (_, container) => {
  expect(beside(container)).toEqual(['warning runtime/sidecar-keeps-job spec.containers[1]']);
  expect(before(container)).toEqual(['error runtime/init-never-ends spec.initContainers[0]']);
  expect(before({ ...container, restartPolicy: 'Always' })).toEqual([]);
});

test('an image of a proxy is a guess', () => {
  const image = 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.0';
  expect(before({ image, args: ['a:b:c'] })).toEqual(['warning runtime/init-never-ends spec.initContainers[0]']);
  expect(beside({ image, args: ['a:b:c'] })).toEqual(['warning runtime/sidecar-keeps-job spec.containers[1]']);
});

test.each<[string, any]>([
  ['a check of the configuration', { command: ['haproxy', '-c', '-f', '/etc/haproxy.cfg'] }],
  ['a version', { command: ['envoy', '--version'] }],
  ['a program of a similar name', { command: ['/scripts/envoy-config'] }],
  ['a proxy that ends with a request', { command: ['cloud-sql-proxy', '--quitquitquit', 'a:b:c'] }],
  ['a loop with an end', sh('while sleep 5; do test -f /done && exit; done')],
  ['a proxy in the background', sh('envoy -c /a & run')],
])('%s may end', (_, container) => {
  expect([...beside(container), ...before(container)]).toEqual([]);
});

const ISTIO = 'sidecar.istio.io/inject';
const LINKERD = 'linkerd.io/inject';
const VAULT = 'vault.hashicorp.com/agent-inject';
const CONSUL = 'consul.hashicorp.com/connect-inject';

test.each([
  ['advice', ISTIO, 'true', 'sidecar.istio.io/nativeSidecar'],
  ['advice', LINKERD, 'enabled', 'config.alpha.linkerd.io/proxy-enable-native-sidecar'],
  ['advice', LINKERD, 'enabled', 'config.beta.linkerd.io/proxy-enable-native-sidecar'],
  ['advice', LINKERD, 'enabled', 'config.linkerd.io/proxy-enable-native-sidecar'],
  ['warning', VAULT, 'true', 'vault.hashicorp.com/agent-pre-populate-only'],
  ['warning', VAULT, 'true', 'vault.hashicorp.com/agent-enable-quit'],
  ['advice', 'dapr.io/enabled', 'true', 'dapr.io/enable-native-sidecar'],
  ['warning', CONSUL, 'true', 'consul.hashicorp.com/enable-sidecar-proxy-lifecycle'],
])('%s: %s adds a sidecar that keeps a Job, unless it has %s', (severity, name, value, exception) => {
  const spec = { containers: [app] };
  const finding = (one: string): string => `${one} runtime/sidecar-keeps-job metadata.annotations[${name}]`;
  expect(places(spec, { [name]: value })).toEqual([finding(severity)]);
  expect(places(spec, { [name]: value, [exception]: 'true' })).toEqual([]);
  expect(places(spec, { [name]: value, [exception]: 'false' })).toEqual([finding('warning')]);
  expect(places(spec, { [name]: 'false' })).toEqual([]);
  expect(places({ ...spec, restartPolicy: 'Always' }, { [name]: value })).toEqual([]);
  for (const url of ['localhost/quitquitquit', 'localhost:3500/v1.0/shutdown', '127.0.0.1:20600/graceful_shutdown']) {
    const quits = { ...app, command: ['sh', '-c', `run; curl -X POST ${url}`] };
    expect(places({ containers: [quits] }, { [name]: value })).toEqual([]);
  }
});

test('the label of Istio adds a sidecar, too', () => {
  const ofJob = (annotations?: any): string[] =>
    runtimeFindings({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', labels: { [ISTIO]: 'true' }, annotations },
      spec: { restartPolicy: 'Never', containers: [app] },
    }).map(({ severity, path }) => `${severity} ${path}`);
  expect(ofJob()).toEqual([`advice metadata.labels[${ISTIO}]`]);
  expect(ofJob({ 'sidecar.istio.io/nativeSidecar': 'true' })).toEqual([]);
});
