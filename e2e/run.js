/**
 * Runs the end-to-end tests on the cluster that kubectl talks to, in namespaces of their own, and takes away what they made, also when
 * it is interrupted. Arguments go to jest.
 *
 *   npm run e2e [-- --yes] [-- NAME]
 *
 * Exits with 2 where there is no cluster, or where nobody allowed to write to it: one that is not on this machine wants `--yes`, or
 * E2E_YES=1, or a word on the terminal.
 */
const { execFileSync, spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const readline = require('readline/promises');

const LOOPBACK = /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$)/;

/** Who made a namespace or a label of a node, so that nothing else is taken away. */
const LABEL = 'cdk8s-pod-patterns.e2e';

const root = path.dirname(__dirname);
const run = `e2e-${process.pid}-${Date.now().toString(36)}`;

function kubectl(env, ...args) {
  return execFileSync('kubectl', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });
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

  // a copy of the configuration, in which what says no namespace goes into one of our own
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'e2e-'));
  const kubeconfig = path.join(folder, 'config');
  fs.writeFileSync(kubeconfig, kubectl(process.env, 'config', 'view', '--minify', '--flatten'), { mode: 0o600 });
  const env = { ...process.env, KUBECONFIG: kubeconfig, E2E_RUN: run };
  kubectl(env, 'config', 'set-context', '--current', `--namespace=${run}`);
  kubectl(env, 'create', 'namespace', run);
  kubectl(env, 'label', 'namespace', run, `${LABEL}=${run}`);

  const nodes = kubectl(env, 'get', 'nodes', '-o', 'name').trim();
  const config = path.join(__dirname, nodes === '' ? 'nodeless/jest.config.js' : 'jest.config.js');
  const jest = [require.resolve('jest/bin/jest'), '-c', config, ...args.filter((arg) => arg !== '--yes')];
  const tests = spawn(process.execPath, jest, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => tests.kill('SIGKILL')); // what it would have taken away is taken away below
  }
  const code = await new Promise((resolve) => tests.on('exit', (status) => resolve(status ?? 1)));

  const own = `${LABEL}=${run}`;
  const selected = ['-l', own, '--ignore-not-found'];
  for (const namespace of kubectl(env, 'get', 'namespaces', ...selected, '-o', 'name')
    .split('\n')
    .filter(Boolean)) {
    const name = namespace.replace('namespace/', '');
    // a namespace gives its pods all the time that they ask for
    kubectl(
      env,
      'delete',
      'deployments,statefulsets,daemonsets,jobs,cronjobs,pods',
      '--all',
      '-n',
      name,
      '--wait=false',
    );
    kubectl(env, 'delete', 'pods', '--all', '-n', name, '--grace-period=1', '--wait=false');
    kubectl(env, 'delete', namespace, '--wait=false');
  }
  for (const node of kubectl(env, 'get', 'nodes', ...selected, '-o', 'name')
    .split('\n')
    .filter(Boolean)) {
    kubectl(env, 'label', node, 'gpu-', `${LABEL}-`);
  }
  fs.rmSync(folder, { recursive: true });
  process.exitCode = code;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`e2e: ${error.stderr || error.message}`);
  process.exitCode = 1;
});
