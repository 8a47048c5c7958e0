import { Chart } from 'cdk8s';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { AppDeployment, AppPod, InitPattern, lint, LintFinding, LintOptions, PodApp, SidecarPattern } from '../index';
import { diagramsOf } from '../cli/diagram/pod-diagram';
import { differences } from '../manifest/diff/differences';
import { findRule } from '../rules/check/registry';
import { PodValidation } from '../validation';

// No answer depends on an earlier call. A test checks objects, edits them in place, and checks them again. The second answer must equal
// the answer to a copy of the edited objects, from an instance of the library that has never seen the objects themselves.

let reference: typeof lint;
jest.isolateModules(() => (reference = require('../index').lint)); // eslint-disable-line @typescript-eslint/no-require-imports

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** Edits a value until it equals another one. Maps and lists that both have stay the same objects, in case a cache knows them. */
function become(value: any, other: any): void {
  for (const key of Object.keys(value).filter((name) => !(name in other))) {
    delete value[key];
  }
  for (const key of Object.keys(other)) {
    const [mine, its] = [value[key], other[key]];
    const areBoth = [mine, its].every((one) => typeof one === 'object' && one !== null);
    if (areBoth && Array.isArray(mine) === Array.isArray(its)) {
      become(mine, its);
    } else {
      value[key] = copy(its);
    }
  }
  if (Array.isArray(value)) {
    value.length = other.length;
  }
}

const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '16Mi' } };
const container = (name: string, fields: any = {}): any => ({ name, image: 'shop:1.0', resources, ...fields });
const labels = { app: 'shop' };
const hardened = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    container('app', { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }),
  ],
};
const selector = { matchLabels: labels };
const template = { metadata: { labels }, spec: hardened };
const jobTemplate = { spec: { template: { spec: { restartPolicy: 'Never', ...hardened } } } };
const owner = { apiVersion: 'v1', kind: 'Node', name: 'node-1', uid: '0c7e5f2c-1111-4222-8333-123456789abc' };

/** An object of each kind without findings. */
const CLEAN: Record<string, any> = {
  Pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'shop', ownerReferences: [owner] }, spec: hardened },
  Deployment: { apiVersion: 'apps/v1', kind: 'Deployment', spec: { selector, template } },
  DaemonSet: { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: { selector, template } },
  ReplicaSet: { apiVersion: 'apps/v1', kind: 'ReplicaSet', spec: { selector, template } },
  StatefulSet: { apiVersion: 'apps/v1', kind: 'StatefulSet', spec: { serviceName: 'shop', selector, template } },
  Job: { apiVersion: 'batch/v1', kind: 'Job', spec: jobTemplate.spec },
  CronJob: { apiVersion: 'batch/v1', kind: 'CronJob', spec: { schedule: '@daily', jobTemplate } },
  Other: { apiVersion: 'v1', kind: 'ConfigMap', data: { key: 'value' } },
};

/** Clean objects for these, with names of their own. */
const cleanFor = (objects: any[]): any[] =>
  objects.map(({ kind }, i) => {
    const clean = CLEAN[kind === 'Pods' ? 'Pod' : kind] ?? CLEAN.Other;
    const named = { ...clean, metadata: { ...clean.metadata, name: `clean-${i}` } };
    // labels of its own, too
    return JSON.parse(JSON.stringify(named).split('"shop"').join(`"clean-${i}"`));
  });

interface Faulty {
  readonly objects: any[];
  readonly version?: string;
  readonly level?: string;
}

/** The rules of a file of recorded answers, each with objects that it reports. */
function documented(file: string): [string, Faulty][] {
  const text = fs.readFileSync(path.join(__dirname, '..', 'e2e', 'answers', file), 'utf8');
  return Object.entries<any>(JSON.parse(text)).map(([rule, { manifest, version, level }]) => [
    rule,
    { objects: parseAllDocuments(manifest, { uniqueKeys: false }).map((one) => one.toJS()), version, level },
  ]);
}

const deployment = (...containers: any[]): any => ({
  ...CLEAN.Deployment,
  metadata: { name: 'shop' },
  spec: { selector, template: { metadata: { labels }, spec: { containers } } },
});
const service = (...ports: number[]): any => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'shop' },
  spec: { selector: labels, ports: ports.map((port) => ({ name: `port-${port}`, port })) },
});
const port = (containerPort: number): any => ({ ports: [{ containerPort }] });
const waiving = (reason: string): any => ({
  ...CLEAN.Pod,
  metadata: { name: 'shop', annotations: { 'waive.cdk8s-pods/runtime.port-clash': reason } },
});

/** The rules without a recorded answer of a cluster, or with one that `lint` reports by another rule. */
const OTHERS: Record<string, any[]> = {
  'api-warning/duplicate-port': [
    deployment(container('app', port(80)), container('proxy', { ...port(80), args: ['--port=81'] })),
  ],
  'advice/credential-in-env': [deployment(container('app', { env: [{ name: 'DB_PASSWORD', value: 'hunter2' }] }))],
  'advice/database-beside-app': [deployment(container('app', port(80)), container('db', { image: 'postgres:17' }))],
  'advice/naked-pod': [{ ...CLEAN.Pod, metadata: { name: 'shop' } }],
  'advice/no-readiness-probe': [deployment(container('app', port(80))), service(80)],
  'advice/resources': [deployment(container('app', { resources: {} }))],
  'advice/two-apps-in-pod': [deployment(container('app', port(80)), container('web', port(81))), service(80, 81)],
  'unused-waiver': [waiving('as agreed')],
  'waiver-without-reason': [waiving('')],
};

/** Rules about the answers of registries: the option `images` has tests of its own. */
const asksRegistries = (rule: string): boolean => findRule(rule)?.requiresImages === true;

/** Every rule with objects that it reports. Only a text can have a duplicate field: an object cannot. */
const FAULTY = [
  ...documented('api.json').filter(([rule]) => rule !== 'api/duplicate-field' && !(rule in OTHERS)),
  ...documented('runtime.json').filter(([rule]) => !asksRegistries(rule)),
  ...Object.entries(OTHERS).map(([rule, objects]): [string, Faulty] => [rule, { objects }]),
];

const optionsOf = ({ version = '1.37', level = 'restricted' }: Faulty): LintOptions => ({
  target: version,
  podSecurity: level,
  severity: 'advice',
});
const rulesOf = (findings: LintFinding[]) => findings.map(({ rule }) => rule);

test('each page about an advice rule has objects here', () => {
  const pages = fs.readdirSync(path.join(__dirname, '..', 'docs', 'rules', 'advice'));
  const rules = pages.map((page) => `advice/${path.parse(page).name}`).filter((rule) => !asksRegistries(rule));
  expect(Object.keys(OTHERS)).toEqual(expect.arrayContaining(rules));
});

describe.each(FAULTY)('%s', (rule, faulty) => {
  const { objects } = faulty;
  const options = optionsOf(faulty);
  const clean = cleanFor(objects);
  const answer = (manifests: any[]) => reference(copy(manifests), options);

  test('is reported for these objects, and nothing for the clean ones', () => {
    expect(rulesOf(answer(objects))).toContain(rule);
    expect(answer(clean)).toEqual([]);
  });

  test('is gone when the objects are corrected in place', () => {
    const edited = copy(objects);
    expect(lint(edited, options)).toEqual(answer(objects));
    edited.forEach((object, i) => become(object, clean[i]));
    expect(edited).toEqual(clean);
    expect(lint(edited, options)).toEqual([]);
  });

  test('is reported when clean objects are broken in place', () => {
    const edited = copy(clean);
    expect(lint(edited, options)).toEqual([]);
    edited.forEach((object, i) => become(object, objects[i]));
    expect(edited).toEqual(objects);
    expect(rulesOf(answer(edited))).toContain(rule);
    expect(lint(edited, options)).toEqual(answer(edited));
  });

  test('is the same after the objects were checked for another version', () => {
    const asked = copy(objects);
    const old = { ...options, target: '1.27' };
    expect(lint(asked, old)).toEqual(reference(copy(objects), old));
    expect(lint(asked, options)).toEqual(answer(objects));
  });

  test('has diagrams and differences that follow the edit', () => {
    const edited = copy(objects);
    diagramsOf(edited);
    edited.forEach((object, i) => differences(object, clean[i]));
    edited.forEach((object, i) => become(object, clean[i]));
    expect(diagramsOf(edited)).toEqual(diagramsOf(copy(edited)));
    expect(edited.map((object, i) => differences(object, clean[i]))).toEqual(clean.map(() => []));
    const changes = (to: any[]) => to.map((object, i) => differences(object, copy(objects)[i]));
    expect(changes(edited)).toEqual(changes(copy(edited)));
  });
});

describe('a synth', () => {
  /** An app with a pod and a Deployment of these props. */
  const appOf = (web: any, shop: any): PodApp => {
    const app = new PodApp({ quiet: true });
    const chart = new Chart(app, 'chart');
    new AppPod(chart, 'web', web);
    const patterns = [
      new SidecarPattern({
        sidecars: [container('logs')],
        files: [
          {
            name: 'files',
            emptyDir: {},
            writers: [{ container: 'app', mountPath: '/out' }],
            readers: [{ container: 'logs', mountPath: '/in' }],
          },
        ],
      }),
      new InitPattern({ steps: [container('fetch')] }),
    ];
    new AppDeployment(new Chart(app, 'other'), 'shop', { ...shop, patterns });
    return app;
  };
  const answerOf = (app: PodApp): string => {
    try {
      return app.synthYaml();
    } catch (error) {
      return (error as Error).message;
    }
  };
  const web = {
    metadata: { name: 'web' },
    app: container('app', port(8080)),
    containers: [container('other', port(8081))],
  };
  const shop = { metadata: { name: 'shop' }, app: container('app', port(9090)) };
  const clashing = { ...web, containers: [container('other', port(8080)), container('app')] };

  test('of one app gives the same output twice', () => {
    const app = appOf(web, shop);
    const first = answerOf(app);
    expect(first).toContain('kind: Deployment');
    expect([answerOf(app), answerOf(appOf(web, shop))]).toEqual([first, first]);
  });

  test('of one app gives the same errors twice', () => {
    const app = appOf(clashing, shop);
    const first = answerOf(app);
    expect(first).toContain('spec.containers[2].name');
    expect([answerOf(app), answerOf(appOf(clashing, shop))]).toEqual([first, first]);
  });

  test.each([
    ['corrected', clashing, web],
    ['broken', web, clashing],
  ])('follows props that are %s in place', (_, from, to) => {
    const props = copy(from);
    const app = appOf(props, shop);
    answerOf(app);
    become(props, to);
    expect(answerOf(app)).toBe(answerOf(appOf(to, shop)));
  });

  test('does not depend on an earlier lint of its output', () => {
    const app = appOf(web, shop);
    const first = answerOf(app);
    const chart = app.charts[0];
    lint(chart.toJson(), { target: '1.27', podSecurity: 'restricted', severity: 'advice' });
    expect(answerOf(app)).toBe(first);
  });
});

describe('PodValidation', () => {
  let file: string;
  beforeAll(() => (file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'no-memory-')), 'objects.json')));
  afterAll(() => fs.rmSync(path.dirname(file), { recursive: true }));

  const answerOf = async (validation: PodValidation, object: any): Promise<unknown[]> => {
    fs.writeFileSync(file, JSON.stringify(object));
    const violations: unknown[] = [];
    await validation.validate({
      manifests: [file],
      report: { addViolation: (one) => violations.push(one), submit: (status) => violations.push(status) },
    });
    return violations;
  };

  test('gives the same report of a file whatever it read before', async () => {
    const settings = { target: '1.37', podSecurity: 'restricted', severity: 'advice' } as const;
    const validation = new PodValidation(settings);
    for (const [, { objects }] of FAULTY) {
      const [object, clean] = [objects[0], cleanFor(objects)[0]];
      expect(await answerOf(validation, object)).toEqual(await answerOf(new PodValidation(settings), object));
      expect(await answerOf(validation, clean)).toEqual(['success']);
    }
  });
});
