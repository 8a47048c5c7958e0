import * as fs from 'fs';
import { kubectl, promise, ready, remove, toBeMade } from './kubectl';

const examples = fs
  .readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && fs.existsSync(`examples/${entry.name}/dist`))
  .map(({ name }) => name);

/** Those that need what only their own projects have, such as images. That they are accepted is seen without a node. */
const ELSEWHERE = ['real'];

describe.each(examples.filter((name) => !ELSEWHERE.includes(name)))('examples/%s', (name) => {
  const dist = ['-f', `examples/${name}/dist`, '--recursive'];

  let isOwn = false;
  afterAll(async () => {
    if (isOwn) {
      await remove(...dist);
    }
  });

  promise('applies, and all its pods become Ready or complete', async () => {
    expect(await kubectl('get', ...dist, '--ignore-not-found', '-o', 'name').catch(notYet)).toBe('');
    toBeMade(...dist);
    isOwn = true;
    await kubectl('apply', '--validate=strict', ...dist);
    const got = JSON.parse(await kubectl('get', ...dist, '-o', 'json'));
    const objects: ApiResource[] = got.items ?? [got];
    const running = objects.filter(({ kind }) => kind in UP);
    expect(running).not.toEqual([]);
    await Promise.all(running.map(({ kind, metadata }) => UP[kind](metadata.name, metadata.namespace)));
  });
});

/** What is in a namespace that is not there yet is not there either. */
function notYet(error: Error): string {
  return /namespaces ".*" not found/.test(error.message) ? '' : error.message;
}

interface ApiResource {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
}

/** Waits until an object of a kind is up, or has completed. */
const UP: Record<string, (name: string, namespace: string) => Promise<unknown>> = {
  Pod: (name, namespace) => ready(name, '-n', namespace),
  Deployment: rollout('deployment'),
  StatefulSet: rollout('statefulset'),
  DaemonSet: rollout('daemonset'),
  Job: completed,
  CronJob: async (name, namespace) => {
    const job = `${name}-before-its-time`;
    await kubectl('create', 'job', job, `--from=cronjob/${name}`, '-n', namespace);
    await completed(job, namespace).finally(() => remove('job', job, '-n', namespace));
  },
};

function rollout(kind: string): (name: string, namespace: string) => Promise<unknown> {
  return (name, namespace) => kubectl('rollout', 'status', `${kind}/${name}`, '-n', namespace, '--timeout=60s');
}

function completed(job: string, namespace: string): Promise<unknown> {
  return kubectl('wait', '--for=condition=Complete', '--timeout=60s', `job/${job}`, '-n', namespace);
}
