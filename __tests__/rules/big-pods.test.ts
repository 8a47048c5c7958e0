/** Pods with many of something: each of them is looked at, and told with the first that it does not go together with. */
import { check } from '../../rules/check/check';

const MANY = 300;
const many = (make: (i: number) => any): any[] => Array.from({ length: MANY }, (_, i) => make(i));
const container = (name: string, more: any = {}): any => ({ name, image: 'shop:1.0', ...more });
const v = { name: 'v', emptyDir: {} };

function found(rule: string, spec: any, metadata: any = {}): string[] {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', ...metadata }, spec };
  return check(pod, { version: '1.37' })
    .filter((one) => one.rule === rule)
    .map(({ path, what, why }) => `${path}: ${what} ${why}`);
}

/** What is found, with its count, the first and the last of it. */
function ends(rule: string, spec: any, metadata?: any): [count: number, first: string, last: string] {
  const all = found(rule, spec, metadata);
  return [all.length, all[0], all[all.length - 1]];
}

test('of many files below one, each overlaps it', () => {
  const items = [{ key: 'a', path: 'etc/' }, ...many((i) => ({ key: 'a', path: `etc/${i}` }))];
  const [count, first, last] = ends('api-warning/overlapping-files', {
    containers: [container('app')],
    volumes: [{ name: 'v', configMap: { name: 'c', items } }],
  });
  expect(count).toBe(MANY);
  expect(first).toMatch(/items\[1\].path: "etc\/0" overlaps "etc\/" at spec.volumes\[0\].configMap.items\[0\].path/);
  expect(last).toMatch(/items\[300\].path: "etc\/299" overlaps "etc\/" at/);
});

test('many files at one path: each is reported once, with the first', () => {
  const [count, , last] = ends('api-warning/overlapping-files', {
    containers: [container('app')],
    volumes: [{ name: 'v', configMap: { name: 'c', items: many(() => ({ key: 'a', path: 'a' })) } }],
  });
  expect(count).toBe(MANY - 1);
  expect(last).toMatch(/items\[299\].path: "a" overlaps "a" at spec.volumes\[0\].configMap.items\[0\].path/);
});

test('many mounts over folders of a volume: reports those that another container writes', () => {
  const inner = many((i) => ({ name: 'w', mountPath: `/data/${i}` }));
  const [count, first, last] = ends('runtime/mount-hides-mount', {
    volumes: [v, { name: 'w', emptyDir: {} }],
    containers: [
      container('app', { volumeMounts: [{ name: 'v', mountPath: '/data' }, ...inner] }),
      container('writer', {
        volumeMounts: many((i) => ({ name: 'v', mountPath: `/out/${i}`, subPath: `${2 * i}/x` })),
      }),
    ],
  });
  expect(count).toBe(MANY / 2);
  expect(first).toMatch(/volumeMounts\[1\].mountPath: "\/data\/0" hides the folder "0" .* "writer" writes there/);
  expect(last).toMatch(/volumeMounts\[299\].mountPath: "\/data\/298" hides the folder "298"/);
});

test('many volumes: reports those with a reader and without a writer', () => {
  const [count, first, last] = ends('runtime/reader-without-writer', {
    volumes: many((i) => ({ name: `v${i}`, emptyDir: {} })),
    containers: [
      container('reader', { volumeMounts: many((i) => ({ name: `v${i}`, mountPath: `/in/${i}`, readOnly: true })) }),
      container('writer', { volumeMounts: [{ name: 'v299', mountPath: '/out' }] }),
    ],
  });
  expect([count, first.split(':')[0], last.split(':')[0]]).toEqual([299, 'spec.volumes[0]', 'spec.volumes[298]']);
});

test('many folders of a volume: reports the first that has a reader and no writer', () => {
  const read = many((i) => ({ name: 'v', mountPath: `/in/${i}`, subPath: `f${i}`, readOnly: true }));
  const written = many((i) => ({ name: 'v', mountPath: `/out/${i}`, subPath: `f${i === 298 ? 'x' : i}/below` }));
  expect(
    found('runtime/reader-without-writer', {
      volumes: [v],
      containers: [container('reader', { volumeMounts: read }), container('writer', { volumeMounts: written })],
    }),
  ).toEqual([expect.stringContaining('reads the folder "f298" of the volume "v"')]);
});

test('many declarations of one host port: reports those with the same address, or for all addresses', () => {
  const ports = many((i) => ({ containerPort: 80, hostPort: 80, hostIP: `10.0.${Math.floor(i / 200)}.${i % 200}` }));
  const last = [ports[7], { containerPort: 80, hostPort: 80 }, { containerPort: 80 }];
  const all = found('api-warning/duplicate-port', { containers: [container('app', { ports: [...ports, ...last] })] });
  expect(all.map((one) => one.replace(/ Containers.*/, ''))).toEqual([
    expect.stringMatching(/ports\[300\]: 80\/TCP is already declared by spec.containers\[0\].ports\[7\]\.$/),
    expect.stringMatching(/ports\[301\]: 80\/TCP is already declared by spec.containers\[0\].ports\[0\]\.$/),
    expect.stringMatching(/ports\[302\]: 80\/TCP is already declared by spec.containers\[0\].ports\[0\]\.$/),
  ]);
});

test('many containers on one port: reports all that run together with the first', () => {
  const ports = [{ containerPort: 80 }];
  const [count, first, last] = ends('runtime/port-clash', {
    initContainers: many((i) => container(`i${i}`, { ports, restartPolicy: i === 150 ? 'Always' : undefined })),
    containers: [container('app', { ports })],
  });
  expect(count).toBe(150);
  expect(first).toMatch(/^spec.initContainers\[150\].ports\[0\]: .* container "app"/);
  expect(last).toMatch(/^spec.initContainers\[299\].ports\[0\]: .* container "i150"/);
});

test('of many containers on one port of the node, those meet that are not both on single addresses', () => {
  const of = (containerPort: number, hostIP?: string) => ({ ports: [{ containerPort, hostPort: 8080, hostIP }] });
  const [count, first, last] = ends('runtime/host-port-clash', {
    containers: [
      ...many((i) => container(`c${i}`, of(i === 0 ? 1000 : i, `10.0.${Math.floor(i / 200)}.${i % 200}`))),
      container('all', of(1000)),
      container('one', of(2000, '10.1.1.1')),
    ],
  });
  expect(count).toBe(2);
  expect(first).toMatch(/^spec.containers\[300\].ports\[0\].hostPort: container "c1" already uses port 8080/);
  expect(last).toMatch(/^spec.containers\[301\].ports\[0\].hostPort: container "all" already uses port 8080/);
});

test('many probes: reports those of a port of another container', () => {
  const [count, first, last] = ends('runtime/probe-port', {
    containers: many((i) =>
      container(`c${i}`, {
        ports: [{ containerPort: 1000 + i, name: `p${i}` }],
        readinessProbe: { httpGet: { port: 1000 + ((i + 1) % MANY) } },
        livenessProbe: { httpGet: { port: i === 0 ? 'p299' : `p${i}` } },
      }),
    ),
  });
  expect(count).toBe(MANY + 1);
  expect(first).toMatch(/"c1", not of container "c0"|has no port "p299": it is one of container "c299"/);
  expect(last).toMatch(/1000 is a port of container "c0", not of container "c299"/);
});

test('many addresses on localhost: reports those without a listener', () => {
  const [count, first, last] = ends('runtime/nobody-listens', {
    containers: [
      container('app', {
        ports: [{ containerPort: 9000 }],
        env: many((i) => ({ name: `A${i}`, value: `localhost:${1000 + i}` })),
      }),
      container('other', { ports: many((i) => ({ containerPort: 1001 + i })) }),
    ],
  });
  expect([count, first]).toEqual([1, last]);
  expect(first).toMatch(/env\[0\].value: A0 is "localhost:1000", and no container of the pod declares port 1000/);
});

test('many init containers that connect to a later container: reports each', () => {
  const [count, first, last] = ends('runtime/init-needs-sidecar', {
    initContainers: many((i) => container(`i${i}`, { env: [{ name: 'U', value: 'localhost:80' }] })),
    containers: many((i) => container(`c${i}`, { ports: [{ containerPort: 80 }] })),
  });
  expect(count).toBe(MANY);
  expect(first).toMatch(/^spec.initContainers\[0\].env\[0\].value: .* container "c0"/);
  expect(last).toMatch(/^spec.initContainers\[299\].env\[0\].value: .* container "c0"/);
});

test('many programs that get a signal: reports those in another container', () => {
  const [count, first, last] = ends('runtime/signals-nobody', {
    containers: [
      container('app', { command: ['sh', '-c', many((i) => `pkill program${i}`).join('; ')] }),
      ...many((i) => container(`c${i}`, { command: [`/bin/program${i}`] })),
    ],
  });
  expect(count).toBe(MANY);
  expect(first).toMatch(/"pkill program0" does not find the process of container "c0"/);
  expect(last).toMatch(/"pkill program299" does not find the process of container "c299"/);
});

test('many devices: reports each with the volume or the path of a mount', () => {
  const devices = many((i) => ({ name: `v${i}`, devicePath: `/d/${i}` }));
  const mounts = many((i) => ({ name: `v${i + 1}`, mountPath: `/d/${i + 2}` }));
  const spec = {
    volumes: many((i) => ({ name: `v${i}`, persistentVolumeClaim: { claimName: 'c' } })),
    containers: [container('app', { volumeDevices: devices, volumeMounts: mounts.slice(0, -1) })],
  };
  const [count, first, last] = ends('api/volume-device', spec);
  expect(count).toBe(299 + 298);
  expect(first).toMatch(/volumeDevices\[1\].name: "v1" is in `volumeMounts`, too/);
  expect(last).toMatch(/volumeDevices\[299\].devicePath: "\/d\/299" is already the path of a mount/);
  expect(found('api/volume-mount', spec)).toHaveLength(299 + 298);
});

test('many annotations for containers: reports those without a container', () => {
  const prefix = 'container.apparmor.security.beta.kubernetes.io/';
  const annotations = Object.fromEntries(many((i) => [`${prefix}c${i + 1}`, 'runtime/default']));
  const [count, first] = ends(
    'api/apparmor-annotation',
    { containers: many((i) => container(`c${i}`)) },
    { annotations },
  );
  expect(count).toBe(1);
  expect(first).toMatch(/\/c300\]: the pod has no container "c300"/);
});
