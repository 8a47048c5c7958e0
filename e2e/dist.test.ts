import {
  apply,
  claim,
  eventually,
  exec,
  get,
  kubectl,
  logs,
  MARK,
  orTell,
  PodObject,
  promise,
  read,
  ready,
  remove,
} from './kubectl';
import { ANSWER, world } from './world';

const undo: (() => Promise<void>)[] = [];

/** The verbs of what `kubectl apply` did, each once. */
const verbs = (output: string) => [...new Set(output.split('\n').map((line) => line.split(' ').pop()))];

const applyDist = () => kubectl('apply', '--validate=strict', '--warnings-as-errors', '-f', 'dist/');

beforeAll(async () => {
  await claim('-f', 'dist/');
  await claim('pod/world', 'service/world');
  // before the pods, so that they also get the variables of its Service
  undo.push(() => remove('pod/world', 'service/world'));
  await apply(world());
  await orTell(() => ready('world'));
});

afterAll(async () => {
  await Promise.all(undo.map((step) => step()));
});

describe('dist/', () => {
  promise('applies to an empty cluster in one command, the namespace before its objects', async () => {
    undo.push(() => remove('-f', 'dist/'));
    const output = await applyDist();
    expect(verbs(output)).toEqual(['created']);
    expect(output.indexOf('namespace/custom-namespace')).toBeLessThan(output.indexOf('pod/kubia-manual'));
  });

  promise('changes nothing when it is applied again', async () => {
    expect(verbs(await applyDist())).toEqual(['unchanged']);
  });
});

describe('kubia-manual', () => {
  const namespace = ['-n', 'custom-namespace'];

  const where = async () => (await get('kubia-manual', ...namespace)).spec.nodeName;

  promise('stays Pending while no node has the label gpu=true, and runs when one has', async () => {
    const labelled = await kubectl('get', 'nodes', '-l', 'gpu=true', '-o', 'jsonpath={.items[*].metadata.name}');
    if (labelled !== '') {
      // no need to label one
      await ready('kubia-manual', ...namespace);
      expect(labelled.split(' ')).toContain(await where());
      return;
    }
    const unschedulable = `jsonpath={.status.conditions[?(@.type=="PodScheduled")].reason}=Unschedulable`;
    await kubectl('wait', `--for=${unschedulable}`, '--timeout=60s', 'pod/kubia-manual', ...namespace);
    expect((await get('kubia-manual', ...namespace)).status.phase).toBe('Pending');

    // the pod requires this label; the mark shows that the tests may remove it
    const node = (await get('world')).spec.nodeName!;
    await kubectl('label', 'node', node, 'gpu=true', MARK);
    undo.push(async () => void (await kubectl('label', 'node', node, 'gpu-', `${MARK.split('=')[0]}-`)));
    const status = async () => (await get('kubia-manual', ...namespace)).status;
    await eventually(async () => expect((await status()).phase).not.toBe('Pending'));
    if ((await status()).reason === 'NodeAffinity') {
      // the scheduler was faster than the kubelet, which refuses for good what it has not heard of yet
      await kubectl('delete', 'pod', 'kubia-manual', '--now', ...namespace);
      await applyDist();
    }
    await ready('kubia-manual', ...namespace);
    expect(await where()).toBe(node);
  });
});

describe('every pod of dist/', () => {
  promise('becomes Ready', async () => {
    const objects: (PodObject & { kind: string })[] = JSON.parse(
      await kubectl('get', '-f', 'dist/', '-o', 'json'),
    ).items;
    const pods = objects.filter(({ kind }) => kind === 'Pod');
    expect(pods.length).toBeGreaterThan(0);
    await Promise.all(pods.map(({ metadata }) => ready(metadata.name, '-n', metadata.namespace)));
  });
});

describe('client-with-ambassador', () => {
  promise('gets the answer of the world through localhost', async () => {
    await eventually(async () => expect(await logs('client-with-ambassador', 'client')).toContain(ANSWER));
  });

  promise('has an app that knows only localhost, not the address of the world, and no credentials', async () => {
    const environment = (await exec('client-with-ambassador', 'client', 'env')).split('\n');
    expect(environment.filter((variable) => /world|upstream/i.test(variable))).toEqual([
      'WORLD_URL=http://localhost:9000/',
    ]);
    expect(environment.filter((variable) => /token|secret|password|credential/i.test(variable))).toEqual([]);
    const secrets = exec('client-with-ambassador', 'client', 'ls', '/var/run/secrets');
    await expect(secrets).rejects.toThrow('No such file or directory');
  });
});

describe('web-with-sidecar', () => {
  promise('has a sidecar that prints what the app writes', async () => {
    const reading = read('web-with-sidecar', 'web', 'http://localhost:8080/a-page-that-is-not-there');
    await expect(reading).rejects.toThrow('404');
    await eventually(async () =>
      expect(await logs('web-with-sidecar', 'collect')).toMatch(/url:\/a-page-that-is-not-there\n.*response:404/),
    );
  });

  promise('gives the sidecar a read-only mount', async () => {
    const writing = exec('web-with-sidecar', 'collect', 'touch', '/logs/written-by-the-sidecar');
    await expect(writing).rejects.toThrow('Read-only file system');
  });

  promise('has containers that share localhost, host name and IP', async () => {
    expect(await read('web-with-sidecar', 'collect', 'http://localhost:8080/')).toBe('hello');
    const { podIP } = (await get('web-with-sidecar')).status;
    for (const container of ['web', 'collect']) {
      expect(await exec('web-with-sidecar', container, 'hostname')).toBe('web-with-sidecar');
      expect(await exec('web-with-sidecar', container, 'hostname', '-i')).toBe(podIP);
    }
  });
});

describe('counter-with-adapter', () => {
  promise('serves the counts of the app to other pods, in the format of Prometheus', async () => {
    expect(await exec('counter-with-adapter', 'counter', 'cat', '/count/now')).toMatch(/^visits: \d+$/);
    const { podIP } = (await get('counter-with-adapter')).status;
    const visits = async () => {
      const metrics = await read('world', 'world', `http://${podIP}:9100/metrics`);
      expect(metrics).toMatch(/^visits_total \d+$/);
      return Number(metrics.split(' ')[1]);
    };
    const before = await visits();
    await eventually(async () => expect(await visits()).toBeGreaterThan(before));
  });
});

describe('site-with-init', () => {
  promise('serves the page that its step prepared, and the step has ended', async () => {
    expect(await read('site-with-init', 'site', 'http://localhost:8080/')).toBe('prepared by init');
    const [step] = (await get('site-with-init')).status.initContainerStatuses!;
    expect(step.state.terminated?.reason).toBe('Completed');
  });
});
