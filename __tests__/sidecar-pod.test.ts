import { SidecarPod, SidecarPatternProps } from '../index';
import { chartAt, manifestOf, problemsOf, yamlOf } from './synth';

const app = { name: 'web', image: 'nginx:1.27' };
const collect = { name: 'collect', image: 'busybox:1.36' };
const logs = {
  name: 'logs',
  writers: [{ container: 'web', mountPath: '/var/log/nginx' }],
  readers: [{ container: 'collect', mountPath: '/logs' }],
};

test('minimal: an app and a sidecar that reads its files', () => {
  const chart = chartAt();
  new SidecarPod(chart, 'web', { metadata: { name: 'web' }, app, sidecars: [collect], files: [logs] });
  expect(yamlOf(chart)).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: collect
      image: busybox:1.36
      restartPolicy: Always
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
  containers:
    - name: web
      image: nginx:1.27
      volumeMounts:
        - name: logs
          mountPath: /var/log/nginx
  volumes:
    - name: logs
      emptyDir: {}
`);
});

test('everything: all props', () => {
  const everything: Required<SidecarPatternProps> = {
    sidecars: [collect, { name: 'fetch', image: 'busybox:1.36' }],
    files: [
      logs,
      {
        name: 'pages',
        emptyDir: { medium: 'Memory', sizeLimit: '64Mi' },
        writers: [{ container: 'fetch', mountPath: '/out', subPath: 'html' }],
        readers: [{ container: 'web', mountPath: '/usr/share/nginx/html', subPath: 'html' }],
      },
      { name: 'config', configMap: { name: 'config' }, readers: [{ container: 'fetch', mountPath: '/etc/fetch' }] },
    ],
    sidecarForm: 'classic',
    startsBefore: [],
    startsAfter: [],
  };
  const chart = chartAt();
  new SidecarPod(chart, 'web', { metadata: { name: 'web' }, app, ...everything });
  expect(yamlOf(chart)).toMatchSnapshot();
});

test('a sidecar is native for 1.29 and newer, and a normal container before', () => {
  const shape = (version: string) => {
    const chart = chartAt(version);
    new SidecarPod(chart, 'web', { app, sidecars: [collect] });
    const { initContainers, containers } = manifestOf(chart).spec;
    return { initContainers, containers };
  };
  expect(shape('1.28')).toEqual({ initContainers: undefined, containers: [app, collect] });
  expect(shape('1.29')).toEqual({ initContainers: [{ ...collect, restartPolicy: 'Always' }], containers: [app] });
});

test("the rest of the pod is the author's: other fields, more containers, other volumes", () => {
  const chart = chartAt();
  new SidecarPod(chart, 'web', {
    app: { ...app, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
    sidecars: [collect],
    files: [logs],
    containers: [{ name: 'more', image: 'busybox:1.36' }],
    volumes: [{ name: 'tmp', emptyDir: {} }],
    serviceAccountName: 'web',
    terminationGracePeriodSeconds: 5,
  });
  const { spec } = manifestOf(chart);
  expect(spec).toMatchObject({ serviceAccountName: 'web', terminationGracePeriodSeconds: 5 });
  expect(spec.initContainers.map(({ name }: any) => name)).toEqual(['collect']);
  expect(spec.containers.map(({ name }: any) => name)).toEqual(['web', 'more']);
  expect(spec.volumes.map(({ name }: any) => name)).toEqual(['tmp', 'logs']);
  expect(spec.containers[0].volumeMounts.map(({ name }: any) => name)).toEqual(['tmp', 'logs']);
});

describe('bad input', () => {
  test('a reader of files without a writer', () => {
    const chart = chartAt();
    new SidecarPod(chart, 'web', { app, sidecars: [collect], files: [{ name: 'logs', readers: logs.readers }] });
    expect(problemsOf(chart)).toEqual([
      '[test/web] patterns["sidecar collect"].files[0].readers[0]: container "collect" reads the files "logs", but no ' +
        'container writes them. They stay empty. Add a writer, or set a source that contains files, such as a configMap.',
    ]);
  });

  test('a container that the pod does not have', () => {
    const chart = chartAt();
    const files = [{ ...logs, writers: [{ container: 'wbe', mountPath: '/var/log/nginx' }] }];
    new SidecarPod(chart, 'web', { app, sidecars: [collect], files });
    expect(problemsOf(chart)).toEqual([
      '[test/web] patterns["sidecar collect"].files[0].writers[0]: the pod has no container "wbe". It has "collect", ' +
        '"web". Use one of these names.',
    ]);
  });

  test('a mount where the container has one already', () => {
    const chart = chartAt();
    new SidecarPod(chart, 'web', {
      app: { ...app, volumeMounts: [{ name: 'own', mountPath: '/var/log/nginx' }] },
      sidecars: [collect],
      files: [logs],
      volumes: [{ name: 'own', emptyDir: {} }],
    });
    expect(problemsOf(chart)).toEqual([
      '[test/web] patterns["sidecar collect"].files[0].writers[0].mountPath: container "web" mounts the volume "own" at ' +
        '"/var/log/nginx", but the pattern "sidecar collect" mounts the volume "logs" there. A container sees only one ' +
        'volume at a path. Change the mountPath of one of them.',
    ]);
  });

  test('no sidecar at all', () => {
    const chart = chartAt();
    new SidecarPod(chart, 'web', { app, sidecars: [] });
    expect(problemsOf(chart)).toEqual([
      '[test/web] patterns["sidecar "]: the pattern has no sidecar. Add at least one container to "sidecars".',
    ]);
  });
});
