import { Chart, Testing } from 'cdk8s';
import {
  AdapterPattern,
  AmbassadorPattern,
  AppDeployment,
  AppJob,
  AppPod,
  Container,
  InitPattern,
  KubernetesVersion,
  LocalAddress,
  SidecarForm,
  SidecarPattern,
  SidecarPatternProps,
  Waiver,
} from '../index';
import { compare } from '../manifest/diff/compare';
import { chartAt, manifestOf, problemsOf, withoutRule } from './synth';

const image = 'shop:1.0';
const app: Container = { name: 'web', image: 'nginx:1.27' };
const proxy: Container = { name: 'proxy', image };

function podWith(version: string, props: Partial<SidecarPatternProps>): Chart {
  const chart = chartAt(version);
  new AppPod(chart, 'web', { app, patterns: [new SidecarPattern({ sidecars: [proxy], ...props })] });
  return chart;
}

const shape = ({ spec: { initContainers = [], containers } }: any) => ({
  initContainers: initContainers.map(({ name, restartPolicy }: any) => [name, restartPolicy]),
  containers: containers.map(({ name }: any) => name),
});

let stderr: jest.SpyInstance;
beforeEach(() => (stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true)));
afterEach(() => stderr.mockRestore());
const warnings = () => stderr.mock.calls.map(([line]) => withoutRule(line));

describe('the form that a pattern insists on', () => {
  test('classic, on a cluster that knows native sidecars', () => {
    expect(shape(manifestOf(podWith('1.37', { sidecarForm: 'classic' })))).toEqual({
      initContainers: [],
      containers: ['web', 'proxy'],
    });
  });

  test('native, on a cluster that does not know the field, is refused with the versions that do', () => {
    expect(problemsOf(podWith('1.27', { sidecarForm: 'native' }))).toEqual([
      expect.stringMatching(
        /^\[test\/web\] spec\.initContainers\[0\]\.restartPolicy: Kubernetes 1\.27 .*KubernetesVersion\.set\(app, '1\.29'\)\.$/,
      ),
    ]);
  });

  test('native, on a cluster that knows the field and drops it, is warned of', () => {
    expect(problemsOf(podWith('1.28', { sidecarForm: 'native' }))).toEqual([]);
    expect(warnings()).toEqual([
      expect.stringMatching(
        /^warning: \[test\/web\] spec\.initContainers\[0\]\.restartPolicy: Kubernetes 1\.28 drops .*\(app, '1\.29'\)\.\n$/,
      ),
    ]);
  });

  test('that is none is refused', () => {
    expect(problemsOf(podWith('1.37', { sidecarForm: 'Native' as SidecarForm }))).toEqual([
      '[test/web] patterns["sidecar proxy"]: the sidecar form "Native" is unknown. Set it to "native" or "classic".',
    ]);
  });

  test('can differ between the patterns of one pod', () => {
    const chart = chartAt('1.37');
    const sidecar = (name: string, sidecarForm: SidecarForm) =>
      new SidecarPattern({ sidecars: [{ name, image }], sidecarForm });
    new AppPod(chart, 'web', { app, patterns: [sidecar('a', 'classic'), sidecar('b', 'native')] });
    expect(shape(manifestOf(chart))).toEqual({ initContainers: [['b', 'Always']], containers: ['web', 'a'] });
  });

  test('reaches a pattern that wants to know it', () => {
    const seen: string[] = [];
    const looking = { name: 'looking', contribute: (pod: any) => void seen.push(pod.sidecarForm) as any };
    for (const version of ['1.28', '1.29']) {
      new AppPod(chartAt(version), 'web', { app, patterns: [looking] }).toJson();
    }
    expect(seen).toEqual(['classic', 'native']);
  });
});

describe('a classic sidecar in a Job', () => {
  const job = (version: string) => {
    const chart = chartAt(version);
    const patterns = [new SidecarPattern({ sidecars: [proxy] })];
    return { chart, made: new AppJob(chart, 'job', { metadata: { name: 'job' }, app, patterns }) };
  };

  test('is refused, since the Job would never complete', () => {
    expect(problemsOf(job('1.27').chart)).toEqual([
      '[test/job] patterns["sidecar proxy"]: "proxy" is a classic sidecar in a Job. It runs after the app has ended, so ' +
        "the Job never completes. Set the version of a cluster that has native sidecars: KubernetesVersion.set(app, '1.29'). " +
        "If the sidecar ends by itself, waive the rule: Waiver.add(job, 'runtime/sidecar-keeps-job', 'why it ends').",
    ]);
  });

  test('passes where a reason is given', () => {
    const { chart, made } = job('1.27');
    Waiver.add(made, 'runtime/sidecar-keeps-job', 'it ends when the app says so');
    expect(problemsOf(chart)).toEqual([]);
    expect(() => Waiver.add(made, 'runtime/sidecar-keeps-job', ' ')).toThrow(
      '[test/job] the waiver of runtime/sidecar-keeps-job has no reason. Write why the rule does not matter here.',
    );
  });

  test('passes as a native one', () => {
    expect(problemsOf(job('1.29').chart)).toEqual([]);
  });
});

test('a classic sidecar in a pod that is not restarted is warned of, since the pod would never complete', () => {
  const chart = chartAt('1.27');
  const patterns = [new SidecarPattern({ sidecars: [proxy] })];
  const pod = new AppPod(chart, 'web', { restartPolicy: 'Never', app, patterns });
  manifestOf(chart);
  expect(warnings()).toEqual([
    'warning: [test/web] patterns["sidecar proxy"]: "proxy" is a classic sidecar in a pod that is not restarted. It runs ' +
      'after the app has ended, so the pod never completes. Set the version of a cluster that has native sidecars: ' +
      "KubernetesVersion.set(app, '1.29'). If the sidecar ends by itself, waive the rule: Waiver.add(pod, " +
      "'runtime/sidecar-keeps-job', 'why it ends').\n",
  ]);
  stderr.mockClear();
  KubernetesVersion.set(pod, '1.29');
  manifestOf(chart);
  expect(warnings()).toEqual([]);
});

describe('an order that is asked for', () => {
  const startsBefore = ['web'];
  const postStart = { exec: { command: ['sh', '-c', 'until wget -q localhost:8080; do sleep 1; done'] } };

  test('is kept by a native sidecar', () => {
    expect(shape(manifestOf(podWith('1.29', { startsBefore }))).initContainers).toEqual([['proxy', 'Always']]);
    expect(warnings()).toEqual([]);
  });

  test('is kept by a classic sidecar with a postStart hook, which is placed before the app', () => {
    const sidecars = [{ ...proxy, lifecycle: { postStart } }];
    expect(shape(manifestOf(podWith('1.27', { startsBefore, sidecars }))).containers).toEqual(['proxy', 'web']);
    expect(warnings()).toEqual([]);
  });

  test('is warned of where a classic sidecar cannot keep it, once', () => {
    const chart = podWith('1.27', { startsBefore });
    expect(shape(manifestOf(chart)).containers).toEqual(['web', 'proxy']);
    manifestOf(chart);
    expect(warnings()).toEqual([
      'warning: [test/web] patterns["sidecar proxy"]: "web" does not wait for "proxy": they start together. Only ' +
        'init containers and native sidecars start one after the other. Add a postStart hook to "proxy" that ends when it is ' +
        "ready: then the next container starts. Or use native sidecars: KubernetesVersion.set(app, '1.29').\n",
    ]);
  });

  test('can name a pattern', () => {
    const chart = chartAt('1.37');
    const first = new SidecarPattern({ sidecars: [{ name: 'b', image }], startsBefore: ['init a, c'] });
    const steps = new InitPattern({ steps: ['a', 'c'].map((name) => ({ name, image })) });
    new AppPod(chart, 'web', { app, patterns: [steps, first] });
    expect(shape(manifestOf(chart)).initContainers.map(([name]: any) => name)).toEqual(['b', 'a', 'c']);
  });

  test('can be set by the later container', () => {
    const chart = chartAt('1.37');
    const sidecar = (name: string, startsAfter: string[]) =>
      new SidecarPattern({ sidecars: [{ name, image }], startsAfter });
    new AppPod(chart, 'web', { app, patterns: [sidecar('b', ['a']), sidecar('a', [])] });
    expect(shape(manifestOf(chart)).initContainers.map(([name]: any) => name)).toEqual(['a', 'b']);
  });

  test.each(['1.27', '1.37'])('that leads in a circle is refused for %s, and written out', (version) => {
    const chart = chartAt(version);
    const sidecar = (name: string, other: string) =>
      new SidecarPattern({ sidecars: [{ name, image }], startsAfter: [other] });
    new AppPod(chart, 'web', { app, patterns: [sidecar('a', 'b'), sidecar('b', 'a')] });
    expect(problemsOf(chart)).toEqual([
      '[test/web] patterns: "a" starts before "b" starts before "a". A container cannot start before itself. Remove one of ' +
        'these orders.',
    ]);
  });
});

test('a field that no version has without a feature gate is warned of, since it would vanish', () => {
  const chart = chartAt('1.37');
  new AppPod(chart, 'web', { app, schedulingGroup: { podGroupName: 'web' } });
  manifestOf(chart);
  expect(warnings()).toEqual([
    expect.stringContaining('warning: [test/web] spec.schedulingGroup: Kubernetes 1.37 drops '),
  ]);
});

test('files without a reader are a warning', () => {
  const files = [{ name: 'data', writers: [{ container: 'web', mountPath: '/out' }] }];
  expect(problemsOf(podWith('1.37', { files }))).toEqual([]);
  expect(warnings()).toEqual([
    'warning: [test/web] patterns["sidecar proxy"].files[0].writers[0]: container "web" writes the files "data", but no ' +
      'container reads them. The files are deleted with the pod. Add a reader. A volume that only one container uses needs no ' +
      'pattern: use volumeMounts.\n',
  ]);
});

test('one program, for 1.27 and for 1.37: all that differs is the form of the sidecars', () => {
  const program = (version: string): any[] => {
    const chart = chartAt();
    KubernetesVersion.set(chart, version);
    new AppDeployment(chart, 'web', {
      metadata: { name: 'web' },
      app: { ...app, ports: [{ containerPort: 80 }] },
      patterns: [
        new InitPattern({ steps: [{ name: 'prepare', image }] }),
        new AmbassadorPattern({
          ambassador: { name: 'db', image, ports: [{ containerPort: 5432 }] },
          addresses: [LocalAddress.url('DB', '{host}:{port}')],
        }),
        new AdapterPattern({ adapter: { name: 'metrics', image, ports: [{ containerPort: 9100 }] } }),
      ],
    });
    return Testing.synth(chart);
  };
  const [before, after] = ['1.27', '1.37'].map((version) =>
    program(version).map((object) => ({ object, file: 'web.yaml', location: 'web.yaml' })),
  );
  const { changes } = compare(before, after);
  expect(changes.map(({ kind, name, differences }) => [kind, name, differences.map(({ text }) => text)])).toEqual([
    ['Deployment', 'web', ['sidecar db is now native', 'sidecar metrics is now native']],
  ]);
});
