import { ApiObject, ApiObjectProps, Chart, Include } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { AppPod, PodApp, PodSecurity, Waiver } from '../index';

let folder: string;
let said: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rules-'));
  said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += text), true));
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

const outdir = () => path.join(folder, 'dist');
const errors = (app: PodApp): string[] => {
  try {
    app.synth();
    return [];
  } catch (error) {
    const [title, ...lines] = (error as Error).message.split('\n');
    expect(title).toBe('Validation failed with the following errors:');
    return lines.map((line) => line.trim()).filter((line) => !/^(at|and \d+ more) /.test(line));
  }
};
const CONTAINERS = ['a', 'b'].map((name) => ({ name, image: 'nginx:1.27' }));
const clashing = (scope: Chart, id: string, metadata: object = {}) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: CONTAINERS } });

test('objects that are not ours: errors stop the synth, with the construct, before a file is touched, all at once', () => {
  const app = new PodApp({ outdir: outdir() });
  const chart = new Chart(app, 'shop');
  clashing(chart, 'plain');
  new plus.Deployment(chart, 'plus', { containers: [{ name: 'No', image: 'nginx' }] });
  const file = path.join(folder, 'included.yaml');
  fs.writeFileSync(
    file,
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: job}\nspec: {template: {spec: {restartPolicy: Never, containers: ' +
      '[{name: a}]}}}\n',
  );
  new Include(chart, 'included', { url: file });
  new AppPod(chart, 'ours', { metadata: { name: 'Ours' }, app: { name: 'a', image: 'nginx' } });
  const found = errors(app);
  for (const start of [
    '[shop/ours] metadata.name: ',
    '[shop/plain] spec.containers[1].image: 80/TCP, on which the image nginx listens, is already bound by container "a".',
    '[shop/plus/Resource] spec.template.spec.containers[0].name: ',
    '[shop/included/job-job] spec.template.spec.containers[0].image: ',
  ]) {
    expect(found).toContainEqual(expect.stringContaining(start));
  }
  expect(found).toHaveLength(4);
  expect(fs.existsSync(outdir())).toBe(false);
});

test('objects of all charts are seen together: a Service that selects none of the pods is warned of', () => {
  const app = new PodApp({ outdir: outdir() });
  const metadata = { name: 'web', labels: { app: 'web' } };
  new AppPod(new Chart(app, 'pods'), 'web', { metadata, app: { name: 'web', image: 'nginx:1.27' } });
  const spec = { selector: { app: 'wbe' }, ports: [{ port: 80 }] };
  new ApiObject(new Chart(app, 'services'), 'web', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec,
  });
  expect(errors(app)).toEqual([]);
  expect(said).toContain('warning: [services/web] spec.selector: no pod of this output has the labels app: wbe.');
});

test('what a chart makes of our objects is checked as well', () => {
  class Renaming extends Chart {
    public override toJson(): any[] {
      return super.toJson().map((manifest) => ({ ...manifest, metadata: { name: 'No Name' } }));
    }
  }
  const app = new PodApp({ outdir: outdir() });
  new AppPod(new Renaming(app, 'shop'), 'web', { app: { name: 'a', image: 'nginx' } });
  expect(errors(app)).toEqual([expect.stringMatching(/^\[shop\/web\] metadata\.name: /)]);
});

test('findings are in the order of the manifest, not of the rules', () => {
  const app = new PodApp({ outdir: outdir() });
  const [web, logs] = CONTAINERS;
  new AppPod(new Chart(app, 'shop'), 'web', {
    podSecurity: 'baseline',
    hostPID: true,
    app: { ...web, securityContext: { privileged: true, runAsNonRoot: true, runAsUser: 0 } },
    containers: [{ ...logs, volumeMounts: [{ name: 'gone', mountPath: '/x' }] }],
  });
  expect(errors(app).map((error) => /^\[\S+\] (\S+): /.exec(error)?.[1])).toEqual([
    'spec.hostPID',
    'spec.containers[0].securityContext.privileged',
    'spec.containers[0].securityContext.runAsUser',
    'spec.containers[1].image',
    'spec.containers[1].volumeMounts[0].name',
  ]);
});

test('the items of a List are checked', () => {
  const app = new PodApp({ outdir: outdir() });
  const items = [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: CONTAINERS } }];
  new ApiObject(new Chart(app, 'shop'), 'list', { apiVersion: 'v1', kind: 'List', items });
  expect(errors(app)).toEqual([expect.stringContaining('[shop/list] spec.containers[1].image: ')]);
});

test('a list that kubectl would not read is refused', () => {
  const app = new PodApp({ outdir: outdir() });
  const chart = new Chart(app, 'shop');
  new ApiObject(chart, 'none', { apiVersion: 'v1', kind: 'List', items: 5 });
  new ApiObject(chart, 'text', { apiVersion: 'v1', kind: 'List', items: ['a'] });
  expect(errors(app)).toEqual([
    expect.stringMatching(/^\[shop\/none\] items: .* 5/),
    expect.stringContaining('[shop/text] items[0]: this is a string'),
  ]);
});

test('a Pod Security level holds for objects that are not ours', () => {
  const app = new PodApp({ outdir: outdir() });
  const chart = new Chart(app, 'shop');
  PodSecurity.set(chart, 'baseline');
  const spec = { hostNetwork: true, containers: [{ name: 'a', image: 'nginx' }] };
  new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', spec });
  expect(errors(app)).toEqual([expect.stringContaining('[shop/pod] spec.hostNetwork: ')]);
});

describe('waivers', () => {
  test('in the code, and in an annotation', () => {
    const app = new PodApp({ outdir: outdir() });
    const chart = new Chart(app, 'shop');
    Waiver.add(clashing(chart, 'a'), 'runtime/port-clash', 'they take turns');
    clashing(chart, 'b', { annotations: { 'waive.cdk8s-pods/runtime.port-clash': 'they take turns' } });
    new AppPod(chart, 'c', {
      metadata: { annotations: { 'waive.cdk8s-pods/runtime.port-clash': 'they take turns' } },
      app: CONTAINERS[0],
      containers: [CONTAINERS[1]],
    });
    expect(errors(app)).toEqual([]);
    expect(said).toBe('');
  });

  test('that meet nothing: a warning, once, and the files are written', () => {
    const app = new PodApp({ outdir: outdir() });
    const chart = new Chart(app, 'shop');
    Waiver.add(chart, 'runtime/port-clash', 'they take turns');
    const annotations = { 'waive.cdk8s-pods/api.labels': 'old' };
    new AppPod(chart, 'web', { metadata: { name: 'web', annotations }, app: CONTAINERS[0] });
    app.synth();
    app.synth();
    expect(said.split('\n')).toEqual([
      expect.stringContaining(
        'warning: [shop/web] metadata.annotations[waive.cdk8s-pods/api.labels]: the waiver of api/labels ignores no finding.',
      ),
      expect.stringMatching(/^ {2}at __tests__\/rules-at-synth\.test\.ts:\d+:5$/),
      'warning: [shop] the waiver of runtime/port-clash ignores no finding. It would hide a later finding. Remove the waiver. (unused-waiver)',
      '',
    ]);
    expect(fs.readdirSync(outdir())).toEqual(['shop.k8s.yaml']);
  });

  test('of what is found in one object, and of what is found in several, in the same annotations', () => {
    const app = new PodApp({ outdir: outdir() });
    const chart = new Chart(app, 'shop');
    const annotations = {
      'waive.cdk8s-pods/runtime.run-as-root': 'made to fail',
      'waive.cdk8s-pods/runtime.missing-key': 'somebody adds it',
      'waive.cdk8s-pods/advice.naked-pod': 'for lint, where advice is asked for',
    };
    const container = {
      name: 'a',
      image: 'shop:1.0',
      securityContext: { runAsNonRoot: true, runAsUser: 0 },
      env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }],
    };
    new AppPod(chart, 'ours', { metadata: { annotations }, app: container });
    new ApiObject(chart, 'stock', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { annotations },
      spec: { containers: [container] },
    } as ApiObjectProps);
    const settings = { apiVersion: 'v1', kind: 'ConfigMap', data: { b: '1' } };
    new ApiObject(chart, 'settings', {
      ...settings,
      metadata: { name: 'settings', annotations: { 'waive.cdk8s-pods/runtime.selects-all': 'old' } },
    } as ApiObjectProps);
    expect(errors(app)).toEqual([]);
    expect(said.split('\n')).toEqual([
      expect.stringContaining(
        '[shop/settings] metadata.annotations[waive.cdk8s-pods/runtime.selects-all]: the waiver of',
      ),
      '',
    ]);
  });

  test('a quiet app prints nothing', () => {
    const app = new PodApp({ outdir: outdir(), quiet: true });
    Waiver.add(new Chart(app, 'shop'), 'runtime/port-clash', 'they take turns');
    app.synth();
    expect(said).toBe('');
  });

  test('of advice, in the code: rejected with the annotation to write, because only lint reports advice', () => {
    const web = new AppPod(new Chart(new PodApp(), 'shop'), 'web', { app: CONTAINERS[0] });
    expect(() => Waiver.add(web, 'advice/resources', 'it is small')).toThrow(
      '[shop/web] only lint reports advice/resources, and it does not see this waiver. Waive the rule in the metadata of the ' +
        "object: annotations: { 'waive.cdk8s-pods/advice.resources': 'it is small' }.",
    );
  });
});
