import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Chart, Testing } from 'cdk8s';
import { Service } from 'cdk8s-plus-27';
import {
  AmbassadorPattern,
  AppDeployment,
  AppJob,
  AppPod,
  Container,
  KubernetesVersion,
  LocalAddress,
  SidecarPattern,
  Waiver,
} from '../index';
import { print } from '../manifest/yaml/print';
import {
  apply,
  clusterVersion,
  eventually,
  get,
  kubectl,
  orTell,
  ownNamespace,
  promise,
  ready,
  remove,
  removeNamespace,
  PATIENCE,
} from './kubectl';

const image = 'busybox:1.36';
const sh = (script: string): string[] => ['sh', '-c', `trap 'exit 0' TERM; ${script} & wait`];

/** A web server with one page. */
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

  promise(
    'live apart: when one is started again, the other goes on, and so does another pod; the pod stays where it is',
    async () => {
      const status = async (container: string, pod = 'one') =>
        kubectl(
          'get',
          'pod',
          pod,
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
      expect(await status('web', 'two')).toBe('0');
      expect([after.spec.nodeName, after.status.podIP]).toEqual([before.spec.nodeName, before.status.podIP]);
    },
  );
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
              // nc accepts one connection at a time, and forwards it to the Service
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

  const asked = () =>
    inPod('asking', 'asking', 'timeout', '5', 'wget', '-q', '-O', '-', `http://upstream.${namespace}`);

  promise('of cdk8s-plus that selects a pod answers by its name from another pod', async () => {
    await eventually(async () => expect(await asked()).toBe('Hello from upstream'));
  });

  promise('is what an ambassador hands on to', async () => {
    const through = () => inPod('asking', 'asking', 'sh', '-c', 'timeout 5 wget -q -O - $UPSTREAM');
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

describe('the same code for a newer Kubernetes', () => {
  const forms = async (fill: (chart: Chart) => void) => {
    const [classic, native] = [synth(fill, '1.27'), synth(fill, await clusterVersion())];
    return { classic: print(classic), native: print(native) };
  };
  const patterns = () => [new SidecarPattern({ sidecars: [idle('beside')] })];

  promise('changes a Deployment by a rollout that completes, and `cdk8s-pods diff` shows all of it', async () => {
    const { classic, native } = await forms((chart) => {
      new AppDeployment(chart, 'web', {
        metadata: { name: 'web' },
        app: server('web', 'Hello'),
        patterns: patterns(),
      });
    });
    expect(await diff(classic, native)).toBe(`Deployment ${namespace}/web: sidecar beside is now native`);
    for (const manifest of [classic, native]) {
      await apply(manifest);
      await kubectl('rollout', 'status', 'deployment/web', `--timeout=${PATIENCE}s`, ...here);
    }
    const path = 'jsonpath={.spec.template.spec.initContainers[*].name}';
    expect(await kubectl('get', 'deployment', 'web', ...here, '-o', path)).toBe('beside');
  });

  promise('cannot change a pod, which is deleted and made anew', async () => {
    const { classic, native } = await forms((chart) => {
      new AppPod(chart, 'bare', { metadata: { name: 'bare' }, app: idle('bare'), patterns: patterns() });
    });
    await apply(classic);
    await ready('bare', ...here);
    await expect(apply(native)).rejects.toThrow('pod updates may not add or remove containers');
    await remove('pod/bare', ...here);
    await apply(native);
    await ready('bare', ...here);
  });

  promise('cannot change the template of a Job, which is deleted and made anew', async () => {
    const { classic, native } = await forms((chart) => {
      const job = new AppJob(chart, 'work', {
        metadata: { name: 'work' },
        app: { name: 'work', image, command: ['true'] },
        patterns: patterns(),
      });
      Waiver.add(job, 'runtime/sidecar-keeps-job', 'it is not the classic form that is to complete');
    });
    await apply(classic);
    await expect(apply(native)).rejects.toThrow('field is immutable');
    await remove('job/work', ...here);
    await apply(native);
    await kubectl('wait', '--for=condition=Complete', '--timeout=60s', 'job/work', ...here);
  });
});

/** The output of `cdk8s-pods diff` for two manifests. */
async function diff(classic: string, native: string): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'diff-'));
  for (const [name, manifest] of Object.entries({ classic, native })) {
    fs.mkdirSync(path.join(folder, name));
    fs.writeFileSync(path.join(folder, name, 'web.yaml'), manifest);
  }
  const command = ['scripts/run.js', 'cli/main.ts'].map((file) => path.resolve(file));
  const { stdout } = spawnSync(process.execPath, [...command, 'diff', 'classic', 'native'], {
    cwd: folder,
    encoding: 'utf8',
  });
  fs.rmSync(folder, { recursive: true });
  return stdout.trim();
}
