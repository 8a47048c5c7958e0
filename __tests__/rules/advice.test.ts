import { check } from '../../rules/check/check';
import { checkOutput } from '../../rules/check/check-output';

const resources = { requests: { cpu: '10m', memory: '10Mi' } };
const container = (name: string, more: any = {}): any => ({ name, image: 'shop:1.0', resources, ...more });
const deployment = (...containers: any[]): any => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { metadata: { labels: { app: 'web' } }, spec: { containers } } },
});
const service = (...ports: number[]): any => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: ports.map((port) => ({ port })) },
});
const env = (name: string, value: string): any => container('a', { env: [{ name, value }] });
const port = (containerPort: number): any => ({ ports: [{ containerPort }] });

const advice = (...objects: any[]): string[] => {
  const together = checkOutput(objects, { withAdvice: true });
  const found = objects.flatMap((object) => [
    ...check(object, { version: '1.37', withAdvice: true }).filter(({ severity }) => severity === 'advice'),
    ...(together.get(object) ?? []),
  ]);
  expect(found.every(({ severity }) => severity === 'advice')).toBe(true);
  return found.map(({ rule, path }) => `${rule} ${path.replace('spec.template.spec.', '')}`);
};

test('a pod that nothing looks after', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [container('a')] } };
  expect(advice(pod)).toEqual(['advice/naked-pod kind']);
  expect(advice(deployment(container('a')))).toEqual([]);
});

test('a container without resource requests', () => {
  expect(advice(deployment(container('a'), container('b', { resources: {} })))).toEqual([
    'advice/resources containers[1]',
  ]);
});

test.each([
  ['DB_PASSWORD', 'hunter2'],
  ['API_TOKEN', 'abc123'],
  ['DATABASE_URL', 'postgres://shop:hunter2@db/shop'],
])('a credential in the clear: %s=%s', (name, value) => {
  expect(advice(deployment(env(name, value)))).toEqual(['advice/credential-in-env containers[0].env[0].value']);
});

test.each([
  ['DB_PASSWORD_FILE', '/run/secrets/password'],
  ['TOKEN', '/var/run/token'],
  ['DB_PASSWORD', '$(FROM_ELSEWHERE)'],
  ['KUBE_SECRET', 'name-of-a-secret'],
  ['DATABASE_URL', 'postgres://db/shop'],
  ['DATABASE_URL', 'postgres://shop:$(PASSWORD)@db/shop'],
  ['TOKEN_LIFETIME', '3600'],
])('no credential: %s=%s', (name, value) => {
  expect(advice(deployment(env(name, value)))).toEqual([]);
});

test('a database beside an app, and beside what is there for it', () => {
  const database = container('db', { image: 'postgres:17' });
  expect(advice(deployment(container('web', port(80)), database))).toEqual([
    'advice/database-beside-app containers[1]',
  ]);
  expect(advice(deployment(database, container('metrics', { image: 'postgres-exporter:1', ...port(9187) })))).toEqual(
    [],
  );
  expect(advice(deployment(container('web', port(80)), container('cache', { image: 'redis:7' })))).toEqual([]);
});

test('two containers that Services select, and a proxy before the other container', () => {
  const probe = { readinessProbe: { httpGet: { port: 80 } } };
  const web = container('web', { ...port(80), ...probe });
  expect(advice(deployment(web, container('shop', port(81))), service(80, 81))).toEqual([
    'advice/two-apps-in-pod containers[1]',
  ]);
  expect(advice(deployment(web, container('auth-proxy', port(81))), service(80, 81))).toEqual([]);
  expect(advice(deployment(web, container('shop', port(81))), service(80))).toEqual([]);
});

test('no probe where a Service leads to', () => {
  const web = container('web', port(80));
  expect(advice(deployment(web), service(80))).toEqual(['advice/no-readiness-probe containers[0]']);
  expect(advice(deployment(web))).toEqual([]);
});
