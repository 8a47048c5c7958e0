import { execFile } from 'child_process';
import * as fs from 'fs';
import { setTimeout } from 'timers/promises';
import { promisify } from 'util';

const run = promisify(execFile);

/** A pod as the API server has it, as far as the tests look at it. */
export interface PodObject {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly status: {
    readonly phase: string;
    readonly reason?: string;
    readonly podIP: string;
    readonly conditions: { readonly type: string; readonly reason?: string; readonly message?: string }[];
    readonly initContainerStatuses?: { readonly state: { readonly terminated?: { readonly reason: string } } }[];
  };
  readonly spec: { readonly nodeName?: string };
}

/**
 * The output of kubectl, for the cluster that KUBECONFIG names.
 *
 * @throws with what kubectl says on standard error
 */
export async function kubectl(...args: string[]): Promise<string> {
  return (await run('kubectl', args, { timeout: 200_000 })).stdout.trimEnd();
}

/** How long a test waits for the cluster, in seconds: much longer than it takes on a machine that is busy with other tests. */
export const PATIENCE = 180;

/** Marks the objects that the tests create, so that they are removed even if the run is interrupted. */
export const MARK = `cdk8s-pod-patterns.e2e=${process.env.E2E_RUN}`;

/**
 * Records the arguments of a `kubectl delete` before objects are created, so that they are removed even if the run is interrupted. For
 * objects that cannot have the mark, because kubectl must apply them unchanged.
 */
export function toBeMade(...what: string[]): void {
  fs.appendFileSync(process.env.E2E_NOTES!, `${JSON.stringify(what)}\n`);
}

/**
 * Records objects that the test will create, and that are deleted in the end. None of them must exist yet, because it would belong to
 * someone else. The arguments are those of a `kubectl get` or `delete`.
 */
export async function claim(...what: string[]): Promise<void> {
  expect(await kubectl('get', ...what, '--ignore-not-found', '-o', 'name').catch(notYet)).toBe('');
  toBeMade(...what);
}

/** In a missing namespace, no object exists. */
function notYet(error: Error): string {
  return /namespaces ".*" not found/.test(error.message) ? '' : error.message;
}

/** The version of the cluster: `1.37`. */
export async function clusterVersion(): Promise<string> {
  const { serverVersion } = JSON.parse(await kubectl('version', '-o', 'json'));
  return `1.${parseInt(serverVersion.minor)}`;
}

/** The namespaces that this file of tests has made, and the one of the run. */
const namespaces = [process.env.E2E_RUN];

/** Makes a namespace for the tests, with a name of its own and labels, `key=value`, and gives that name. */
export async function ownNamespace(name: string, ...labels: string[]): Promise<string> {
  const own = `${process.env.E2E_RUN}-${name}`;
  namespaces.push(own);
  const metadata = { name: own, labels: Object.fromEntries([MARK, ...labels].map((label) => label.split('='))) };
  await apply(JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata }));
  return own;
}

/** Applies a manifest that is in no file. */
export async function apply(manifest: string): Promise<void> {
  await pipe(manifest, 'apply', '--validate=strict');
}

/**
 * The output of kubectl for a manifest that is in no file.
 *
 * @throws with what kubectl says on standard error
 */
export async function pipe(manifest: string, ...args: string[]): Promise<string> {
  const running = run('kubectl', [...args, '-f', '-']);
  running.child.stdin!.end(manifest);
  return (await running).stdout.trimEnd();
}

/** Takes a namespace away, without the half minute that its pods may ask for. The run waits in the end until it is gone. */
export async function removeNamespace(namespace: string): Promise<void> {
  const makers = 'deployments,statefulsets,daemonsets,replicasets,jobs,cronjobs';
  await kubectl('delete', makers, '--all', '-n', namespace, '--wait=false', '--cascade=orphan');
  await remove('pods', '--all', '-n', namespace, '--wait=false');
  await remove('namespace', namespace, '--wait=false');
}

/** Deletes objects, without the half minute in which a shell as process 1 ignores that it is asked to end. */
export async function remove(...what: string[]): Promise<void> {
  await kubectl('delete', '--ignore-not-found', '--grace-period=1', ...what);
}

/** Deletes objects on a cluster without a node, which cannot end their pods. */
export async function removeNow(...what: string[]): Promise<void> {
  await kubectl('delete', '--ignore-not-found', '--force', '--grace-period=0', ...what);
}

/** Waits until a pod is Ready. */
export async function ready(pod: string, ...options: string[]): Promise<void> {
  await kubectl('wait', '--for=condition=Ready', `--timeout=${PATIENCE}s`, `pod/${pod}`, ...options);
}

/** The pod of a name. */
export async function get(pod: string, ...options: string[]): Promise<PodObject> {
  return JSON.parse(await kubectl('get', 'pod', pod, '-o', 'json', ...options));
}

/** The output of a command in a container. */
export async function exec(pod: string, container: string, ...command: string[]): Promise<string> {
  return kubectl('exec', pod, '-c', container, '--', ...command);
}

/** The content of a page, read from inside a container. */
export async function read(pod: string, container: string, url: string): Promise<string> {
  return exec(pod, container, 'timeout', '5', 'wget', '-q', '-O', '-', url);
}

/** The log of a container. */
export async function logs(pod: string, container: string): Promise<string> {
  return kubectl('logs', pod, '-c', container);
}

/** Checks again until the check holds, for `PATIENCE` seconds at most, and then fails as it failed last. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + PATIENCE * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await setTimeout(500);
    }
  }
}

/** A test that prints the state of the pods in its name if it fails. */
export function promise(name: string, check: () => Promise<void>): void {
  test(name, () => orTell(check));
}

/**
 * Runs a step. If it fails, prints the state of the pods that a text names, or of the pods in the namespaces of the test and of the text.
 *
 * @param about the text; the name of the test unless given, which tests that run at one time have to give
 */
export async function orTell<T>(step: () => Promise<T>, about = expect.getState().currentTestName ?? ''): Promise<T> {
  try {
    return await step();
  } catch (error) {
    process.stderr.write(`\n${await story(about)}\n`);
    throw error;
  }
}

/** The description, which ends with the events, and the logs of the pods in a text, or in the namespaces of the file and the text. */
export async function story(text = ''): Promise<string> {
  const said = (...args: string[]) => kubectl(...args).catch((error: Error) => error.message);
  const list = await said('get', 'pods', '-A', '--field-selector=metadata.namespace!=kube-system', '-o', 'json');
  if (!list.startsWith('{')) {
    return list;
  }
  const all: PodObject[] = JSON.parse(list).items;
  const which = [
    all.filter(({ metadata }) => text.includes(metadata.name)),
    all.filter(({ metadata }) => namespaces.includes(metadata.namespace) || text.includes(metadata.namespace)),
    all,
  ].find(({ length }) => length > 0);
  const stories = (which ?? []).map(async ({ metadata: { name, namespace } }) => {
    // a container that waits has none, which is not to hide those of the others
    const logs = ['logs', name, '-n', namespace, '--all-containers', '--ignore-errors', '--prefix', '--tail=20'];
    return [
      await said('describe', 'pod', name, '-n', namespace),
      await said(...logs),
      await said(...logs, '--previous'),
    ];
  });
  return (await Promise.all(stories)).flat().join('\n\n');
}
