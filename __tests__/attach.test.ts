import { ApiObject, Chart, Include, JsonPatch, Testing } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {
  AppDeployment,
  AmbassadorPattern,
  InitPattern,
  LocalAddress,
  Patterns,
  PodTemplates,
  SidecarPattern,
} from '../index';
import { chartAt, problemsOf, warningsOf } from './synth';

const image = 'shop:1.0';
const logs = (name = 'logs') => new SidecarPattern({ sidecars: [{ name, image }] });

/** What someone else's file holds. */
function included(chart: Chart): Include {
  const deployment = (name: string, labels: object, containers: object[]) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers } },
    },
  });
  const objects = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } },
    deployment('web', { tier: 'front' }, [{ name: 'web', image, ports: [{ containerPort: 8080 }] }]),
    deployment('api', { tier: 'back' }, [
      { name: 'proxy', image },
      { name: 'api', image },
    ]),
    deployment('worker', { tier: 'back' }, [{ name: 'worker', image }]),
  ];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'attach-'));
  const url = path.join(folder, 'all.yaml');
  fs.writeFileSync(url, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  const include = new Include(chart, 'included', { url });
  fs.rmSync(folder, { recursive: true });
  return include;
}

/** The names of the containers of each Deployment. */
function containersOf(chart: Chart): Record<string, string[]> {
  const deployments = Testing.synth(chart).filter(({ kind }) => kind === 'Deployment');
  return Object.fromEntries(
    deployments.map(({ metadata, spec }) => [
      metadata.name,
      [...spec.template.spec.containers, ...(spec.template.spec.initContainers ?? [])].map(({ name }: any) => name),
    ]),
  );
}

describe('which pods are meant', () => {
  test('one object, by kind and name', () => {
    const chart = chartAt();
    Patterns.attach(PodTemplates.in(included(chart), { kind: 'Deployment', name: 'api' }), logs());
    expect(containersOf(chart)).toEqual({ web: ['web'], api: ['proxy', 'api', 'logs'], worker: ['worker'] });
  });

  test('several, by labels', () => {
    const chart = chartAt();
    Patterns.attach(PodTemplates.in(included(chart), { labels: { tier: 'back' } }), logs());
    expect(containersOf(chart)).toEqual({ web: ['web'], api: ['proxy', 'api', 'logs'], worker: ['worker', 'logs'] });
  });

  test('all that are in a chart', () => {
    const chart = chartAt();
    included(chart);
    Patterns.attach(PodTemplates.in(chart), logs());
    expect(Object.values(containersOf(chart)).every((names) => names.includes('logs'))).toBe(true);
  });

  test('the only one of a construct, which need not be named', () => {
    const chart = chartAt();
    Patterns.attach(new plus.Deployment(chart, 'web', { containers: [{ image }] }), logs());
    expect(Object.values(containersOf(chart))).toEqual([['main', 'logs']]);
  });

  test('several templates are rejected, and the error lists them', () => {
    const chart = chartAt();
    expect(() => Patterns.attach(included(chart), logs())).toThrow(
      '[test/included] has 3 pod templates: Deployment "web", Deployment "api", Deployment "worker". ' +
        "Select some of them: PodTemplates.in(target, { kind: 'Deployment', name: 'web' }).",
    );
  });

  test('none is refused, with those that are there', () => {
    const chart = chartAt();
    const include = included(chart);
    expect(() => PodTemplates.in(include, { kind: 'StatefulSet', name: 'db' })).toThrow(
      '[test/included] has no StatefulSet "db" with a pod template. It has Deployment "web", Deployment "api", Deployment ' +
        '"worker".',
    );
    expect(() => PodTemplates.in(new plus.ConfigMap(chart, 'config'))).toThrow(
      '[test/config] has no object with a pod template. If a custom resource has one, set its path: { template: "spec.template" }.',
    );
  });

  test('a custom resource whose template is elsewhere is refused', () => {
    const chart = chartAt();
    const service = new ApiObject(chart, 'service', {
      apiVersion: 'serving.knative.dev/v1',
      kind: 'Service',
      spec: {},
    });
    Patterns.attach(PodTemplates.in(service, { template: 'spec.template' }), logs());
    expect(problemsOf(chart)).toEqual([
      '[test/service] spec.template.spec.containers: a pattern needs containers, but finds none. Set the path of the pod ' +
        'template: PodTemplates.in(object, { template: ... }).',
    ]);
  });
});

describe('which container is the app', () => {
  const ambassador = () =>
    new AmbassadorPattern({
      ambassador: { name: 'db', image, ports: [{ containerPort: 5432 }] },
      addresses: [LocalAddress.url('DB', '{host}:{port}')],
    });
  const variablesOf = (chart: Chart): Record<string, any> =>
    Object.fromEntries(
      Testing.synth(chart)
        .filter(({ metadata }) => metadata.name === 'api')
        .flatMap(({ spec }) => spec.template.spec.containers.map(({ name, env }: any) => [name, env])),
    );

  test('the first, by default', () => {
    const chart = chartAt();
    Patterns.attach(PodTemplates.in(included(chart), { name: 'api' }), ambassador());
    expect(variablesOf(chart)).toMatchObject({ proxy: [{ name: 'DB', value: 'localhost:5432' }], api: undefined });
  });

  test('the one that is named', () => {
    const chart = chartAt();
    Patterns.attach(PodTemplates.in(included(chart), { name: 'api', app: 'api' }), ambassador());
    expect(variablesOf(chart)).toMatchObject({ api: [{ name: 'DB', value: 'localhost:5432' }], proxy: undefined });
  });

  test('the one that the annotation names, as for kubectl', () => {
    const chart = chartAt();
    const templates = PodTemplates.in(included(chart), { name: 'api' });
    const annotations = { 'kubectl.kubernetes.io/default-container': 'api' };
    templates.objects[0].addJsonPatch(JsonPatch.add('/spec/template/metadata/annotations', annotations));
    Patterns.attach(templates, ambassador());
    expect(variablesOf(chart)).toMatchObject({ api: [{ name: 'DB', value: 'localhost:5432' }], proxy: undefined });
  });

  test('several of one template, each with patterns of its own, which know each other', () => {
    const chart = chartAt('1.37');
    const target = included(chart);
    const [reader, writer] = ['reader', 'writer'].map((name) => {
      const ends = { [`${name}s`]: [{ container: name, mountPath: '/data' }] };
      const sidecars = [{ name, image }];
      const startsAfter = name === 'reader' ? ['sidecar writer'] : [];
      return new SidecarPattern({ sidecars, startsAfter, files: [{ name: 'data', ...ends }] });
    });
    Patterns.attach(PodTemplates.in(target, { name: 'api', app: 'api' }), ambassador(), reader);
    Patterns.attach(PodTemplates.in(target, { name: 'api', app: 'proxy' }), writer);
    const [{ spec }] = Testing.synth(chart).filter(({ metadata }) => metadata.name === 'api');
    expect(spec.template.spec.initContainers.map(({ name }: any) => name)).toEqual(['db', 'writer', 'reader']);
    expect(variablesOf(chart)).toEqual({ api: [{ name: 'DB', value: 'localhost:5432' }], proxy: undefined });
  });

  test('one that is not there is refused', () => {
    const chart = chartAt();
    Patterns.attach(PodTemplates.in(included(chart), { name: 'api', app: 'gone' }), ambassador());
    expect(problemsOf(chart)).toEqual([
      '[test/included/api-deployment] spec.template.spec.containers: the pod has no container "gone", which the patterns ' +
        'need. It has "proxy", "api". Use one of these names.',
    ]);
  });
});

describe('what clashes is refused, and both sides are named', () => {
  const problems = (...patterns: Parameters<typeof Patterns.attach>[1][]): string[] => {
    const chart = chartAt();
    Patterns.attach(PodTemplates.in(included(chart), { name: 'web' }), ...patterns);
    return problemsOf(chart).map((line) => line.replace(/^\S+ /, ''));
  };

  test('a container of the same name', () => {
    expect(problems(logs('web'))).toEqual([
      'patterns["sidecar web"].sidecars[0].name: the pod already has a container "web". The names of containers, and the ' +
        'names of volumes, are unique in a pod. Rename one of them.',
    ]);
  });

  test('a container that another pattern adds', () => {
    expect(problems(logs(), new InitPattern({ steps: [{ name: 'logs', image }] }))).toEqual([
      'patterns["init logs"].initContainers[0].name: the pattern "sidecar logs" already has a container "logs". The names ' +
        'of containers, and the names of volumes, are unique in a pod. Rename one of them.',
    ]);
  });

  test('a declared port: a warning', () => {
    const chart = chartAt();
    const sidecars = [{ name: 'p', image, ports: [{ containerPort: 8080 }] }];
    Patterns.attach(PodTemplates.in(included(chart), { name: 'web' }), new SidecarPattern({ sidecars }));
    expect(warningsOf(chart)).toEqual([
      expect.stringContaining(
        'spec.template.spec.initContainers[0].ports[0]: 8080/TCP is already bound by container "web".',
      ),
    ]);
  });

  test('a mount at one path', () => {
    const files = (name: string) => ({
      name,
      writers: [{ container: 'web', mountPath: '/data' }],
      readers: [{ container: name, mountPath: '/data' }],
    });
    const sharing = (name: string) => new SidecarPattern({ sidecars: [{ name, image }], files: [files(name)] });
    expect(problems(sharing('a'), sharing('b'))).toEqual([
      'patterns["sidecar b"].files[0].writers[0].mountPath: container "web" mounts the volume "a" at "/data", but the ' +
        'pattern "sidecar b" mounts the volume "b" there. A container sees only one volume at a path. Change the mountPath ' +
        'of one of them.',
    ]);
  });

  test('a variable', () => {
    const telling = (name: string) => ({ name, contribute: () => ({ app: { env: [{ name: 'A', value: name }] } }) });
    expect(problems(telling('one'), telling('two'))).toEqual([
      'patterns["two"].app.env[0]: the pattern "two" sets A to "two", but the pattern "one" already sets it. Only the last ' +
        'of the two values would apply. Remove or rename one of the two variables.',
    ]);
  });

  test('a volume', () => {
    const volumes = [{ name: 'v', emptyDir: {} }];
    const adding = (name: string) => ({ name, contribute: () => ({ volumes }) });
    expect(problems(adding('one'), adding('two'))).toEqual([
      'patterns["two"].volumes[0].name: the pattern "one" already has a volume "v". The names of containers, and the names ' +
        'of volumes, are unique in a pod. Rename one of them.',
    ]);
  });
});

describe('attached patterns', () => {
  test('can be attached in several calls, and see each other', () => {
    const chart = chartAt();
    const deployment = new plus.Deployment(chart, 'web', { containers: [{ name: 'web', image }] });
    Patterns.attach(
      deployment,
      new SidecarPattern({
        sidecars: [{ name: 'reader', image }],
        files: [{ name: 'data', readers: [{ container: 'reader', mountPath: '/in' }] }],
      }),
    );
    Patterns.attach(
      deployment,
      new SidecarPattern({
        sidecars: [{ name: 'writer', image }],
        files: [{ name: 'data', writers: [{ container: 'writer', mountPath: '/out' }] }],
      }),
    );
    expect(problemsOf(chart)).toEqual([]);
    expect(Object.values(containersOf(chart))).toEqual([['web', 'reader', 'writer']]);
  });

  test('come after the JSON patches of the object', () => {
    const chart = chartAt();
    const deployment = new plus.Deployment(chart, 'web', { containers: [{ name: 'web', image }] });
    Patterns.attach(deployment, logs());
    ApiObject.of(deployment).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/name', 'other'));
    expect(Object.values(containersOf(chart))).toEqual([['other', 'logs']]);
  });

  test('go to the workloads of this library as well', () => {
    const chart = chartAt();
    Patterns.attach(
      new AppDeployment(chart, 'web', { metadata: { name: 'web' }, app: { name: 'web', image } }),
      logs(),
    );
    expect(containersOf(chart)).toEqual({ web: ['web', 'logs'] });
  });

  test.each([
    ['env', 'x'],
    ['volumeMounts', {}],
    ['ports', [null]],
  ])('leave it to the rules to report a field that is not a list: %s', (field, value) => {
    const chart = chartAt();
    const spec: any = { containers: [{ name: 'web', image, [field]: value }] };
    const pod = new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod' }, ...{ spec } });
    Patterns.attach(
      pod,
      new AmbassadorPattern({
        ambassador: { name: 'db', image, ports: [{ containerPort: 5432 }] },
        addresses: [LocalAddress.url('DB', '{host}:{port}')],
        files: [
          {
            name: 'socket',
            writers: [{ container: 'db', mountPath: '/socket' }],
            readers: [{ container: 'web', mountPath: '/socket' }],
          },
        ],
      }),
    );
    expect(problemsOf(chart)[0]).toMatch(new RegExp(`^\\[test/pod\\] spec\\.containers\\[0\\]\\.${field}`));
  });

  test('report the problems of the object, with the path of its template', () => {
    const chart = chartAt();
    const template = { spec: { containers: [{ name: 'Web', image }] } };
    const rollout = new ApiObject(chart, 'web', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      spec: { template },
    });
    Patterns.attach(PodTemplates.in(rollout, { template: 'spec.template' }), logs());
    expect(problemsOf(chart)).toEqual([
      expect.stringMatching(/^\[test\/web\] spec\.template\.spec\.containers\[0\]\.name: "Web" is not a/),
    ]);
  });
});
