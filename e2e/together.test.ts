import { Chart, Testing } from 'cdk8s';
import { Service } from 'cdk8s-plus-27';
import {
  AmbassadorPattern,
  AppDeployment,
  AppPod,
  Container,
  KubernetesVersion,
  LocalAddress,
  SidecarPattern,
} from '../index';
import { compare } from '../manifest/compare';
import { print } from '../manifest/print';
import { apply, eventually, get, kubectl, orTell, ownNamespace, promise, ready, removeNamespace } from './kubectl';

const image = 'busybox:1.36';
const sh = (script: string): string[] => ['sh', '-c', `trap 'exit 0' TERM; ${script} & wait`];

/** A web server that says something. */
const server = (name: string, says: string, containerPort = 8080): Container => ({
  name,
  image,
  command: sh(`mkdir -p /tmp/www; echo "${says}" > /tmp/www/index.html; httpd -f -p ${containerPort} -h /tmp/www`),
  ports: [{ name: `http-${name}`, containerPort }],
  readinessProbe: { httpGet: { path: '/', port: containerPort }, periodSeconds: 1 },
});
const idle = (name: string): Container => ({ name, image, command: sh('sleep 10000') });

let namespace: string;
let here: string[];
beforeAll(() =>
  orTell(async () => {
    namespace = await ownNamespace('together');
    here = ['-n', namespace];
  }),
);
afterAll(() => removeNamespace(namespace));

/** The objects that are put into a chart. */
function synth(fill: (chart: Chart) => void, version = '1.27'): any[] {
  const chart = new Chart(Testing.app(), 'chart', { namespace });
  KubernetesVersion.set(chart, version);
  fill(chart);
  return Testing.synth(chart);
}

const inPod = (pod: string, container: string, ...command: string[]) =>
  kubectl('exec', pod, '-c', container, ...here, '--', ...command);

describe('the containers of one pod', () => {
  beforeAll(() =>
    orTell(async () => {
      const files = [
        {
          name: 'data',
          writers: [{ container: 'web', mountPath: '/out' }],
          readers: [{ container: 'beside', mountPath: '/in' }],
        },
      ];
      const pod = (name: string) => (chart: Chart) =>
        new AppPod(chart, name, {
          metadata: { name },
          app: server('web', `I am ${name}`),
          patterns: [new SidecarPattern({ sidecars: [idle('beside')], files })],
        });
      await apply(print(synth((chart) => ['one', 'two'].forEach((name) => pod(name)(chart)))));
      await Promise.all(['one', 'two'].map((name) => ready(name, ...here)));
    }),
  );

  promise('reach each other over localhost, and have one host name and one IP; two pods have not', async () => {
    const ips = [];
    for (const pod of ['one', 'two']) {
      expect(await inPod(pod, 'beside', 'wget', '-q', '-O', '-', 'localhost:8080')).toBe(`I am ${pod}`);
      expect(await inPod(pod, 'beside', 'hostname')).toBe(pod);
      const { podIP } = (await get(pod, ...here)).status;
      expect(await inPod(pod, 'beside', 'hostname', '-i')).toBe(podIP);
      ips.push(podIP);
    }
    expect(ips[0]).not.toBe(ips[1]);
  });

  promise('share a volume, which another pod does not see', async () => {
    await inPod('one', 'web', 'sh', '-c', 'echo written > /out/file');
    expect(await inPod('one', 'beside', 'cat', '/in/file')).toBe('written');
    await expect(inPod('two', 'beside', 'cat', '/in/file')).rejects.toThrow('No such file');
  });

  promise('live apart: when one is started again, the other goes on, and the pod stays where it is', async () => {
    const status = async (container: string) =>
      kubectl(
        'get',
        'pod',
        'one',
        ...here,
        '-o',
        `jsonpath={.status.containerStatuses[?(@.name=="${container}")].restartCount}`,
      );
    const before = await get('one', ...here);
    await inPod('one', 'web', 'kill', '1').catch(() => undefined); // the command may end with its container
    await eventually(async () => expect(await status('web')).toBe('1'));
    await ready('one', ...here);
    const after = await get('one', ...here);
    expect(await status('beside')).toBe('0');
    expect([after.spec.nodeName, after.status.podIP]).toEqual([before.spec.nodeName, before.status.podIP]);
  });
});

describe('a Service', () => {
  beforeAll(() =>
    orTell(async () => {
      const objects = synth((chart) => {
        const pod = new AppPod(chart, 'upstream', {
          metadata: { name: 'upstream', labels: { app: 'upstream' } },
          app: server('upstream', 'Hello from upstream'),
        });
        const targetPort = pod.portNumber('http-upstream');
        new Service(chart, 'service', {
          metadata: { name: 'upstream' },
          selector: pod,
          ports: [{ port: 80, targetPort }],
        });
        new AppPod(chart, 'asking', {
          metadata: { name: 'asking' },
          app: idle('asking'),
          patterns: [
            new AmbassadorPattern({
              // nc takes one connection at a time, and hands it to the Service
              ambassador: {
                name: 'ambassador',
                image,
                command: sh('while true; do nc -l -p 9000 -e nc upstream 80; done'),
                ports: [{ containerPort: 9000 }],
              },
              addresses: [LocalAddress.url('UPSTREAM', 'http://{host}:{port}/')],
            }),
          ],
        });
      });
      await apply(print(objects));
      await Promise.all(['upstream', 'asking'].map((name) => ready(name, ...here)));
    }),
  );

  const asked = () => inPod('asking', 'asking', 'wget', '-q', '-O', '-', `http://upstream.${namespace}`);

  promise('of cdk8s-plus that selects a pod answers by its name from another pod', async () => {
    await eventually(async () => expect(await asked()).toBe('Hello from upstream'));
  });

  promise('is what an ambassador hands on to', async () => {
    const through = () => inPod('asking', 'asking', 'sh', '-c', 'wget -q -O - $UPSTREAM');
    await eventually(async () => expect(await through()).toBe('Hello from upstream'));
  });

  promise('loses the pod whose label is changed by hand, and has it back with the label', async () => {
    const label = (value: string) => kubectl('label', 'pod', 'upstream', `app=${value}`, '--overwrite', ...here);
    const endpoints = () =>
      kubectl(
        'get',
        'endpointslices',
        '-l',
        'kubernetes.io/service-name=upstream',
        ...here,
        '-o',
        'jsonpath={.items[*].endpoints[*].targetRef.name}',
      );
    expect(await endpoints()).toBe('upstream');
    await label('other');
    await eventually(async () => expect(await endpoints()).toBe(''));
    await label('upstream');
    await eventually(async () => expect(await endpoints()).toBe('upstream'));
    await eventually(async () => expect(await asked()).toBe('Hello from upstream'));
  });
});

promise('a Deployment changes from classic sidecars to native ones by a rollout that completes', async () => {
  const deployment = (version: string) =>
    synth((chart) => {
      new AppDeployment(chart, 'web', {
        metadata: { name: 'web' },
        app: server('web', 'Hello'),
        patterns: [new SidecarPattern({ sidecars: [idle('beside')] })],
      });
    }, version);
  const { serverVersion } = JSON.parse(await kubectl('version', '-o', 'json'));
  const [classic, native] = [deployment('1.27'), deployment(`1.${parseInt(serverVersion.minor)}`)];
  const listed = (objects: any[]) => objects.map((object) => ({ object, file: 'web.yaml', place: 'web.yaml' }));
  const differences = compare(listed(classic), listed(native)).changes.flatMap((change) => change.differences);
  expect(differences.map(({ text }) => text)).toEqual(['sidecar beside is now native']);
  for (const objects of [classic, native]) {
    await apply(print(objects));
    await kubectl('rollout', 'status', 'deployment/web', '--timeout=90s', ...here);
  }
  const pods = await kubectl(
    'get',
    'deployment',
    'web',
    ...here,
    '-o',
    'jsonpath={.spec.template.spec.initContainers[*].name}',
  );
  expect(pods).toBe('beside');
});
