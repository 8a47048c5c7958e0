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
 * What kubectl prints, asked of the cluster that KUBECONFIG names.
 *
 * @throws with what kubectl says on standard error
 */
export async function kubectl(...args: string[]): Promise<string> {
  return (await run('kubectl', args, { timeout: 100_000 })).stdout.trimEnd();
}

/** Marks what the run of the tests made, so that it is taken away also when the run is interrupted. */
export const MARK = `cdk8s-pod-patterns.e2e=${process.env.E2E_RUN}`;

/**
 * Notes what is about to be made, in the words of a `kubectl delete`: where the run is interrupted, it is taken away by those. For what
 * cannot have the mark from the start, because kubectl is to apply it as it is.
 */
export function toBeMade(...what: string[]): void {
  fs.appendFileSync(process.env.E2E_NOTES!, `${JSON.stringify(what)}\n`);
}

/**
 * Says that objects are about to be made that are deleted in the end: none of them may be there yet, since it would be someone's. What
 * they are is said in the words of a `kubectl get` or `delete`.
 */
export async function claim(...what: string[]): Promise<void> {
  expect(await kubectl('get', ...what, '--ignore-not-found', '-o', 'name').catch(notYet)).toBe('');
  toBeMade(...what);
}

/** What is in a namespace that is not there yet is not there either. */
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
 * What kubectl prints of a manifest that is in no file.
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

/** Deletes objects where there is no node that could end their pods. */
export async function removeNow(...what: string[]): Promise<void> {
  await kubectl('delete', '--ignore-not-found', '--force', '--grace-period=0', ...what);
}

/** Waits until a pod is Ready. */
export async function ready(pod: string, ...options: string[]): Promise<void> {
  await kubectl('wait', '--for=condition=Ready', '--timeout=90s', `pod/${pod}`, ...options);
}

/** The pod of a name. */
export async function get(pod: string, ...options: string[]): Promise<PodObject> {
  return JSON.parse(await kubectl('get', 'pod', pod, '-o', 'json', ...options));
}

/** What a command prints in a container. */
export async function exec(pod: string, container: string, ...command: string[]): Promise<string> {
  return kubectl('exec', pod, '-c', container, '--', ...command);
}

/** What a page holds, read from inside a container. */
export async function read(pod: string, container: string, url: string): Promise<string> {
  return exec(pod, container, 'wget', '-q', '-O', '-', url);
}

/** What a container has printed. */
export async function logs(pod: string, container: string): Promise<string> {
  return kubectl('logs', pod, '-c', container);
}

/** Checks again until the check holds, for a minute and a half at most, and then fails as it failed last. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 90_000;
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

/** A test that tells what the cluster knows of the pods in its name when it fails. */
export function promise(name: string, check: () => Promise<void>): void {
  test(name, () => orTell(check));
}

/**
 * Does a step; when it fails, tells what the cluster knows of the pods in a text, or of those in its own namespaces and the text's.
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
