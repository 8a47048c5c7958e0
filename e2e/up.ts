import { kubectl, PATIENCE, ready, remove } from './kubectl';

/** An object as the API server has it, as far as one waits for it. */
export interface ApiResource {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
}

/** Waits until all of the objects that run something are up, or have completed. */
export async function up(objects: ApiResource[]): Promise<void> {
  const running = objects.filter(({ kind }) => kind in UP);
  expect(running).not.toEqual([]);
  await Promise.all(running.map(({ kind, metadata }) => UP[kind](metadata.name, metadata.namespace)));
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
  return (name, namespace) =>
    kubectl('rollout', 'status', `${kind}/${name}`, '-n', namespace, `--timeout=${PATIENCE}s`);
}

function completed(job: string, namespace: string): Promise<unknown> {
  return kubectl('wait', '--for=condition=Complete', `--timeout=${PATIENCE}s`, `job/${job}`, '-n', namespace);
}
