import { SharedFiles, SharedFilesEnd, SidecarPod, VolumeMount } from '../index';
import { chartAt, manifestOf, problemsOf } from './synth';

const app = { name: 'web', image: 'web:1' };
const sidecars = [{ name: 'logs', image: 'logs:1', env: [{ name: 'POD', value: 'web' }] }];
const web = { container: 'web', mountPath: '/logs' };
const reader = { container: 'logs', mountPath: '/logs' };

const podWith = (files: SharedFiles[], ...volumeMounts: VolumeMount[]): ReturnType<typeof chartAt> => {
  const chart = chartAt('1.37');
  new SidecarPod(chart, 'web', { app: { ...app, volumeMounts }, sidecars, files });
  return chart;
};

const mounts = (...files: SharedFiles[]): { web: object[]; logs: object[] } => {
  const { containers, initContainers } = manifestOf(podWith(files)).spec;
  return { web: containers[0].volumeMounts, logs: initContainers[0].volumeMounts };
};

/** All fields of a VolumeMount except its name. A new field that `SharedFilesEnd` lacks does not compile. */
const everyField: Required<Omit<VolumeMount, 'name'>> & Required<SharedFilesEnd> = {
  container: 'logs',
  mountPath: '/logs',
  subPath: 'a',
  subPathExpr: '$(A)',
  readOnly: true,
  recursiveReadOnly: 'IfPossible',
  mountPropagation: 'None',
  bindMountOptions: ['noexec'],
  raw: { tomorrow: true },
};

test('an end accepts every field of a mount', () => {
  const { subPathExpr, ...end } = everyField;
  const { container, raw, ...mount } = end;
  // the field of `raw` is newer than the library: a warning
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const chart = podWith([{ name: 'logs', writers: [web], readers: [end] }]);
  const [written] = manifestOf(chart).spec.initContainers[0].volumeMounts;
  expect(written).toStrictEqual({ name: 'logs', ...mount, ...raw });
  expect(Object.keys(written).slice(0, 4)).toEqual(['name', 'mountPath', 'subPath', 'readOnly']);
});

test('writers mount the files without a field that the code does not set, and readers mount them read-only', () => {
  expect(mounts({ name: 'logs', writers: [web], readers: [{ ...reader, subPathExpr: '$(POD)' }] })).toEqual({
    web: [{ name: 'logs', mountPath: '/logs' }],
    logs: [{ name: 'logs', mountPath: '/logs', subPathExpr: '$(POD)', readOnly: true }],
  });
});

describe('containers that read and write the same files', () => {
  test('are writers', () => {
    expect(mounts({ name: 'logs', writers: [web, reader] })).toEqual({
      web: [{ name: 'logs', mountPath: '/logs' }],
      logs: [{ name: 'logs', mountPath: '/logs' }],
    });
  });

  test('or readers with `readOnly: false`, which counts as a writer', () => {
    const files = { name: 'logs', readers: [{ ...reader, readOnly: false }, web] };
    expect(mounts(files)).toEqual({
      web: [{ name: 'logs', mountPath: '/logs', readOnly: true }],
      logs: [{ name: 'logs', mountPath: '/logs', readOnly: false }],
    });
  });
});

describe('a mount that cannot work is an error', () => {
  test('a writer that only reads', () => {
    const files = { name: 'logs', writers: [{ ...web, readOnly: true }], readers: [reader] };
    expect(problemsOf(podWith([files]))).toEqual([
      '[test/web] patterns["sidecar logs"].files[0].writers[0].readOnly: container "web" writes the files "logs", but its mount is ' +
        'read-only. It cannot write them. Remove `readOnly`, or make it a reader.',
    ]);
  });

  test('a container that has the files at one path with different fields', () => {
    const both = [
      { ...web, mountPropagation: 'HostToContainer' as const },
      { ...web, recursiveReadOnly: 'Enabled' as const },
      { ...web, subPathExpr: '$(A)' },
    ];
    for (const other of both) {
      const files = { name: 'logs', writers: [web, reader], readers: [other] };
      expect(problemsOf(podWith([files]))[0]).toMatch(
        /^\[test\/web\] patterns\["sidecar logs"\]\.files\[0\]\.readers\[0\]/,
      );
    }
    const files = { name: 'logs', emptyDir: {}, writers: [{ ...web, mountPropagation: 'None' as const }, reader] };
    expect(problemsOf(podWith([files], { name: 'logs', mountPath: '/logs' }))).toEqual([
      expect.stringContaining('with another `mountPropagation`. A container can have only one mount at a path.'),
    ]);
  });
});
