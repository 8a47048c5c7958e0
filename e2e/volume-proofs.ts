import { idle, IMAGE, pod, Proof, READY } from './proof';

const NOT_STARTED = /RunContainerError|CreateContainerError|StartError/;

const configMap = (name: string, data: any): any => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });

/** A rule on one pod, and other objects that it needs. */
function one(name: string, rule: string, bad: any, fails: RegExp[], fixed: any, others: any[] = []): Proof {
  return {
    name,
    rule: `runtime/${rule}`,
    bad: [pod(name, bad), ...others],
    fails,
    fixed: [pod(name, fixed), ...others],
    runs: READY,
  };
}

const mounting = (volumes: any[], ...volumeMounts: any[]): any => ({
  containers: [idle('app', { volumeMounts })],
  volumes,
});

const fileOfInit = (path: string): any => ({
  initContainers: [
    {
      name: 'make',
      image: IMAGE,
      command: ['sh', '-c', 'echo "{}" > /work/net-conf.json'],
      volumeMounts: [{ name: 'work', mountPath: '/work' }],
    },
  ],
  ...mounting(
    [
      { name: 'work', emptyDir: {} },
      { name: 'conf', configMap: { name: 'mount-below-config-map' } },
    ],
    { name: 'conf', mountPath: '/etc/net' },
    { name: 'work', mountPath: path, subPath: 'net-conf.json' },
  ),
});

/** Two files of ConfigMaps at one path, and in one projected volume. */
const mounted = mounting(
  [
    { name: 'conf', configMap: { name: 'mount-below-file' } },
    { name: 'more', configMap: { name: 'mount-below-file-more' } },
  ],
  { name: 'conf', mountPath: '/etc/app' },
  { name: 'more', mountPath: '/etc/app/app.conf', subPath: 'app.conf' },
);
const merged = mounting(
  [
    {
      name: 'conf',
      projected: {
        sources: [
          { configMap: { name: 'mount-below-file', items: [{ key: 'log.conf', path: 'log.conf' }] } },
          { configMap: { name: 'mount-below-file-more' } },
        ],
      },
    },
  ],
  { name: 'conf', mountPath: '/etc/app' },
);

const belowKeys = (outer: any): any =>
  mounting(
    [
      {
        name: 'conf',
        configMap: { name: 'mount-below-sub-path', items: [{ key: 'app.conf', path: 'keys/app.conf' }] },
      },
      { name: 'cache', emptyDir: {} },
    ],
    { name: 'conf', mountPath: '/etc/app', ...outer },
    { name: 'cache', mountPath: '/etc/app/cache' },
  );

const atPath = (name: string, mountPath: string, more: any = {}): any =>
  mounting([{ name: 'files', configMap: { name } }], { name: 'files', mountPath, ...more });

/** A container that reads a file as another user than root. */
const withMode = (securityContext: any): any => ({
  securityContext: { runAsUser: 1000, ...securityContext },
  containers: [
    {
      name: 'app',
      image: IMAGE,
      command: ['sh', '-c', 'cat /etc/app/app.conf && exec sleep 3600'],
      volumeMounts: [{ name: 'conf', mountPath: '/etc/app' }],
    },
  ],
  volumes: [{ name: 'conf', configMap: { name: 'volume-mode', defaultMode: 0o400 } }],
});

const limited = (memory: string): any => ({ containers: [idle('app', { resources: { limits: { memory } } })] });

/** The rules about mounts, volumes and resources. */
export const VOLUME_PROOFS: Proof[] = [
  one(
    'mount-below-config-map',
    'mount-below-read-only',
    fileOfInit('/etc/net/net-conf.json'),
    [NOT_STARTED, /not a directory/],
    fileOfInit('/etc/net-conf.json'),
    [configMap('mount-below-config-map', { 'cni-conf.json': '{}' })],
  ),
  one('mount-below-file', 'mount-below-read-only', mounted, [NOT_STARTED, /not a directory/], merged, [
    configMap('mount-below-file', { 'log.conf': 'level=info', 'app.conf': 'port=80' }),
    configMap('mount-below-file-more', { 'app.conf': 'port=8080' }),
  ]),
  one(
    'mount-below-sub-path',
    'mount-below-read-only',
    belowKeys({ subPath: 'keys' }),
    [NOT_STARTED, /read-only file system/],
    belowKeys({}),
    [configMap('mount-below-sub-path', { 'app.conf': 'port=80' })],
  ),
  one(
    'mount-in-proc',
    'mount-in-proc',
    mounting([{ name: 'data', emptyDir: {} }], { name: 'data', mountPath: '/proc/data' }),
    [NOT_STARTED, /cannot be mounted because it is inside \/proc/],
    mounting([{ name: 'data', emptyDir: {} }], { name: 'data', mountPath: '/data' }),
  ),
  one(
    'too-little-memory',
    'too-little-memory',
    limited('512'),
    [/app is waiting +ContainerCreating/, /no space left on device/],
    limited('512Mi'),
  ),
  one(
    'too-little-memory-for-runc',
    'too-little-memory',
    limited('2Mi'),
    [NOT_STARTED, /unable to set memory limit/],
    limited('32Mi'),
  ),
  one(
    'folder-over-file',
    'folder-over-file',
    atPath('folder-over-file', '/etc/passwd'),
    [NOT_STARTED, /not a directory/],
    atPath('folder-over-file', '/etc/passwd', { subPath: 'passwd' }),
    [configMap('folder-over-file', { passwd: 'root:x:0:0:root:/root:/bin/sh', 'app.conf': 'port=80' })],
  ),
  one(
    'file-over-folder',
    'folder-over-file',
    atPath('file-over-folder', '/etc/', { subPath: 'app.conf' }),
    [NOT_STARTED, /not a directory/],
    atPath('file-over-folder', '/etc/app.conf', { subPath: 'app.conf' }),
    [configMap('file-over-folder', { passwd: 'root:x:0:0:root:/root:/bin/sh', 'app.conf': 'port=80' })],
  ),
  one(
    'volume-mode',
    'volume-mode',
    withMode({}),
    [/app was terminated 1/, /Permission denied/],
    withMode({ fsGroup: 2000 }),
    [configMap('volume-mode', { 'app.conf': 'port=80' })],
  ),
];
