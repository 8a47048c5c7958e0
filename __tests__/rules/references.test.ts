import { checkOutput } from '../../rules/check/check-output';

const of = (kind: string, name: string, namespace?: string, more: any = {}): any => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace, ...more },
  ...(kind === 'Pod' ? {} : { data: { key: 'value' } }),
});
const pod = (spec: any, namespace?: string): any => ({
  ...of('Pod', 'p', namespace),
  spec: { containers: [{ name: 'a', image: 'shop:1.0', ...spec.container }], ...spec, container: undefined },
});
const envFrom = (name: string, optional?: boolean): any => ({
  container: { envFrom: [{ configMapRef: { name, optional } }] },
});

function found(...objects: any[]): string[] {
  return [...checkOutput(objects).values()].flat().map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
}

describe('a name that differs in one letter', () => {
  const env = (valueFrom: any): any => ({ container: { env: [{ name: 'A', valueFrom }] } });
  const volume = (source: any): any => ({ volumes: [{ name: 'v', ...source }] });
  const AT = 'spec.containers[0]';

  test.each<[string, any, string, string]>([
    ['a letter too much', envFrom('shop-configs'), 'ConfigMap', `${AT}.envFrom[0].configMapRef.name`],
    ['a letter too few', envFrom('shop-confg'), 'ConfigMap', `${AT}.envFrom[0].configMapRef.name`],
    [
      'another letter',
      env({ configMapKeyRef: { name: 'shop-xonfig', key: 'key' } }),
      'ConfigMap',
      `${AT}.env[0].valueFrom.configMapKeyRef.name`,
    ],
    [
      'two letters swapped',
      env({ secretKeyRef: { name: 'shop-ocnfig', key: 'key' } }),
      'Secret',
      `${AT}.env[0].valueFrom.secretKeyRef.name`,
    ],
    ['no hyphen', volume({ secret: { secretName: 'shopconfig' } }), 'Secret', 'spec.volumes[0].secret.secretName'],
    [
      'a ConfigMap of a volume',
      volume({ configMap: { name: 'shop-confi' } }),
      'ConfigMap',
      'spec.volumes[0].configMap.name',
    ],
    [
      'a projected Secret',
      volume({ projected: { sources: [{ secret: { name: 'shop-konfig' } }] } }),
      'Secret',
      'spec.volumes[0].projected.sources[0].secret.name',
    ],
    [
      'a claim',
      volume({ persistentVolumeClaim: { claimName: 'shop-konfig' } }),
      'PersistentVolumeClaim',
      'spec.volumes[0].persistentVolumeClaim.claimName',
    ],
    ['a service account', { serviceAccountName: 'shops-config' }, 'ServiceAccount', 'spec.serviceAccountName'],
  ])('%s: a warning', (_, spec, kind, path) => {
    expect(found(pod(spec), of(kind, 'shop-config'))).toEqual([`warning runtime/misspelled-name ${path}`]);
  });

  test.each<[string, string, any]>([
    ['the name itself', 'shop-config', of('ConfigMap', 'shop-config')],
    ['another name', 'other', of('ConfigMap', 'shop-config')],
    ['two letters', 'shop-konfik', of('ConfigMap', 'shop-config')],
    ['a number', 'shop-config-1', of('ConfigMap', 'shop-config-2')],
    ['no number', 'shop-config', of('ConfigMap', 'shop-config2')],
    ['a short word', 'shop-config-a', of('ConfigMap', 'shop-config-b')],
    ['another kind', 'shop-confg', of('Secret', 'shop-config')],
    ['another namespace', 'shop-confg', of('ConfigMap', 'shop-config', 'n')],
  ])('%s: no finding', (_, name, object) => {
    expect(found(pod(envFrom(name)), object)).toEqual([]);
  });

  test('an optional reference, and a Secret that a custom resource creates: no finding', () => {
    expect(found(pod(envFrom('shop-confg', true)), of('ConfigMap', 'shop-config'))).toEqual([]);
    const certificate = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'c' },
      spec: { secretName: 'shop-cert' },
    };
    expect(
      found(pod(volume({ secret: { secretName: 'shop-cert' } })), certificate, of('Secret', 'shop-certs')),
    ).toEqual([]);
  });

  test('many missing names beside many names take linear time', () => {
    const objects = Array.from({ length: 2000 }, (_, i) => [
      pod(envFrom(`name-${i}-missing`)),
      of('ConfigMap', `name-${i}-x`),
    ]);
    expect(found(...objects.flat())).toEqual([]);
  });
});

describe('an object of another namespace', () => {
  test('a warning', () => {
    expect(found(pod(envFrom('config'), 'shop'), of('ConfigMap', 'config', 'other'))).toEqual([
      'warning runtime/other-namespace spec.containers[0].envFrom[0].configMapRef.name',
    ]);
  });

  test.each<[string, any[]]>([
    [
      'in both',
      [pod(envFrom('config'), 'shop'), of('ConfigMap', 'config', 'other'), of('ConfigMap', 'config', 'shop')],
    ],
    ['in any', [pod(envFrom('config'), 'shop'), of('ConfigMap', 'config')]],
    ['a pod in any namespace', [pod(envFrom('config')), of('ConfigMap', 'config', 'other')]],
    ['optional', [pod(envFrom('config', true), 'shop'), of('ConfigMap', 'config', 'other')]],
    ['of another kind', [pod(envFrom('config'), 'shop'), of('Secret', 'config', 'other')]],
    [
      'that another program copies',
      [
        pod(envFrom('config'), 'shop'),
        of('ConfigMap', 'config', 'other', {
          annotations: { 'reflector.v1.k8s.emberstack.com/reflection-allowed': 'true' },
        }),
      ],
    ],
  ])('%s: no finding', (_, objects) => expect(found(...objects)).toEqual([]));
});

describe('a Secret for pulls', () => {
  const secret = (type?: string): any => ({ ...of('Secret', 'pull'), type });
  const pulling = pod({ imagePullSecrets: [{ name: 'pull' }] });
  const AT = 'warning runtime/pull-secret-type spec.imagePullSecrets[0].name';

  test.each([
    [undefined, [AT]],
    ['Opaque', [AT]],
    ['kubernetes.io/basic-auth', [AT]],
    ['kubernetes.io/dockerconfigjson', []],
    ['kubernetes.io/dockercfg', []],
  ])('of the type %s', (type, findings) => {
    expect(found(pulling, secret(type))).toEqual(findings);
  });

  test('of a template, and of a service account', () => {
    const template = { spec: pulling.spec };
    const deployment = { ...of('Deployment', 'd'), apiVersion: 'apps/v1', data: undefined, spec: { template } };
    const account = { ...of('ServiceAccount', 'a'), data: undefined, imagePullSecrets: [null, { name: 'pull' }] };
    expect(found(deployment, account, secret())).toEqual([
      AT.replace('spec.', 'spec.template.spec.'),
      'warning runtime/pull-secret-type imagePullSecrets[1].name',
    ]);
  });

  test('that is in another namespace, or not in the output', () => {
    expect(found(pulling, { ...of('Secret', 'pull', 'other') })).not.toContain(AT);
    expect(found(pulling, of('ConfigMap', 'pull'))).toEqual([]);
  });
});

describe('a ConfigMap for variables', () => {
  const binary = { ...of('ConfigMap', 'shop-config'), data: undefined, binaryData: { A: 'YQ==' } };
  const volumes = [{ name: 'v', configMap: { name: 'shop-config' } }];

  test('with values in binaryData', () => {
    expect(found(pod(envFrom('shop-config')), binary)).toEqual([
      'warning runtime/env-from-key spec.containers[0].envFrom[0].configMapRef.name',
    ]);
  });

  test.each<[string, any]>([
    ['values in data', [pod(envFrom('shop-config')), of('ConfigMap', 'shop-config')]],
    ['a volume as well', [pod({ ...envFrom('shop-config'), volumes }), binary]],
    ['no container', [pod({}), binary]],
  ])('with %s', (_, objects) => {
    expect(found(...objects)).toEqual([]);
  });
});
