import { check } from '../../rules/check/check';
import { found as foundIn } from './pods';

const mount = (name: string, mountPath: string, more: any = {}): any => ({ name, mountPath, ...more });

/** The findings of the rules on run time for a pod whose container has these volumes and mounts. */
function found(volumes: any[], volumeMounts: any[], spec: any = {}): string[] {
  const env = [{ name: 'A', value: 'a' }];
  return inPod({ containers: [{ name: 'a', image: 'shop:1.0', env, volumeMounts }], volumes, ...spec });
}

/** The findings of the rules on run time for a pod. */
function inPod(spec: any): string[] {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec };
  return foundIn(pod);
}

describe('a mount below a read-only volume', () => {
  const outer = { name: 'o', configMap: { name: 'o' } };
  const inner = { name: 'i', configMap: { name: 'i' } };
  const empty = { name: 'i', emptyDir: {} };
  const items = [{ key: 'a', path: 'sub/x/a.conf' }];

  test.each<[string, any[], any[]]>([
    ['a key below a ConfigMap', [outer, inner], [mount('o', '/c'), mount('i', '/c/a', { subPath: 'a' })]],
    [
      'a file below a folder below a Secret',
      [{ name: 'o', secret: { secretName: 'o' } }, empty],
      [mount('o', '/c/'), mount('i', '/c/x/a.pem', { subPath: 'a.pem' })],
    ],
    [
      'a file of the node',
      [outer, { name: 'i', hostPath: { path: '/etc/localtime', type: 'File' } }],
      [mount('o', '/c'), mount('i', '/c/localtime')],
    ],
    [
      'a file below a projected volume',
      [{ name: 'o', projected: { sources: [] } }, inner],
      [mount('o', '/c'), mount('i', '/c/a', { subPath: 'a' })],
    ],
    ['a volume below a key', [outer, empty], [mount('o', '/c/a', { subPath: 'a' }), mount('i', '/c/a/x')]],
    [
      'a volume below a folder of items',
      [{ name: 'o', configMap: { name: 'o', items } }, empty],
      [mount('o', '/c', { subPath: 'sub' }), mount('i', '/c/y')],
    ],
  ])('%s: an error', (_, volumes, mounts) => {
    const index = mounts.findIndex(({ name }) => name === 'i');
    expect(found(volumes, mounts).filter((one) => one.startsWith('error'))).toEqual([
      `error runtime/mount-below-read-only spec.containers[0].volumeMounts[${index}].mountPath`,
    ]);
  });

  test.each<[string, any[], any[], any?]>([
    ['a volume below a ConfigMap', [outer, inner], [mount('o', '/c'), mount('i', '/c/sub')]],
    [
      'a folder of a volume below a ConfigMap',
      [outer, empty],
      [mount('o', '/c'), mount('i', '/c/conf.d', { subPath: 'conf.d' })],
    ],
    [
      'a folder of items below a ConfigMap',
      [outer, { name: 'i', configMap: { name: 'i', items } }],
      [mount('o', '/c'), mount('i', '/c/sub', { subPath: 'sub' })],
    ],
    [
      'a key that may be missing',
      [outer, { name: 'i', configMap: { name: 'i', optional: true } }],
      [mount('o', '/c'), mount('i', '/c/a', { subPath: 'a' })],
    ],
    [
      'a volume in a folder of items',
      [{ name: 'o', configMap: { name: 'o', items } }, empty],
      [mount('o', '/c', { subPath: 'sub' }), mount('i', '/c/x')],
    ],
    ['a file beside a ConfigMap', [outer, inner], [mount('o', '/c'), mount('i', '/c.conf', { subPath: 'c.conf' })]],
    [
      'a file below a volume below a ConfigMap',
      [outer, { name: 'e', emptyDir: {} }, inner],
      [mount('o', '/c'), mount('e', '/c/e'), mount('i', '/c/e/a', { subPath: 'a' })],
    ],
    [
      'a path that only the running pod knows',
      [outer, empty],
      [mount('o', '/c', { subPathExpr: '$(A)' }), mount('i', '/c/a', { subPath: 'a.conf' })],
    ],
    [
      'a volume below a claim',
      [{ name: 'o', persistentVolumeClaim: { claimName: 'o' } }, empty],
      [mount('o', '/c', { readOnly: true }), mount('i', '/c/x')],
    ],
    [
      'a volume below an image',
      [{ name: 'o', image: { reference: 'o:1' } }, empty],
      [mount('o', '/c'), mount('i', '/c/x')],
    ],
    [
      'an empty volume to which an init container writes',
      [{ name: 'o', emptyDir: {} }, empty],
      [mount('o', '/c', { readOnly: true }), mount('i', '/c/x')],
      { initContainers: [{ name: 'b', image: 'shop:1.0', volumeMounts: [mount('o', '/c')] }] },
    ],
  ])('%s: no error', (_, volumes, mounts, spec = {}) => {
    expect(found(volumes, mounts, spec)).toEqual([]);
  });
});

describe('an amount of memory', () => {
  const inContainer = (resources: any) => inPod({ containers: [{ name: 'a', image: 'shop:1.0', resources }] });
  const at = 'spec.containers[0].resources';

  test.each(['512', 512, '128k', '1000m', '511Ki'])('a limit of %s: an error', (memory) => {
    expect(inContainer({ limits: { memory }, requests: { memory } })).toEqual([
      `error runtime/too-little-memory ${at}.limits.memory`,
    ]);
  });

  test.each(['512Ki', '1Mi', '2M'])('a limit of %s, with which runc does not start: a warning', (memory) => {
    expect(inContainer({ limits: { memory } })).toEqual([`warning runtime/too-little-memory ${at}.limits.memory`]);
  });

  test('a request in bytes: a warning', () => {
    expect(inContainer({ requests: { memory: '512' } })).toEqual([
      `warning runtime/too-little-memory ${at}.requests.memory`,
    ]);
  });

  test('a small request with a unit: no finding', () => {
    expect(inContainer({ requests: { memory: '100Ki' } })).toEqual([]);
  });

  test('a limit of the pod, and of an init container', () => {
    const resources = { limits: { memory: '64' } };
    const containers = [{ name: 'a', image: 'shop:1.0' }];
    expect(inPod({ containers, resources })).toEqual(['error runtime/too-little-memory spec.resources.limits.memory']);
    expect(inPod({ containers, initContainers: [{ name: 'i', image: 'shop:1.0', resources }] })).toEqual([
      'error runtime/too-little-memory spec.initContainers[0].resources.limits.memory',
    ]);
  });

  test.each(['0', '3Mi', '4M', '16Mi', '134217728', '134217728000m', '1e8', '0.5Gi', '-1', 'many'])(
    '%s: no finding',
    (memory) => expect(inContainer({ limits: { memory }, requests: { memory } })).toEqual([]),
  );

  test('the server warns of a fraction of a byte, and no other rule does', () => {
    expect(inContainer({ limits: { memory: '100m' }, requests: { memory: '0.5' } })).toEqual([]);
  });

  test('the fix has the number with a unit', () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'a', image: 'b', resources: { limits: { memory: 512 } } }] },
    };
    expect(check(pod, { version: '1.37' })[0].fix).toBe('Add the unit: `512Mi`.');
  });
});

describe('a mount in a file system of the kernel', () => {
  const empty = [{ name: 'v', emptyDir: {} }];
  const host = [{ name: 'v', hostPath: { path: '/proc' } }];

  test.each<[string, any[]]>([
    ['/proc', empty],
    ['/proc/', empty],
    ['/proc/x', empty],
    ['/proc/sys', host],
    ['/dev', empty],
    ['/dev/./', empty],
  ])('at %s: an error', (path, volumes) => {
    expect(found(volumes, [mount('v', path)])).toEqual([
      'error runtime/mount-in-proc spec.containers[0].volumeMounts[0].mountPath',
    ]);
  });

  test.each<[string, any[]]>([
    ['/dev/shm', empty],
    ['/process', empty],
    ['/host/proc', host],
    ['/proc', host],
    ['/dev', host],
    ['/proc/cpuinfo', host],
    ['/sys/fs/cgroup', empty],
    ['/proc/../data', empty],
  ])('at %s: no error', (path, volumes) => expect(found(volumes, [mount('v', path)])).toEqual([]));

  test('another runtime: no error', () => {
    expect(found(empty, [mount('v', '/proc/x')], { runtimeClassName: 'kata' })).toEqual([]);
  });
});

describe('a folder at the path of a file', () => {
  const keys = [{ name: 'v', configMap: { name: 'c' } }];
  const secret = [{ name: 'v', secret: { secretName: 's' } }];
  const empty = [{ name: 'v', emptyDir: {} }];
  const file = [{ name: 'v', hostPath: { path: '/etc/app.conf', type: 'File' } }];

  test.each<[string, any[], any]>([
    ['a ConfigMap', keys, mount('v', '/etc/nginx/nginx.conf')],
    ['a Secret', secret, mount('v', '/tls/server.key')],
    ['an empty volume at a file of every image', empty, mount('v', '/etc/passwd')],
    ['a file at a folder', keys, mount('v', '/etc/nginx/conf.d', { subPath: 'default.conf' })],
    ['a file at a path with a slash', keys, mount('v', '/etc/app/', { subPath: 'app.yaml' })],
  ])('%s: a warning', (_, volumes, one) => {
    expect(found(volumes, [one])).toEqual([
      'warning runtime/folder-over-file spec.containers[0].volumeMounts[0].mountPath',
    ]);
  });

  test.each<[string, any[], any]>([
    ['a file', keys, mount('v', '/etc/nginx/nginx.conf', { subPath: 'nginx.conf' })],
    ['a folder', keys, mount('v', '/etc/nginx/conf.d')],
    ['a folder with a slash', keys, mount('v', '/etc/nginx/')],
    ['a folder of a volume', empty, mount('v', '/data/', { subPath: 'data' })],
    ['a folder with a dot', keys, mount('v', '/srv/example.com')],
    ['a file of the node', file, mount('v', '/etc/app.conf')],
    ['an empty volume', empty, mount('v', '/work/app.js')],
    ['a path that only the running pod knows', keys, mount('v', '/etc/app.conf', { subPathExpr: '$(A)' })],
  ])('%s: no finding', (_, volumes, one) => expect(found(volumes, [one])).toEqual([]));
});

describe('the mode of files', () => {
  const keys = (defaultMode: number, more: any = {}): any[] => [
    { name: 'v', configMap: { name: 'c', defaultMode, ...more } },
  ];
  const mounts = [mount('v', '/etc/app')];
  const user = { securityContext: { runAsUser: 1000 } };
  const AT = 'warning runtime/volume-mode spec.volumes[0]';

  test('that a container cannot read: a warning', () => {
    expect(found(keys(0o400), mounts, user)).toEqual([`${AT}.configMap.defaultMode`]);
    expect(found(keys(0o600), mounts, { securityContext: { runAsNonRoot: true } })).toEqual([
      `${AT}.configMap.defaultMode`,
    ]);
    expect(found([{ name: 'v', secret: { secretName: 's', defaultMode: 0 } }], mounts, user)).toEqual([
      `${AT}.secret.defaultMode`,
    ]);
  });

  test('in decimal: a warning', () => {
    expect(found(keys(444), mounts)).toEqual([`${AT}.configMap.defaultMode`]);
  });

  test.each<[string, any[], any]>([
    ['that all can read', keys(0o444), user],
    ['that the group can read', keys(0o440), user],
    ['with a group of the pod', keys(0o400), { securityContext: { runAsUser: 1000, fsGroup: 2000 } }],
    ['of root', keys(0o400), { securityContext: { runAsUser: 0 } }],
    ['of an unknown user', keys(0o400), {}],
    ['of another user', keys(0o400, { defaultUser: 1000 }), user],
    ['that its items replace', keys(0o400, { items: [{ key: 'a', path: 'a', mode: 0o444 }] }), user],
    ['in JSON', keys(420), user],
  ])('%s: no finding', (_, volumes, spec) => expect(found(volumes, mounts, spec)).toEqual([]));

  test('of a volume that the container does not mount: no finding', () =>
    expect(found(keys(0o400), [], user)).toEqual([]));
});
