import * as fs from 'fs';
import * as path from 'path';
import { lint, Lint, LintOptions } from '../rules/check/lint';

const root = path.dirname(__dirname);

const pod = (spec: object = {}, metadata: object = {}): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec: { containers: [{ name: 'web', image: 'nginx:1.27' }], ...spec },
});
const clashing = {
  containers: [
    { name: 'a', image: 'nginx', ports: [{ containerPort: 8080 }] },
    { name: 'b', image: 'nginx', ports: [{ containerPort: 8080 }] },
  ],
};
/** From 1.28 on, the API server warns about the clash as well. */
const OLD = { target: '1.27' };
const rules = (manifests: any[], options?: LintOptions) => lint(manifests, options).map(({ rule }) => rule);

test('a sound pod: nothing', () => expect(lint([pod()])).toEqual([]));

test('a finding has the rule, the severity, the object, the path, what, why and the fix', () => {
  expect(lint([pod(clashing)], OLD)).toEqual([
    {
      rule: 'runtime/port-clash',
      severity: 'warning',
      object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' },
      path: 'spec.containers[1].ports[0]',
      what: expect.any(String),
      why: expect.any(String),
      fix: expect.any(String),
    },
  ]);
});

test.each([
  ['v1', 'Pods', 'kind', 'Did you mean "Pod"?'],
  ['v2', 'Service', 'apiVersion', 'Write "v1".'],
  ['v1', 'Deployment', 'apiVersion', 'Write "apps/v1".'],
  ['extensions/v1beta1', 'Deployment', 'apiVersion', 'Write "apps/v1".'],
  ['batch/v1beta1', 'CronJob', 'apiVersion', 'Write "batch/v1".'],
  ['apps/v1', 'Deploymnet', 'kind', 'Did you mean "Deployment"?'],
  ['v1', 'Ingress', 'apiVersion', 'Write "networking.k8s.io/v1".'],
  ['v1', 'Xyzzy', 'kind', 'Find its version with `kubectl api-resources`.'],
])('%s %s is no kind of any server: found', (apiVersion, kind, at, fix) => {
  expect(lint([{ apiVersion, kind, metadata: { name: 'x' } }])).toMatchObject([{ rule: 'api/kind', path: at, fix }]);
});

test.each([
  ['v1', 'Namespace'],
  ['apps/v1', 'ControllerRevision'],
  ['v1', 'ServiceAccount'],
  ['apps.kruise.io/v1alpha1', 'CloneSet'],
  ['example.com/v1', 'Deployment'],
])('%s %s may be one: nothing', (apiVersion, kind) => {
  expect(lint([{ apiVersion, kind, metadata: { name: 'x' } }])).toEqual([]);
});

test('`Lint.manifests`, which other languages have, finds the same', () => {
  expect(Lint.manifests([pod(clashing)])).toEqual(lint([pod(clashing)]));
});

test('findings are in the order of the manifests, and of the fields in them', () => {
  const second = { apiVersion: 'v1', spec: clashing, metadata: { name: 'No Name' }, kind: 'Pod' };
  expect(lint([pod({}, { name: 'A' }), second], OLD).map(({ path: at }) => at)).toEqual([
    'metadata.name',
    'spec.containers[1].ports[0]',
    'metadata.name',
  ]);
});

test('advice can be waived in the object, and the waiver is not reported as unused without advice', () => {
  const pods = (annotations: object): any[] => [
    pod(
      { containers: [80, 81].map((port) => ({ ...app, name: `a${port}`, ports: [{ containerPort: port }] })) },
      {
        labels: { app: 'web' },
        annotations,
      },
    ),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { selector: { app: 'web' }, ports: [80, 81].map((port) => ({ name: `p${port}`, port })) },
    },
  ];
  const app = { image: 'shop:1' };
  const waiver = { 'waive.cdk8s-pods/advice.two-apps-in-pod': 'they share memory' };
  expect(rules(pods({}), { severity: 'advice' })).toContain('advice/two-apps-in-pod');
  expect(rules(pods(waiver), { severity: 'advice' })).not.toContain('advice/two-apps-in-pod');
  expect(rules(pods(waiver))).toEqual([]);
  const needless = pods(waiver).slice(0, 1);
  expect(rules(needless, { severity: 'advice' })).toContain('unused-waiver');
});

test('the templates of workloads are looked at', () => {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: clashing } },
  };
  expect(lint([deployment], OLD)).toMatchObject([{ path: 'spec.template.spec.containers[1].ports[0]' }]);
  expect(rules([deployment], { podSecurity: 'restricted' })).toContain('pod-security/run-as-non-root');
});

test('the items of a List are looked at one by one', () => {
  const items = [pod(), pod(clashing)];
  expect(rules([{ apiVersion: 'v1', kind: 'List', items }], OLD)).toEqual(['runtime/port-clash']);
  expect(rules([{ apiVersion: 'v1', kind: 'PodList', items }], OLD)).toEqual(['runtime/port-clash']);
});

test('the items of a PodList need no kind', () => {
  const { apiVersion, kind, ...rest } = pod(clashing);
  expect(rules([{ apiVersion, kind: 'PodList', items: [rest] }], OLD)).toEqual(['runtime/port-clash']);
});

test.each([
  ['of no items', { apiVersion: 'v1', kind: 'List' }, 'items: the "items" of a List must be a list, and are missing'],
  [
    'of something else',
    { apiVersion: 'v1', kind: 'PodList', items: {} },
    'items: the "items" of a PodList must be a list, and are {}',
  ],
  [
    'of lists',
    { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'List', items: [] }] },
    'items[0]: this is a List, and a list cannot contain lists',
  ],
])('a list %s is an error, not passed over', (_, list, why) => {
  expect(() => lint([pod(), list])).toThrow(`manifest 1: ${why}`);
});

test('hundreds of thousands of findings are all reported', () => {
  const ports = Array.from({ length: 150_000 }, () => ({ containerPort: 80 }));
  expect(rules([pod({ containers: [{ name: 'a', image: 'nginx:1.27', ports }] })]).length).toBeGreaterThan(149_000);
});

test('a message names the first few of many', () => {
  const volumes = Array.from({ length: 50 }, (_, i) => ({ name: `v${i}`, emptyDir: {} }));
  const mounts = { name: 'a', image: 'nginx:1.27', volumeMounts: [{ name: 'x', mountPath: '/x' }] };
  const [{ why }] = lint([pod({ containers: [mounts], volumes })]);
  expect(why).toMatch(/^It has "v0", .*, "v9", and 40 more\.$/);
});

test('what no rule knows is passed over', () => {
  const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { containers: 5 } };
  expect(lint([rollout, { apiVersion: 'example.com/v1', kind: 'Pod', spec: clashing }])).toEqual([]);
});

test('the target version decides which fields there are', () => {
  const native = pod({ initContainers: [{ name: 'log', image: 'log:1.0', restartPolicy: 'Always' }] });
  expect(rules([native], OLD)).toHaveLength(1);
  expect(rules([native])).toEqual([]);
});

test('a Pod Security level, with or without a version', () => {
  expect(rules([pod({ hostNetwork: true })])).toEqual([]);
  expect(rules([pod({ hostNetwork: true })], { podSecurity: 'baseline' })).toEqual(['pod-security/host-namespaces']);
  expect(rules([pod()], { podSecurity: 'restricted:v1.18' })).toContain('pod-security/run-as-non-root');
});

test('what is waived altogether is left out', () => {
  expect(rules([pod(clashing)], { ...OLD, waive: ['runtime/port-clash'] })).toEqual([]);
});

describe('a waiver in an annotation', () => {
  const waived = (key: string, reason: any, spec = clashing, options: LintOptions = OLD) =>
    lint([pod(spec, { annotations: { [`waive.cdk8s-pods/${key}`]: reason } })], options);

  test('with a reason: the finding is left out', () => {
    expect(waived('runtime.port-clash', 'they take turns')).toEqual([]);
  });

  test('without a reason: it is ignored and reported', () => {
    expect(waived('runtime.port-clash', ' ').map(({ rule }) => rule)).toEqual([
      'waiver-without-reason',
      'runtime/port-clash',
    ]);
  });

  test('that is unused is reported at its place', () => {
    expect(waived('runtime.port-clash', 'they take turns', { containers: [] } as any)).toContainEqual(
      expect.objectContaining({
        rule: 'unused-waiver',
        severity: 'warning',
        path: 'metadata.annotations[waive.cdk8s-pods/runtime.port-clash]',
      }),
    );
  });

  test('of advice is not reported if advice is not requested', () => {
    const [key, reason] = ['advice.two-apps-in-pod', 'they share files'];
    expect(waived(key, reason, { containers: [] } as any).map(({ rule }) => rule)).not.toContain('unused-waiver');
    expect(waived(key, reason, { containers: [] } as any, { severity: 'advice' }).map(({ rule }) => rule)).toContain(
      'unused-waiver',
    );
  });

  test('of a Pod Security rule is not reported without a level', () => {
    const [key, reason, spec] = [
      'pod-security.run-as-non-root',
      'it needs port 80',
      { containers: [{ name: 'a', image: 'b' }] } as any,
    ];
    expect(waived(key, reason, spec)).toEqual([]);
    expect(waived(key, reason, spec, { podSecurity: 'baseline' }).map(({ rule }) => rule)).toEqual(['unused-waiver']);
    expect(waived(key, reason, spec, { podSecurity: 'restricted' }).map(({ rule }) => rule)).not.toContain(
      'pod-security/run-as-non-root',
    );
  });
});

test.each<[string, any, string]>([
  ['an unknown version', { target: '1.99' }, 'unknown Kubernetes version "1.99"'],
  ['an unknown severity', { severity: 'fatal' }, '"fatal" is not a severity. Use error, warning, advice.'],
  ['an unknown level', { podSecurity: 'strict' }, '"strict" is not a Pod Security level'],
])('%s is refused', (_, options, message) => expect(() => lint([], options)).toThrow(message));

test.each<[string, any, string]>([
  ['a number', 5, 'manifest 0: this is a number, not a Kubernetes object.'],
  ['a list', [], 'manifest 0: this is a list, not a Kubernetes object.'],
  ['null', null, 'manifest 0: this is null, not a Kubernetes object.'],
  ['no kind', { apiVersion: 'v1' }, 'manifest 0: this is not a Kubernetes object: it has no kind.'],
])('%s is no manifest', (_, manifest, message) => expect(() => lint([manifest])).toThrow(message));

test('names that JavaScript has a meaning for are names', () => {
  const labels = JSON.parse('{ "constructor": "a", "toString": "b", "hasOwnProperty": "c" }');
  expect(lint([pod({ nodeSelector: labels }, { labels })])).toEqual([]);
  expect(lint([pod({}, { labels: JSON.parse('{ "__proto__": "a" }') })])).not.toEqual([]);
});

test('every rule has a page, and each begins with its name', () => {
  const folder = path.join(root, 'docs', 'rules');
  const pages = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  for (const page of pages.filter((name) => name !== 'README.md')) {
    expect(fs.readFileSync(path.join(folder, page), 'utf8')).toMatch(new RegExp(`^# ${page.slice(0, -3)}\n\n\\S`));
  }
  for (const rule of ['api/labels', 'runtime/port-clash', 'pod-security/privileged', 'unused-waiver']) {
    expect(pages).toContain(`${rule}.md`);
  }
});
