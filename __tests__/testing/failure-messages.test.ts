import { ApiObject, Chart, Testing } from 'cdk8s';
import { Capture, Manifests, Match } from '../../testing';
import { shop } from './shop';

/** The messages are snapshots: a change of a message shows in a review. */

const manifests = Manifests.of(shop());
const invalid = (): Manifests => {
  const chart = shop();
  new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { prots: [] } });
  return Manifests.of(chart);
};
const long = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: long}\ndata: {text: "' + 'x'.repeat(200) + 'y"}';
const hostile =
  'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: "a\\e[31m\\n::error::b"}\ndata: {a: "\\e]0;b"}';

const FAILURES: Record<string, () => unknown> = {
  'getResource: a similar name': () => manifests.getResource('Deployment', 'wbe'),
  'getResource: another kind': () => manifests.getResource('StatefulSet', 'web'),
  'getResource: a misspelt kind': () => manifests.getResource('deployment', 'web'),
  'getResource: nothing': () => Manifests.of('').getResource('Pod', 'web'),
  'getPod: a similar name': () => manifests.getPod('webs'),
  'getPod: two of the name': () => Manifests.of(twoPods()).getPod('web'),
  'getContainer: a similar name': () => manifests.getContainer('log'),
  'getContainer: no similar name': () => manifests.getPod('web').getContainer('metrics'),
  'getPort: a similar name': () => manifests.getContainer('web').getPort('https'),
  'getPort: a number': () => manifests.getContainer('web').getPort(8080),
  'getPort: no ports': () => manifests.getContainer('logs').getPort('http'),
  'getEnv: a similar name': () => manifests.getContainer('web').getEnv('MODES'),
  'getMount: a similar path': () => manifests.getContainer('web').getMount('/var/log/ngin'),
  'getVolume: no such volume': () => manifests.getPod('web').getVolume('tmp'),
  'hasResource: the differences of the only one': () =>
    manifests.hasResource('Deployment', {
      metadata: { labels: { app: 'shop', tier: 'front' } },
      spec: { replicas: '2', template: { spec: { containers: [{ name: 'web', image: 'nginx:1.28' }] } } },
    }),
  'hasResource: the closest of two': () =>
    Manifests.of(twoMaps()).hasResource('ConfigMap', { data: { a: '1', b: '3' } }),
  'hasResource: no object of the kind': () => manifests.hasResource('Pods', {}),
  'hasResource: a list': () => manifests.hasResource('Service', { spec: { ports: [{ port: 80 }, { port: 443 }] } }),
  'hasResource: Match.arrayWith': () =>
    manifests.hasResource('Deployment', {
      spec: { template: { spec: { containers: Match.arrayWith([{ name: 'web', image: 'nginx:1.29' }]) } } },
    }),
  'hasResource: Match.arrayWith, in the wrong order': () =>
    manifests.hasResource('Deployment', {
      spec: {
        template: {
          spec: { initContainers: Match.arrayWith([{ name: 'logs' }, { name: 'prepare' }].map(Match.objectLike)) },
        },
      },
    }),
  'hasResource: the other matchers': () =>
    manifests.hasResource('Deployment', {
      metadata: Match.exact({ name: 'web' }),
      kind: Match.not('Deployment'),
      status: Match.anyValue(),
      apiVersion: Match.stringLikeRegexp('^v1$'),
      spec: { replicas: Match.absent(), selector: { matchLabels: { app: Match.serializedJson({}) } } },
    }),
  'hasResource: no values of a Secret': () => manifests.hasResource('Secret', { stringData: { password: 'bread' } }),
  'hasResource: a long text': () =>
    Manifests.of(long).hasResource('ConfigMap', { data: { text: 'x'.repeat(200) + 'z' } }),
  'hasResource: a hostile text': () => Manifests.of(hostile).hasResource('Thing', { data: { a: '\u001b[0m' } }),
  'hasResource: many differences': () =>
    manifests.hasResource('Service', { spec: Object.fromEntries([...'abcdefghijklm'].map((name) => [name, 1])) }),
  'resourceCountIs: another number': () => manifests.resourceCountIs('Job', 2),
  'resourceCountIs: none': () => manifests.resourceCountIs('StatefulSet', 1),
  'resourceCountIs: a misspelt kind': () => manifests.resourceCountIs('secrets', 0),
  'hasNoFindings: findings': () => invalid().hasNoFindings(),
  'hasFinding: another path': () => invalid().hasFinding('api/unknown-field', 'spec.ports'),
  'hasFinding: another rule': () => invalid().hasFinding('runtime/port-clash'),
  'hasFinding: no findings': () => manifests.hasFinding('runtime/port-clash'),
  'hasFinding: a misspelt rule': () => manifests.hasFinding('runtime/port-clsh'),
  'reading manifests that have errors': () => invalid().toYaml(),
  'Manifests.of: the name of a file': () => Manifests.of('dist/web.k8s.yaml'),
  'Manifests.of: no YAML': () => Manifests.of('apiVersion: v1\nkind: [Pod'),
  'Manifests.of: a list of manifests': () => Manifests.of(Testing.synth(shop()) as any),
  'Manifests.of: options for a chart': () => (Manifests.of as any)(shop(), { target: '1.37' }),
  'Manifests.of: an unknown option': () => Manifests.of('', { version: '1.37' } as any),
  'Capture: no value': () => new Capture().asString(),
  'Capture: another type': () => {
    const replicas = new Capture();
    manifests.hasResource('Deployment', { spec: { replicas } });
    replicas.asString();
  },
  'Match: an undefined pattern': () => manifests.hasResource('Deployment', { spec: { replicas: undefined } }),
  'Match: a Map': () => Match.objectLike({ labels: new Map() }),
  'Match.arrayWith: no list': () => Match.arrayWith('a' as any),
  'Match.objectLike: no object': () => Match.objectLike('a' as any),
};

function twoPods(): string {
  const pod = (namespace: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: ${namespace}}\nspec: {containers: [{name: web, image: web:1}]}\n`;
  return `${pod('a')}---\n${pod('b')}`;
}

function twoMaps(): Chart {
  const chart = new Chart(Testing.app(), 'test');
  for (const [name, data] of Object.entries({ far: { c: '1' }, near: { a: '1', b: '2' } })) {
    new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
  }
  return chart;
}

test.each(Object.keys(FAILURES))('%s', (name) => {
  let error: unknown;
  try {
    FAILURES[name]();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(Error);
  expect(`\n${(error as Error).message}\n`).toMatchSnapshot();
});
