import { Chart, Helm, Testing } from 'cdk8s';
import { Deployment, ImagePullPolicy } from 'cdk8s-plus-27';
import {
  AdapterPattern,
  AppJob,
  AppPod,
  Container,
  InitPattern,
  KubernetesVersion,
  LocalAddress,
  Patterns,
  PodTemplates,
  SidecarPattern,
  Waiver,
} from '../index';
import { print } from '../manifest/yaml/print';
import { apply, clusterVersion, eventually, kubectl, orTell, ownNamespace, promise, removeNamespace } from './kubectl';

const image = 'busybox:1.36';

const sh = (script: string): string[] => ['sh', '-c', script];

/** Applies the objects of a chart, by default for the version of the cluster. */
async function applied(fill: (chart: Chart) => void, version?: string): Promise<void> {
  const chart = new Chart(Testing.app(), 'chart', { namespace });
  KubernetesVersion.set(chart, version ?? (await clusterVersion()));
  fill(chart);
  await apply(print(Testing.synth(chart)));
}

/** The lines that the containers of a pod have printed, in the order in which they did. */
async function lines(pod: string): Promise<string[]> {
  const printed = await kubectl('logs', pod, '-n', namespace, '--all-containers', '--timestamps');
  return printed
    .split('\n')
    .sort()
    .map((line) => line.slice(line.indexOf(' ') + 1));
}

/** A container that prints when it starts, and when it gets a stop signal. */
const telling = (name: string): Container => ({
  name,
  image,
  command: sh(`echo ${name} starts; trap 'echo ${name} stops; exit 0' TERM; while true; do sleep 0.1; done`),
});

let namespace: string;
beforeAll(() => orTell(async () => void (namespace = await ownNamespace('sidecars'))));
afterAll(() => removeNamespace(namespace));

promise('native sidecars start before the app, in order, and stop after it, in reverse', async () => {
  await applied((chart) => {
    new AppPod(chart, 'pod', {
      metadata: { name: 'order' },
      restartPolicy: 'Never',
      app: { name: 'app', image, command: sh('echo app starts; sleep 1; echo app ends') },
      patterns: [
        new InitPattern({ steps: [{ name: 'step', image, command: sh('echo step runs') }] }),
        new SidecarPattern({ sidecars: [telling('second'), telling('third')] }),
        new SidecarPattern({ sidecars: [telling('first')], startsBefore: ['step'] }),
      ],
    });
  });
  await kubectl('wait', '--for=jsonpath={.status.phase}=Succeeded', '--timeout=60s', 'pod/order', '-n', namespace);
  expect(await lines('order')).toEqual([
    'first starts',
    'step runs',
    'second starts',
    'third starts',
    'app starts',
    'app ends',
    'third stops',
    'second stops',
    'first stops',
  ]);
});

promise('the app waits for the startupProbe of a native sidecar', async () => {
  await applied((chart) => {
    const command = sh('sleep 2; echo ready; touch /tmp/ready; trap "exit 0" TERM; while true; do sleep 0.1; done');
    const startupProbe = { exec: { command: ['test', '-e', '/tmp/ready'] }, periodSeconds: 1 };
    new AppPod(chart, 'pod', {
      metadata: { name: 'startup' },
      restartPolicy: 'Never',
      app: { name: 'app', image, command: sh('echo app starts') },
      patterns: [new SidecarPattern({ sidecars: [{ name: 'slow', image, command, startupProbe }] })],
    });
  });
  await eventually(async () => expect(await lines('startup')).toEqual(['ready', 'app starts']));
});

promise('the app waits for the postStart hook of a classic sidecar that is to start before it', async () => {
  await applied((chart) => {
    const postStart = { exec: { command: sh('until [ -e /tmp/ready ]; do sleep 0.1; done') } };
    const command = sh('sleep 2; echo ready; touch /tmp/ready; trap "exit 0" TERM; while true; do sleep 0.1; done');
    const sidecars = [{ name: 'slow', image, command, lifecycle: { postStart } }];
    new AppPod(chart, 'pod', {
      metadata: { name: 'hook' },
      terminationGracePeriodSeconds: 1,
      app: { name: 'app', image, command: sh('echo app starts; sleep 1000') },
      patterns: [new SidecarPattern({ sidecars, startsBefore: ['app'] })],
    });
  }, '1.27');
  await eventually(async () => expect(await lines('hook')).toEqual(['ready', 'app starts']));
});

promise('a step counts on top of the native sidecars before it, and not on top of classic ones', async () => {
  const cpu = (amount: string) => ({ resources: { requests: { cpu: amount } } });
  const pod = (name: string) => (chart: Chart) => {
    const startsBefore = name === 'native-requests' ? ['step'] : [];
    new AppPod(chart, 'pod', {
      metadata: { name },
      app: { name: 'app', image, command: ['sleep', '1000'], ...cpu('5m') },
      terminationGracePeriodSeconds: 1,
      patterns: [
        new InitPattern({ steps: [{ name: 'step', image, command: ['true'], ...cpu('30m') }] }),
        new SidecarPattern({ sidecars: [{ ...telling('sidecar'), ...cpu('10m') }], startsBefore }),
      ],
    });
  };
  await applied(pod('native-requests'));
  await applied(pod('classic-requests'), '1.27');
  await eventually(async () => {
    const told = await kubectl('describe', 'nodes');
    expect(told).toMatch(/ native-requests +40m /);
    expect(told).toMatch(/ classic-requests +30m /);
  });
});

describe('a Job', () => {
  const work: Container = { name: 'work', image, command: sh('echo done') };
  const proxy = telling('proxy');

  promise('completes beside a native sidecar', async () => {
    await applied((chart) => {
      const patterns = [new SidecarPattern({ sidecars: [proxy] })];
      new AppJob(chart, 'job', { metadata: { name: 'native' }, app: work, patterns });
    });
    await kubectl('wait', '--for=condition=Complete', '--timeout=60s', 'job/native', '-n', namespace);
  });

  promise('is kept alive by a classic sidecar, as the waived rule reports', async () => {
    await applied((chart) => {
      const patterns = [new SidecarPattern({ sidecars: [proxy], sidecarForm: 'classic' })];
      const job = new AppJob(chart, 'job', { metadata: { name: 'classic' }, app: work, patterns });
      Waiver.add(job, 'runtime/sidecar-keeps-job', 'this is what the test wants to see');
    });
    const pod = ['pods', '-n', namespace, '-l', 'job-name=classic', '-o'];
    const ended = 'jsonpath={.items[0].status.containerStatuses[?(@.name=="work")].state.terminated.reason}';
    await eventually(async () => expect(await kubectl('get', ...pod, ended)).toBe('Completed'));
    expect(await kubectl('get', ...pod, 'jsonpath={.items[0].status.phase}')).toBe('Running');
    const job = JSON.parse(await kubectl('get', 'job', 'classic', '-n', namespace, '-o', 'json'));
    expect(job.status).toMatchObject({ active: 1 });
    expect(job.status.conditions ?? []).toEqual([]);
  });
});

describe('a pattern runs', () => {
  const adapter: Container = {
    name: 'length',
    image,
    command: sh(
      'mkdir /tmp/out; while true; do wget -q -O - "$APP" | wc -c > /tmp/out/index.html; sleep 0.2; done & exec httpd -f -p 9100 -h /tmp/out',
    ),
    ports: [{ containerPort: 9100 }],
  };
  const pattern = () => new AdapterPattern({ adapter, addresses: [LocalAddress.url('APP', 'http://{host}:{port}/')] });

  /** The output of the adapter of a Deployment. */
  const told = async (deployment: string): Promise<string> =>
    kubectl(
      'exec',
      `deployment/${deployment}`,
      '-n',
      namespace,
      '-c',
      'web',
      '--',
      'wget',
      '-q',
      '-O-',
      'localhost:9100',
    );

  promise('attached to the output of a Helm chart', async () => {
    await applied((chart) => {
      const helm = new Helm(chart, 'helm', { chart: './e2e/chart', releaseName: 'web', namespace });
      Patterns.attach(PodTemplates.in(helm, { kind: 'Deployment', name: 'web' }), pattern());
    });
    await kubectl('rollout', 'status', 'deployment/web', '-n', namespace, '--timeout=60s');
    await eventually(async () => expect(await told('web')).toBe(String('Hello from the chart'.length)));
  });

  promise('attached to a Deployment of cdk8s-plus, as a native sidecar', async () => {
    await applied((chart) => {
      const deployment = new Deployment(chart, 'plus', {
        metadata: { name: 'plus' },
        replicas: 1,
        securityContext: { ensureNonRoot: false },
        containers: [
          {
            name: 'web',
            image,
            imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
            command: sh('echo -n Hello > /tmp/index.html; exec httpd -f -p 8080 -h /tmp'),
            ports: [{ number: 8080 }],
            securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false },
          },
        ],
      });
      Patterns.attach(deployment, pattern());
    });
    await kubectl('rollout', 'status', 'deployment/plus', '-n', namespace, '--timeout=60s');
    const path = 'jsonpath={.spec.template.spec.initContainers[0].restartPolicy}';
    expect(await kubectl('get', 'deployment/plus', '-n', namespace, '-o', path)).toBe('Always');
    await eventually(async () => expect(await told('plus')).toBe('5'));
  });
});
