import { parseAllDocuments } from 'yaml';
import { Form, podOf } from '../__tests__/pattern-pages';
import { apply, eventually, kubectl, orTell, ownNamespace, promise, ready, remove, removeNamespace } from './kubectl';
import { ANSWER, world } from './world';

// The sections "Seen on clusters" of docs/patterns: each test has the name of a line there, and uses the pod of the page.

let namespace: string[];
const forms: Form[] = ['native', 'classic'];

/** The pod as the cluster reports it. */
interface Seen {
  readonly phase: string;
  readonly ip: string;
  readonly isReady: boolean;
  /** By name, of all containers. */
  readonly containers: Record<string, ContainerSeen>;
}

interface ContainerSeen {
  readonly containerID?: string;
  readonly restartCount: number;
  readonly state: {
    readonly running?: object;
    readonly waiting?: { readonly reason: string };
    readonly terminated?: { readonly reason: string };
  };
}

/** A test of a statement of a page. If the statement names no form, the test runs for both forms at the same time. */
function seen(name: string, check: (form: Form) => Promise<void>, which: Form[] = forms): void {
  describe(name, () => {
    let checks: Promise<void>[];
    beforeAll(() => {
      checks = which.map(check);
      checks.forEach((one) => one.catch(() => undefined)); // told by its test
    });
    which.forEach((form, i) => promise(form, () => checks[i]));
  });
}

/** Applies the pod of a page under a name of its own, with a change. */
async function run(pattern: string, form: Form, name: string, change: (spec: any) => void = () => {}): Promise<void> {
  const pod = podOf(pattern, form);
  pod.metadata = { ...pod.metadata, name, namespace: namespace[1] };
  change(pod.spec);
  await apply(JSON.stringify(pod));
}

/** A container of a pod that is to be applied. */
function container(spec: any, name: string): any {
  return [...(spec.initContainers ?? []), ...spec.containers].find((one) => one.name === name);
}

/** One process space for the pod, so that the first process of a container can be killed from inside. */
function killable(spec: any): void {
  spec.shareProcessNamespace = true;
}

/** Kills the processes of a pod whose command line begins in a way. */
async function kill(pod: string, from: string, command: string): Promise<void> {
  const script = `for p in /proc/[0-9]*; do
    tr '\\0' ' ' < $p/cmdline | grep -q '^${command} ' && kill -9 \${p#/proc/}
  done; true`;
  await kubectl('exec', pod, '-c', from, ...namespace, '--', 'sh', '-c', script);
}

async function look(name: string): Promise<Seen> {
  const { status } = JSON.parse(await kubectl('get', 'pod', name, '-o', 'json', ...namespace));
  const all: (ContainerSeen & { name: string })[] = [
    ...(status.initContainerStatuses ?? []),
    ...(status.containerStatuses ?? []),
  ];
  return {
    phase: status.phase,
    ip: status.podIP,
    isReady: status.conditions.some((one: any) => one.type === 'Ready' && one.status === 'True'),
    // without the name of its image, of which there may be several
    containers: Object.fromEntries(
      all.map(({ name, containerID, restartCount, state }) => [name, { containerID, restartCount, state }]),
    ),
  };
}

/** Waits until a container runs again after it was started anew. */
async function restarted(pod: string, name: string): Promise<Seen> {
  await eventually(async () => {
    const { restartCount, state } = (await look(pod)).containers[name];
    expect({ restarted: restartCount > 0, state }).toEqual({ restarted: true, state: { running: expect.anything() } });
  });
  return look(pod);
}

const printed = (pod: string, name: string): Promise<string> => kubectl('logs', pod, '-c', name, ...namespace);
const inside = (pod: string, name: string, url: string): Promise<string> =>
  kubectl('exec', pod, '-c', name, ...namespace, '--', 'timeout', '5', 'wget', '-q', '-O', '-', url);
const fromWorld = (url: string): Promise<string> => inside('world', 'world', url);

beforeAll(() =>
  orTell(async () => {
    namespace = ['-n', await ownNamespace('faults')];
    await startWorld();
  }),
);
afterAll(() => removeNamespace(namespace[1]));

async function startWorld(): Promise<void> {
  const objects = parseAllDocuments(world()).map((document) => document.toJS());
  objects.forEach(({ metadata }) => (metadata.namespace = namespace[1]));
  await apply(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  await ready('world', ...namespace);
}

describe('docs/patterns/sidecar.md', () => {
  seen('the sidecar prints the access log of the app', async (form) => {
    await run('sidecar', form, `web-${form}`, killable);
    await ready(`web-${form}`, ...namespace);
    await eventually(async () => expect(await inside(`web-${form}`, 'logs', 'http://localhost:8080/')).toBe('hello'));
    await eventually(async () => expect(await printed(`web-${form}`, 'logs')).toContain('url:/'));
  });

  seen('a killed sidecar restarts; the app continues to run, and the pod keeps its IP address', async (form) => {
    const before = await look(`web-${form}`);
    await kill(`web-${form}`, 'web', 'tail -n');
    const after = await restarted(`web-${form}`, 'logs');
    expect(after.containers.web).toEqual(before.containers.web);
    expect(after.ip).toBe(before.ip);
    expect(await inside(`web-${form}`, 'logs', 'http://localhost:8080/')).toBe('hello');
  });

  seen('the restarted sidecar reads the log from its beginning, because the volume stays', async (form) => {
    const first = await kubectl(
      'exec',
      `web-${form}`,
      '-c',
      'logs',
      ...namespace,
      '--',
      'head',
      '-n',
      '1',
      '/logs/access.log',
    );
    expect(first).not.toBe('');
    await eventually(async () => expect((await printed(`web-${form}`, 'logs')).split('\n')[0]).toBe(first));
  });

  seen(
    'with restartPolicy Never, a native sidecar that is killed still restarts',
    async () => {
      await neverAgain('native');
      const { containers } = await restarted('never-native', 'logs');
      expect(containers.web).toMatchObject({ restartCount: 0, state: { running: expect.anything() } });
    },
    ['native'],
  );

  seen(
    'with restartPolicy Never, a classic sidecar that is killed does not restart, and the app continues to run',
    async () => {
      await neverAgain('classic');
      await eventually(async () => {
        const { containers, phase } = await look('never-classic');
        expect(containers.logs).toMatchObject({ restartCount: 0, state: { terminated: { reason: 'Error' } } });
        expect(containers.web).toMatchObject({ restartCount: 0, state: { running: expect.anything() } });
        expect(phase).toBe('Running');
      });
    },
    ['classic'],
  );

  async function neverAgain(form: Form): Promise<void> {
    await run('sidecar', form, `never-${form}`, (spec) => {
      killable(spec);
      spec.restartPolicy = 'Never';
    });
    await ready(`never-${form}`, ...namespace);
    await kill(`never-${form}`, 'web', 'tail -n');
  }
});

describe('docs/patterns/ambassador.md', () => {
  seen('the app gets the answer of the Service world through localhost', async (form) => {
    await run('ambassador', form, `client-${form}`, killable);
    await eventually(async () => expect(await printed(`client-${form}`, 'client')).toContain(ANSWER));
  });

  seen('no other pod can connect to the ambassador', async (form) => {
    const { ip } = await look(`client-${form}`);
    await expect(fromWorld(`http://${ip}:9000/`)).rejects.toThrow('Connection refused');
  });

  seen(
    'native: if the ambassador starts slowly, the app waits for it, and no request fails',
    async (form) => {
      await run('ambassador', form, `late-${form}`, late);
      await eventually(async () => expect(await printed(`late-${form}`, 'client')).toContain(ANSWER));
      expect(await printed(`late-${form}`, 'client')).not.toContain('no answer');
    },
    ['native'],
  );

  seen(
    'classic: if the ambassador starts slowly, the app starts first, and its requests fail until the ambassador is ready',
    async (form) => {
      await run('ambassador', form, `late-${form}`, late);
      await eventually(async () => expect(await printed(`late-${form}`, 'client')).toContain(ANSWER));
      const answers = (await printed(`late-${form}`, 'client'))
        .split('\n')
        .filter((line) => !line.startsWith('wget: '));
      expect(answers[0]).toBe('no answer');
    },
    ['classic'],
  );

  seen('if the ambassador is killed, requests fail until it has restarted; the app continues to run', async (form) => {
    const pod = `client-${form}`;
    const before = await look(pod);
    const answers = async () => (await printed(pod, 'client')).split('\n');
    const count = (await answers()).length;
    // twice, since the first time it may be there again within a second
    await kill(pod, 'client', 'httpd');
    await restarted(pod, 'ambassador');
    await kill(pod, 'client', 'httpd');
    await eventually(async () => expect((await answers()).slice(count)).toContain('no answer'));
    const failed = (await answers()).lastIndexOf('no answer');
    await eventually(async () => expect((await answers()).slice(failed)).toContain(ANSWER));
    expect((await look(pod)).containers.client).toEqual(before.containers.client);
  });

  /** An ambassador that listens after five seconds. */
  function late(spec: any): void {
    const { command } = container(spec, 'ambassador');
    command[2] = `sleep 5; ${command[2]}`;
  }
});

describe('docs/patterns/adapter.md', () => {
  seen('another pod reads the status of the app in the format of Prometheus', async (form) => {
    await run('adapter', form, `counter-${form}`, killable);
    await ready(`counter-${form}`, ...namespace);
    const { ip } = await look(`counter-${form}`);
    expect(await fromWorld(`http://${ip}:8080/status`)).toBe('visits: 7');
    expect(await fromWorld(`http://${ip}:9100/metrics`)).toBe('visits_total 7');
  });

  seen('if the adapter is killed, it restarts; the app continues to run', async (form) => {
    const before = await look(`counter-${form}`);
    await kill(`counter-${form}`, 'counter', 'httpd -f -p 9100');
    const after = await restarted(`counter-${form}`, 'metrics');
    expect(after.containers.counter).toEqual(before.containers.counter);
    await ready(`counter-${form}`, ...namespace);
    expect(await fromWorld(`http://${after.ip}:9100/metrics`)).toBe('visits_total 7');
  });

  seen('if the adapter crashes repeatedly, the app continues to run, but the pod is not Ready', async (form) => {
    const pod = `crash-${form}`;
    await run('adapter', form, pod, (spec) => (container(spec, 'metrics').command = ['sh', '-c', 'sleep 1; exit 1']));
    await eventually(async () => expect((await look(pod)).containers.metrics.restartCount).toBeGreaterThan(1));
    const { containers, isReady, ip } = await look(pod);
    expect(isReady).toBe(false);
    expect(containers.counter).toMatchObject({ restartCount: 0, state: { running: expect.anything() } });
    expect(await fromWorld(`http://${ip}:8080/status`)).toBe('visits: 7');
  });
});

describe('docs/patterns/init.md', () => {
  seen(
    'the app serves the page that the init container fetched, and the init container has completed',
    async (form) => {
      await run('init', form, 'site');
      await ready('site', ...namespace);
      await eventually(async () => expect(await inside('site', 'site', 'http://localhost:8080/')).toBe(ANSWER));
      expect((await look('site')).containers.fetch.state.terminated?.reason).toBe('Completed');
    },
    ['classic'],
  );

  seen(
    'while the init container fails, the app does not start; Kubernetes retries the init container, and the app starts when it succeeds',
    async (form) => {
      await remove('pod/world', 'service/world', ...namespace);
      await run('init', form, 'again');
      await eventually(async () => expect((await look('again')).containers.fetch.restartCount).toBeGreaterThan(0));
      const { phase, containers } = await look('again');
      expect(phase).toBe('Pending');
      expect(containers.site.state).toEqual({ waiting: { reason: 'PodInitializing' } });
      await startWorld();
      await ready('again', ...namespace);
      expect(await inside('again', 'site', 'http://localhost:8080/')).toBe(ANSWER);
    },
    ['classic'],
  );

  seen(
    'with restartPolicy Never, an init container that fails is not retried, and the pod fails',
    async (form) => {
      await run('init', form, 'never', (spec) => {
        spec.restartPolicy = 'Never';
        container(spec, 'fetch').command = ['false'];
      });
      await kubectl('wait', '--for=jsonpath={.status.phase}=Failed', '--timeout=60s', 'pod/never', ...namespace);
      const { containers } = await look('never');
      expect(containers.fetch).toMatchObject({ restartCount: 0, state: { terminated: { reason: 'Error' } } });
      expect(containers.site.state.waiting?.reason).toBe('PodInitializing');
    },
    ['classic'],
  );
});
