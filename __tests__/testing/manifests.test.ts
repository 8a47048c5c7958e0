import { ApiObject, App, Chart, Include, Testing } from 'cdk8s';
import * as plus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { AppPod, KubernetesVersion, PodApp, PodSecurity, SidecarPod, Waiver } from '../../index';
import { Capture, Manifests, Match } from '../../testing';
import { shop } from './shop';

/** A Service with a misspelt field: an object of another library. */
function wrongService(scope: Construct): ApiObject {
  return new ApiObject(scope, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selectr: { app: 'web' }, ports: [{ port: 80 }] },
  });
}

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: web:1\n';

describe('what is rendered', () => {
  test('an app is what PodApp writes', () => {
    const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'testing-'));
    const app = new PodApp({ outdir, quiet: true });
    const chart = shop(app);
    const yaml = Manifests.of(app).toYaml();
    expect(yaml).toBe(app.synthYaml());
    app.synth();
    expect(fs.readFileSync(path.join(outdir, 'shop.k8s.yaml'), 'utf8')).toBe(Manifests.of(chart).toYaml());
    fs.rmSync(outdir, { recursive: true });
  });

  test('the stock App and Testing.app() are rendered in the same way', () => {
    const expected = Manifests.of(shop(new PodApp())).toYaml();
    expect(Manifests.of(shop(new App())).toYaml()).toBe(expected);
    expect(Manifests.of(shop()).toYaml()).toBe(expected);
  });

  test('charts come after the charts that they need, and objects after the objects that they need', () => {
    const app = Testing.app();
    const [first, second] = ['first', 'second'].map((id) => new Chart(app, id));
    const names = ['a', 'b'].map(
      (name) => new ApiObject(first, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }),
    );
    new ApiObject(second, 'c', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
    first.addDependency(second);
    names[0].addDependency(names[1]);
    const manifests = Manifests.of(app);
    expect(manifests.resources('ConfigMap').map(({ metadata }) => metadata.name)).toEqual(['c', 'b', 'a']);
    expect(manifests.toYaml()).toBe(`${Manifests.of(second).toYaml()}---\n${Manifests.of(first).toYaml()}`);
  });

  test('a construct has its own objects only, and those of its children', () => {
    const chart = new Chart(Testing.app(), 'test');
    const pod = new AppPod(chart, 'pod', {
      metadata: { labels: { app: 'web' } },
      app: { name: 'web', image: 'web:1', ports: [{ containerPort: 80 }] },
    });
    pod.exposeViaService();
    new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(
      Manifests.of(pod)
        .resources()
        .map(({ kind }) => kind),
    ).toEqual(['Pod', 'Service']);
  });

  test('one object as YAML', () => {
    expect(Manifests.of(shop()).toYaml('Service', 'web')).toMatch(/^apiVersion: v1\nkind: Service\n/);
  });

  test('YAML text is read as kubectl reads it, with the items of lists', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {b: "0o7"}}';
    const manifests = Manifests.of(`${list}\n---\n${POD}`);
    expect(manifests.getResource('ConfigMap', 'a').data).toEqual({ b: '0o7' });
    expect(manifests.getContainer('web').container.image).toBe('web:1');
    expect(Manifests.of(manifests.toYaml()).toYaml()).toBe(manifests.toYaml());
  });

  test('objects of cdk8s-plus and Include', () => {
    const chart = new Chart(Testing.app(), 'test', { disableResourceNameHashes: true });
    new plus.ConfigMap(chart, 'settings', { data: { a: 'b' } });
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'testing-')), 'pod.yaml');
    fs.writeFileSync(file, POD);
    new Include(chart, 'include', { url: file });
    const manifests = Manifests.of(chart);
    expect(manifests.getResource('ConfigMap', 'test-settings').data).toEqual({ a: 'b' });
    expect(manifests.getPod('web').spec.containers).toHaveLength(1);
  });

  test('nothing is written, printed, or remembered for the next synth', () => {
    const outdir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'testing-')), 'dist');
    const app = new PodApp({ outdir });
    new AppPod(new Chart(app, 'web'), 'pod', {
      terminationGracePeriodSeconds: -1,
      app: {
        name: 'web',
        image: 'web:1',
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
    });
    const [stdout, stderr] = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockReturnValue(true),
    );
    const manifests = Manifests.of(app);
    expect([stdout.mock.calls, stderr.mock.calls]).toEqual([[], []]);
    expect(fs.existsSync(outdir)).toBe(false);
    app.synthYaml();
    const printed = stderr.mock.calls.map(([text]) => String(text)).join('');
    [stdout, stderr].forEach((spy) => spy.mockRestore());
    expect(manifests.findings()).toHaveLength(1);
    expect(printed).toContain('(api-warning/duplicate-env)');
  });
});

describe('findings', () => {
  test('Testing.synth skips the objects of other libraries, and the kit does not', () => {
    const chart = new Chart(Testing.app(), 'test');
    wrongService(chart);
    expect(() => Testing.synth(chart)).not.toThrow();
    Manifests.of(chart).hasFinding('api/unknown-field', 'spec.selectr');
  });

  test('a warning is a finding with its object and construct', () => {
    const chart = new Chart(Testing.app(), 'test');
    const app = {
      name: 'web',
      image: 'web:1',
      env: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    };
    new AppPod(chart, 'pod', { metadata: { name: 'web', namespace: 'shop' }, app });
    expect(Manifests.of(chart).findings()).toMatchObject([
      {
        rule: 'api-warning/duplicate-env',
        severity: 'warning',
        path: 'spec.containers[0].env[1]',
        construct: 'test/pod',
        object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' },
      },
    ]);
  });

  test('they are for the version and the level of the app', () => {
    const app = Testing.app();
    const chart = new Chart(app, 'test');
    KubernetesVersion.set(app, '1.27');
    PodSecurity.set(chart, 'baseline');
    new AppPod(chart, 'pod', { hostNetwork: true, resources: {}, app: { name: 'web', image: 'web:1' } });
    const manifests = Manifests.of(chart);
    manifests.hasFinding('pod-security/host-namespaces');
    manifests.hasFinding('api/field-version', 'spec.resources');
  });

  test('an error of one chart is not a finding of another chart, but objects are checked against all', () => {
    const app = Testing.app();
    const [good, bad] = ['good', 'bad'].map((id) => new Chart(app, id));
    wrongService(bad);
    new AppPod(good, 'pod', {
      app: { name: 'web', image: 'web:1', envFrom: [{ configMapRef: { name: 'settings' } }] },
    });
    new ApiObject(bad, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
    Manifests.of(good).hasNoFindings();
    expect(() => Manifests.of(app).hasNoFindings()).toThrow('api/unknown-field');
  });

  test('the same object in two charts', () => {
    const app = Testing.app();
    for (const id of ['a', 'b']) {
      new ApiObject(new Chart(app, id), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same' } });
    }
    Manifests.of(app).hasFinding('runtime/duplicate-object', 'metadata.name');
  });

  test('waived findings are none, and an unused waiver is one', () => {
    const chart = new Chart(Testing.app(), 'test');
    const service = wrongService(chart);
    Waiver.add(service, 'api/unknown-field', 'a field of our fork');
    Manifests.of(chart).hasNoFindings();
    Waiver.add(chart, 'runtime/port-clash', 'no reason');
    Manifests.of(chart).hasFinding('unused-waiver');
  });

  test('an error of the validation of another construct has the rule `validation`', () => {
    const chart = new Chart(Testing.app(), 'test');
    chart.node.addValidation({ validate: () => ['the chart has no owner'] });
    expect(Manifests.of(chart).findings()).toMatchObject([
      { rule: 'validation', severity: 'error', what: 'the chart has no owner', construct: 'test' },
    ]);
    Manifests.of(chart).hasFinding('validation');
  });

  test('the options for YAML, and the waivers in its comments', () => {
    const yaml = POD.replace('spec:', 'spec:\n  hostNetwork: true');
    Manifests.of(yaml).hasNoFindings();
    const manifests = Manifests.of(yaml, { podSecurity: 'baseline', severity: 'advice' });
    manifests.hasFinding('pod-security/host-namespaces', 'spec.hostNetwork');
    manifests.hasFinding('advice/naked-pod');
    const waived = yaml.replace('true', 'true # cdk8s-pods waive pod-security/host-namespaces: a node agent');
    Manifests.of(waived, { podSecurity: 'baseline' }).hasNoFindings();
    Manifests.of(POD.replace('spec:', 'kind: Pod\nspec:')).hasFinding('api/duplicate-field');
  });

  test('a path can be a matcher', () => {
    const chart = new Chart(Testing.app(), 'test');
    wrongService(chart);
    Manifests.of(chart).hasFinding('api/unknown-field', Match.stringLikeRegexp('^spec'));
  });
});

describe('finders', () => {
  const manifests = Manifests.of(shop());

  test('a resource is typed by its kind', () => {
    const replicas: number | null | undefined = manifests.getResource('Deployment', 'web').spec.replicas;
    expect(replicas).toBe(2);
    expect(manifests.getResource('v1/Service', 'web').spec.ports[0].port).toBe(80);
    expect(manifests.findResource('Deployment', 'report')).toBeUndefined();
    expect(manifests.findResource('apps/v2/Deployment', 'web')).toBeUndefined();
  });

  test('resources of all kinds, of one kind, and those that match a pattern', () => {
    expect(manifests.resources().map(({ kind }) => kind)).toEqual(['Deployment', 'Job', 'Service', 'Secret']);
    expect(manifests.resources('Job').map(({ metadata }) => metadata.name)).toEqual(['report']);
    expect(manifests.resources('Deployment', { spec: { replicas: 3 } })).toEqual([]);
  });

  test('a pod is a Pod or the template of a workload', () => {
    const pod = manifests.getPod('web');
    expect(pod.metadata.labels).toEqual({ app: 'web' });
    expect(pod.resource.kind).toBe('Deployment');
    expect(manifests.pods().map(({ name }) => name)).toEqual(['web', 'report']);
    expect(manifests.findPod('nginx')).toBeUndefined();
    expect(manifests.findPod('web', { kind: 'Job' })).toBeUndefined();
  });

  test('a container has its role, and comes in the order of the start', () => {
    expect(
      manifests
        .getPod('web')
        .containers()
        .map(({ name, role }) => [name, role]),
    ).toEqual([
      ['prepare', 'init container'],
      ['logs', 'native sidecar'],
      ['web', 'container'],
    ]);
    expect(manifests.getContainer('logs').container.image).toBe('busybox:1.37');
    expect(manifests.findContainer('proxy')).toBeUndefined();
    expect(manifests.containers()).toHaveLength(4);
  });

  test('ports, variables, mounts and volumes', () => {
    const web = manifests.getContainer('web');
    expect(web.getPort('http')).toBe(web.getPort(80));
    expect(web.getEnv('MODE').value).toBe('fast');
    expect(web.getMount('/var/log/nginx')).toBe(web.getMount('logs'));
    expect(manifests.getPod('web').getVolume('logs').emptyDir).toEqual({});
    const missing = [web.findPort('metrics'), web.findEnv('MODES'), web.findMount('/tmp')];
    expect([...missing, manifests.getPod('web').findVolume('tmp')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('a resource in one of two namespaces', () => {
    const app = Testing.app();
    for (const namespace of ['a', 'b']) {
      new SidecarPod(new Chart(app, namespace, { namespace }), 'web', {
        metadata: { name: 'web' },
        app: { name: 'web', image: 'web:1' },
        sidecars: [{ name: 'logs', image: 'logs:1' }],
      });
    }
    const both = Manifests.of(app);
    expect(both.getResource('Pod', 'web', { namespace: 'b' }).metadata.namespace).toBe('b');
    expect(both.getPod('web', { namespace: 'a' }).resource.metadata.namespace).toBe('a');
    expect(() => both.findPod('web')).toThrow("{ namespace: '…' }");
  });
});

describe('assertions', () => {
  const manifests = Manifests.of(shop());

  test('hasResource accepts an object with more fields', () => {
    manifests.hasResource('Deployment');
    manifests.hasResource('Deployment', {
      spec: { replicas: 2, template: { spec: { containers: [{ name: 'web' }] } } },
    });
    manifests.hasResource('Service', {
      spec: Match.objectEquals({ selector: { app: 'web' }, ports: Match.anyValue() }),
    });
  });

  test('resourceCountIs', () => {
    manifests.resourceCountIs('Deployment', 1);
    manifests.resourceCountIs('Ingress', 0);
    manifests.resourceCountIs('Certificate', 0);
  });

  test('a Capture has the value of each object that matches', () => {
    const image = new Capture();
    const containers = Match.arrayWith([Match.objectLike({ image })]);
    manifests.hasResource('Job', { spec: { template: { spec: { containers } } } });
    expect(image.asString()).toBe('busybox:1.37');
    expect(image.next()).toBe(false);
  });
});
