/**
 * Runs the end-to-end tests on the cluster that kubectl talks to, in their own namespaces. It removes all their objects, even if it is
 * interrupted. Arguments go to jest.
 *
 *   npm run e2e [-- --yes] [-- NAME]
 *
 * Exits with 2 if there is no cluster, or no permission to write to it: a cluster on another machine requires `--yes`, E2E_YES=1, or an
 * answer on the terminal.
 */
const { execFileSync, spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const readline = require('readline/promises');

const LOOPBACK = /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$)/;

/** Marks the namespaces and node labels of the tests, so that nothing else is removed. */
const LABEL = 'cdk8s-pod-patterns.e2e';

const root = path.dirname(__dirname);
const run = `e2e-${process.pid}-${Date.now().toString(36)}`;

function kubectl(env, ...args) {
  return execFileSync('kubectl', args, {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
}

function stop(message) {
  console.error(`e2e: ${message}`);
  process.exit(2);
}

/** The address of the cluster, if one answers. */
function clusterAddress() {
  try {
    const config = JSON.parse(kubectl(process.env, 'config', 'view', '--minify', '-o', 'json'));
    kubectl(process.env, 'version', '--request-timeout=10s');
    return config.clusters[0].cluster.server;
  } catch (error) {
    const reason = error.code === 'ENOENT' ? 'there is no kubectl' : 'no cluster answers kubectl';
    return stop(`${reason}. Set KUBECONFIG to the cluster that the tests may use.`);
  }
}

async function allowed(address, yes) {
  if (yes || LOOPBACK.test(address)) {
    return true;
  }
  if (!process.stdin.isTTY) {
    return false;
  }
  const terminal = readline.createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`The tests write to ${address}. Go on? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function main(args) {
  const address = clusterAddress();
  if (!(await allowed(address, args.includes('--yes') || process.env.E2E_YES === '1'))) {
    stop(`${address} is not on this machine. Say --yes if the tests may write to it.`);
  }

  // a copy of the configuration, with our own namespace as the default
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-'));
  const kubeconfig = path.join(folder, 'config');
  fs.writeFileSync(kubeconfig, kubectl(process.env, 'config', 'view', '--minify', '--flatten'), { mode: 0o600 });
  const notes = path.join(folder, 'notes');
  fs.writeFileSync(notes, '');
  const env = { ...process.env, KUBECONFIG: kubeconfig, E2E_RUN: run, E2E_NOTES: notes };
  kubectl(env, 'config', 'set-context', '--current', `--namespace=${run}`);
  const hasNodes = kubectl(env, 'get', 'nodes', '-o', 'name') !== '';
  const config = path.join(__dirname, hasNodes ? 'jest.config.js' : 'nodeless/jest.config.js');
  const jest = [require.resolve('jest/bin/jest'), '-c', config, ...args.filter((arg) => arg !== '--yes')];

  let tests;
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      isStopped = true;
      if (tests?.exitCode === null) {
        process.kill(-tests.pid, 'SIGKILL'); // their objects are removed below
      }
    });
  }
  let code = 1;
  try {
    const metadata = { name: run, labels: { [LABEL]: run } };
    const file = path.join(folder, 'namespace.json');
    fs.writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata }));
    kubectl(env, 'create', '-f', file);
    await new Promise(setImmediate); // in which it hears of a signal
    if (!isStopped) {
      // in a process group of its own, which can be ended with all the kubectls that run in it
      const options = { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true };
      tests = spawn(process.execPath, jest, options);
      code = await new Promise((resolve) => tests.on('exit', (status) => resolve(status ?? 1)));
    }
  } finally {
    cleanUp(env, hasNodes, code === 0);
    fs.rmSync(folder, { recursive: true });
  }
  process.exitCode = code;
}

/** Removes the objects of the tests: those with the label, and those that the tests recorded and did not remove themselves. */
function cleanUp(env, hasNodes, isDone) {
  const own = ['-l', `${LABEL}=${run}`];
  const names = (kind) => kubectl(env, 'get', kind, ...own, '-o', 'jsonpath={.items[*].metadata.name}').split(' ');
  // by itself, a pod is given all the time that it asks for; without a node, nothing ends it
  const quickly = hasNodes ? ['--grace-period=1'] : ['--grace-period=0', '--force'];
  const remove = (...what) => {
    try {
      kubectl(env, 'delete', ...what);
    } catch (error) {
      console.error(`e2e: kubectl delete ${what.join(' ')}: ${error.stderr || error.message}`);
    }
  };
  if (!isDone) {
    for (const line of fs.readFileSync(env.E2E_NOTES, 'utf8').split('\n').filter(Boolean).reverse()) {
      remove(...JSON.parse(line), '--ignore-not-found', ...quickly);
    }
  }
  for (const node of names('nodes').filter(Boolean)) {
    kubectl(env, 'label', 'node', node, 'gpu-', `${LABEL}-`);
  }
  for (const namespace of names('namespaces').filter(Boolean)) {
    remove('deployments,statefulsets,daemonsets,jobs,cronjobs', '--all', '-n', namespace, '--wait=false');
    remove('pods', '--all', '-n', namespace, '--wait=false', ...quickly);
  }
  remove('namespaces', ...own, '--timeout=100s');
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`e2e: ${error.stderr || error.message}`);
  process.exitCode = 1;
});
