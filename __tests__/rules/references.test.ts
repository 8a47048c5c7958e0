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

describe('an init container that waits for a Service', () => {
  const labels = { app: 'web' };
  const service = (more: any = {}, name = 'web'): any => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: labels, ports: [{ port: 80 }], ...more },
  });
  const deployment = (script: string, name = 'web', more: any = {}): any => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          initContainers: [{ name: 'wait', image: 'busybox:1.36', command: ['sh', '-c', script], ...more }],
          containers: [{ name: 'web', image: 'shop:1.0' }],
        },
      },
    },
  });
  const waits = (...objects: any[]): string[] =>
    found(...objects).filter((text) => text.includes('init-needs-own-service'));
  const AT = 'error runtime/init-needs-own-service spec.template.spec.initContainers[0].command[2]';

  test.each([
    'until nc -z web 80; do sleep 1; done',
    'while ! nc -z -w 2 web 80; do sleep 1; done',
    'set -e; until wget -qO- http://web.shop:80/ready; do sleep 1; done; echo ready',
    'until curl -fsS web.shop.svc.cluster.local; do sleep 1; done',
    'until curl -s https://user@web.shop.svc/health | grep -q ok; do sleep 1; done',
    'until pg_isready -h web && echo yes; do sleep 1; done',
    'until nc -z web.shop. 80; do sleep 1; done',
    'until mongosh --host web --eval 1; do sleep 1; done',
    'until pg_isready --host=web; do sleep 1; done',
    'until (echo > /dev/tcp/web/80) 2>/dev/null || false; do sleep 1; done; until redis-cli -h web ping; do :; done',
    'until echo > /dev/tcp/web/80; do sleep 1; done',
    '{ until nc -z web 80; do sleep 1; done; }',
    'for host in web; do until nc -z other 80 && nc -z web 80; do sleep 1; done; done',
  ])('%s waits for ever', (script) => {
    expect(waits(deployment(script), service())).toEqual([AT]);
  });

  test.each([
    'nc -z web 80',
    'until nc -z web 80; do i=$((i+1)); [ $i -lt 9 ] || exit 1; sleep 1; done',
    'for i in 1 2 3; do nc -z web 80 && break; sleep 1; done',
    'until nc -z web 80 || true; do sleep 1; done',
    'until nc -z web 80 || nc -z other 80; do sleep 1; done',
    'until nc -z web 80; true; do sleep 1; done',
    'while nc -z web 80; do sleep 1; done',
    'until ! nc -z web 80; do sleep 1; done',
    'until nc -z web 80; do sleep 1; done &',
    'if test -f /a; then until nc -z web 80; do sleep 1; done; fi',
    'until nslookup web; do sleep 1; done',
    'until nc -z web.other 80; do sleep 1; done',
    'until nc -z web.example.org 80; do sleep 1; done',
    'until pg_isready -h db -d web; do sleep 1; done',
    'until curl -u web -H "Host: web" http://other/web; do sleep 1; done',
    'until nc -z webs 80; do sleep 1; done',
    'until nc -z "$HOST" 80; do sleep 1; done',
    'until echo web; do sleep 1; done',
    'until nc -z web 80; do',
  ])('%s may end, or is no wait for the Service', (script) => {
    expect(waits(deployment(script), { ...service(), metadata: { name: 'web', namespace: 'shop' } })).toEqual([]);
  });

  test('has no finding if other pods may answer', () => {
    const script = 'until nc -z web 80; do sleep 1; done';
    const own = deployment(script);
    expect(waits(own, service({ publishNotReadyAddresses: true }))).toEqual([]);
    expect(waits(own, service({ selector: undefined }))).toEqual([]);
    expect(waits(own, service({ type: 'ExternalName' }))).toEqual([]);
    expect(waits(own, service({ selector: { app: 'api' } }))).toEqual([]);
    expect(waits(own, service({}, 'other'))).toEqual([]);
    expect(waits(own, service(), deployment('true', 'canary'))).toEqual([]);
    expect(waits(deployment(script, 'web', { restartPolicy: 'Always' }), service())).toEqual([]);
    expect(waits(deployment('', 'web', { command: ['timeout', '60', 'sh', '-c', script] }), service())).toEqual([]);
  });
});
