import { ApiObject, Chart } from 'cdk8s';
import { lint, LintOptions, PodApp, PodSecurity, Waiver } from '../../index';

const ENFORCE = 'pod-security.kubernetes.io/enforce';
const WARN = 'pod-security.kubernetes.io/warn';

const namespace = (labels: any): any => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels },
});
const spec = (more: any = {}): any => ({
  hostNetwork: true,
  containers: [{ name: 'app', image: 'shop:1.0' }],
  ...more,
});
const pod = (more?: any): any => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: spec(more),
});
const workload = (apiVersion: string, kind: string): any => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: spec() },
  },
});

const found = (objects: any[], options: LintOptions = {}): string[] =>
  lint(objects, options).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);

const HOST = 'pod-security/host-namespaces spec.hostNetwork';

describe('the level that a Namespace of the output enforces', () => {
  test('a Pod that violates it: an error, which names the Namespace', () => {
    const findings = lint([pod(), namespace({ [ENFORCE]: 'baseline' })]);
    expect(findings.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`)).toEqual([`error ${HOST}`]);
    expect(findings[0].why).toContain(
      'It violates Pod Security "baseline:v1.35", which the Namespace "shop" of this output enforces.',
    );
  });

  test('a workload: an error in its template, because its pods are not created', () => {
    expect(found([namespace({ [ENFORCE]: 'baseline' }), workload('apps/v1', 'Deployment')])).toEqual([
      'error pod-security/host-namespaces spec.template.spec.hostNetwork',
    ]);
  });

  test('a custom resource with a pod template: a warning, because its controller can change the pods', () => {
    expect(found([namespace({ [ENFORCE]: 'baseline' }), workload('argoproj.io/v1alpha1', 'Rollout')])).toEqual([
      'warning pod-security/host-namespaces spec.template.spec.hostNetwork',
    ]);
  });

  test('the version of the label applies, but not a version that is newer than the cluster', () => {
    // user namespaces relax the standard since 1.35
    const unmasked = pod({
      hostNetwork: undefined,
      hostUsers: false,
      containers: [{ name: 'app', image: 'shop:1.0', securityContext: { procMount: 'Unmasked' } }],
    });
    const rules = (version: string | undefined, target: string): string[] =>
      found(
        [
          namespace({ [ENFORCE]: 'baseline', ...(version === undefined ? {} : { [`${ENFORCE}-version`]: version }) }),
          unmasked,
        ],
        { target },
      );
    const refused = ['error pod-security/proc-mount spec.containers[0].securityContext.procMount'];
    expect(rules('v1.30', '1.37')).toEqual(refused);
    expect(rules('v1.36', '1.37')).toEqual([]);
    expect(rules(undefined, '1.37')).toEqual([]);
    expect(rules('latest', '1.34')).toEqual(refused);
    expect(rules('v1.36', '1.34')).toEqual(refused);
  });

  test.each<[string, any]>([
    ['another namespace', { ...pod(), metadata: { name: 'web', namespace: 'other' } }],
    ['no namespace', { ...pod(), metadata: { name: 'web' } }],
    ['a pod that meets the level', pod({ hostNetwork: false })],
  ])('%s: no finding', (_, object) => {
    expect(found([namespace({ [ENFORCE]: 'baseline' }), object])).toEqual([]);
  });

  test.each<[string, any]>([
    ['the level privileged', { [ENFORCE]: 'privileged' }],
    ['the mode audit', { 'pod-security.kubernetes.io/audit': 'restricted' }],
    ['no labels', undefined],
  ])('%s: no finding', (_, labels) => {
    expect(found([namespace(labels), pod()])).toEqual([]);
  });

  test('an invalid level or version is a finding of the Namespace, and not of the pod', () => {
    for (const labels of [{ [ENFORCE]: 'strict' }, { [ENFORCE]: 'baseline', [`${ENFORCE}-version`]: 'v2' }]) {
      const rules = lint([namespace(labels), pod()]).map(({ rule }) => rule);
      expect(new Set(rules)).toEqual(new Set(['api/namespace']));
    }
  });
});

describe('the level that a Namespace warns about', () => {
  test('a violation is a warning', () => {
    expect(found([namespace({ [WARN]: 'baseline' }), pod()])).toEqual([`warning ${HOST}`]);
  });

  test('what the Namespace also refuses is one error', () => {
    const findings = found([namespace({ [ENFORCE]: 'baseline', [WARN]: 'restricted' }), pod()]);
    expect(findings).toContain(`error ${HOST}`);
    expect(findings.filter((one) => one.endsWith(HOST))).toHaveLength(1);
    expect(findings).toContain('warning pod-security/run-as-non-root spec.containers[0].securityContext.runAsNonRoot');
  });

  test('a check of restricted that replaces one of baseline is not reported again', () => {
    const adding = pod({
      containers: [{ name: 'app', image: 'shop:1.0', securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }],
    });
    const at = found([namespace({ [ENFORCE]: 'baseline', [WARN]: 'restricted' }), adding]).filter((one) =>
      /capabilities\.add/.test(one),
    );
    expect(at).toEqual([
      'error pod-security/capabilities-baseline spec.containers[0].securityContext.capabilities.add[0]',
    ]);
  });
});

describe('together with --pod-security', () => {
  test('each violation is reported once', () => {
    const own = found([pod()], { podSecurity: 'restricted' });
    expect(found([pod(), namespace({ [ENFORCE]: 'restricted' })], { podSecurity: 'restricted' })).toEqual(own);
  });

  test('the stricter level of the Namespace adds its violations', () => {
    const both = found([pod(), namespace({ [ENFORCE]: 'restricted' })], { podSecurity: 'baseline' });
    expect(new Set(both)).toEqual(new Set(found([pod()], { podSecurity: 'restricted' })));
    expect(both).toHaveLength(new Set(both).size);
  });
});

test('an annotation waives a violation', () => {
  const object = pod();
  object.metadata.annotations = {
    'waive.cdk8s-pods/pod-security.host-namespaces': 'the cluster exempts its runtime class',
  };
  expect(found([namespace({ [ENFORCE]: 'baseline' }), object])).toEqual([]);
});

describe('at synth', () => {
  const errorsOf = (write: (chart: Chart) => void): string => {
    const app = new PodApp();
    write(new Chart(app, 'test', { namespace: 'shop' }));
    try {
      app.synthYaml();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const shop = (chart: Chart): void => void new ApiObject(chart, 'namespace', namespace({ [ENFORCE]: 'baseline' }));
  const web = (chart: Chart): ApiObject =>
    new ApiObject(chart, 'web', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: spec() } as any);

  test('a violation stops the synth, with the construct', () => {
    const message = errorsOf((chart) => {
      shop(chart);
      web(chart);
    });
    expect(message).toContain('[test/web] spec.hostNetwork: true is not allowed.');
    expect(message).toContain('which the Namespace "shop" of this output enforces');
  });

  test('a Waiver and an annotation waive a violation, without a warning about the annotation', () => {
    const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const waive = (how: (object: ApiObject) => void): string =>
      errorsOf((chart) => {
        shop(chart);
        how(web(chart));
      });
    const reason = 'the cluster exempts its runtime class';
    const annotation = 'waive.cdk8s-pods/pod-security.host-namespaces';
    expect(waive((object) => Waiver.add(object, 'pod-security/host-namespaces', reason))).toBe('');
    expect(waive((object) => object.metadata.addAnnotation(annotation, reason))).toBe('');
    expect(stderr.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('waiver'))).toEqual([]);
    stderr.mockRestore();
  });

  test('with the setting PodSecurity, it is one error', () => {
    const message = errorsOf((chart) => {
      shop(chart);
      PodSecurity.set(web(chart), 'baseline');
    });
    expect(message.match(/spec\.hostNetwork/g)).toHaveLength(1);
  });
});
