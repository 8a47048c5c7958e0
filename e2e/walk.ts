// Runs the commands of docs/life-of-a-pod.md on the cluster that kubectl talks to, and writes what they print into the guide:
// `npm run walk`. With `-- --check`, it only reports whether the guide is up to date. It creates two namespaces and a label of a node, and
// removes them, even if it is interrupted. It does not start if they already exist.
// It writes to a cluster that is not on this machine only with --yes.
import { ChildProcess, execFileSync, spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { unifiedDiff } from '../manifest/diff/unified-diff';
import { story } from './kubectl';

const root = path.dirname(__dirname);
const GUIDE = 'docs/life-of-a-pod.md';
const NAMESPACES = ['custom-namespace', 'playground'];
const LABEL = 'gpu';

/** The maximum time of a command: a pod has 30 seconds to end. */
const LONGEST = 90_000;

/** Values that differ between runs or clusters, and their replacements in the guide. Ages are replaced in their column. */
const SUBSTITUTIONS: [RegExp, string][] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '2026-01-01T00:00:00Z'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '00000000-0000-0000-0000-000000000000'],
  [/\bsha256:[0-9a-f]{64}\b/g, 'sha256:…'],
  [/\bcontainerd:\/\/[0-9a-f]{64}\b/g, 'containerd://…'],
  [/(?<=resourceVersion(: "| added: ))\d+/g, '1000'],
  [/\bkube-api-access-[a-z0-9]{5}\b/g, 'kube-api-access-abcde'],
  [/\b(?!127\.)\d{1,3}(\.\d{1,3}){3}\b/g, '10.0.0.1'],
  [/(?<=\[::ffff:127\.0\.0\.1\]:)\d+/g, '40000'],
  [/\bv1\.\d+\.\d+\b/g, 'v1.37.0'],
  // the formatter would remove them
  [/ +$/gm, ''],
  // of a port-forward: for IPv6, and for each connection
  [/^Forwarding from \[::1\].*\n/gm, ''],
  [/^Handling connection for .*\n/gm, ''],
];

const kubectl = (...args: string[]): string =>
  execFileSync('kubectl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

/** One shell for all commands, so that they can share variables. */
class Shell {
  private readonly bash: ChildProcess;
  private printed = '';
  private count = 0;

  public constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.bash = spawn('bash', ['--norc'], { cwd: folder, env, stdio: ['pipe', 'pipe', 'inherit'], detached: true });
    this.bash.stdout!.setEncoding('utf8').on('data', (text) => (this.printed += text));
    this.bash.stdin!.write('exec 2>&1\n');
  }

  /** The output of a command; of a command in the background, its first output. */
  public async run(command: string): Promise<string> {
    const isBeside = command.endsWith('&');
    const marker = `--- ${++this.count} ---\n`;
    this.printed = '';
    this.bash.stdin!.write(isBeside ? `${command}\n` : `${command}\necho '${marker.trim()}'\n`);
    const end = Date.now() + LONGEST;
    while (!(isBeside ? this.printed.includes('\n') : this.printed.endsWith(marker))) {
      if (Date.now() > end || this.bash.exitCode !== null) {
        throw new Error(`"${command}" does not end. So far it has printed:\n${this.printed}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return isBeside ? this.printed : this.printed.slice(0, -marker.length);
  }

  /** Ends the shell, and all that it has started. */
  public end(): void {
    try {
      process.kill(-this.bash.pid!, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  }
}

/** The guide with what its commands print. */
async function walk(guide: string, shell: Shell, normal: (output: string) => string): Promise<string> {
  let result = '';
  let end = 0;
  for (const block of guide.matchAll(/(?:<!-- until (.*) -->\n\n)?^```console\n([\s\S]*?)^```$/gm)) {
    const [whole, until, text] = block;
    const commands = [...text.matchAll(/^\$ (.*)\n/gm)].map(([, command]) => command);
    const lines: string[] = [];
    for (const command of commands) {
      lines.push(`$ ${command}\n${normal(await printedBy(shell, command, until))}`);
    }
    result +=
      guide.slice(end, block.index) +
      whole.slice(0, whole.indexOf('```console\n')) +
      '```console\n' +
      lines.join('') +
      '```';
    end = block.index + whole.length;
  }
  return result + guide.slice(end);
}

/** The output of a command. If a text is given, the command is repeated until its output contains the text. */
async function printedBy(shell: Shell, command: string, until = ''): Promise<string> {
  const end = Date.now() + LONGEST;
  for (;;) {
    const output = await shell.run(command);
    if (output.includes(until) || Date.now() > end) {
      return output;
    }
  }
}

/** The output, with the values that differ between runs replaced. */
function normalizer(node: string, context: string): (output: string) => string {
  const names: [RegExp, string][] = [
    [new RegExp(`(?<![\\w.-])${escaped(node)}(?![\\w.-]|:\\d)`, 'g'), 'node-1'],
    [new RegExp(`"${escaped(context)}"`, 'g'), '"my-cluster"'],
  ];
  const plain = (text: string) =>
    [...SUBSTITUTIONS, ...names].reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
  return (output) => (/^NAME +.*\bAGE\b/.test(output) ? table(output, plain) : plain(output));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A table of `kubectl get`, with columns as wide as their new content. */
function table(output: string, plain: (cell: string) => string): string {
  const [header, ...rows] = output.trimEnd().split('\n');
  const starts = [...header.matchAll(/\S+( \S+)*/g)].map(({ index }) => index);
  const names = starts.map((start, i) => header.slice(start, starts[i + 1]).trim());
  const cells = rows.map((row) =>
    starts.map((start, i) => (names[i] === 'AGE' ? '10s' : plain(row.slice(start, starts[i + 1]).trim()))),
  );
  const widths = names.map((name, i) => Math.max(name.length, ...cells.map((row) => row[i].length)));
  const line = (row: string[]) =>
    `${row
      .map((cell, i) => cell.padEnd(widths[i] + 3))
      .join('')
      .trimEnd()}\n`;
  return [names, ...cells].map(line).join('');
}

/** A folder with what the commands need: the manifests, our command, and settings of kubectl that they may change. */
function workplace(): { folder: string; env: NodeJS.ProcessEnv } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'walk-'));
  fs.cpSync(path.join(root, 'dist'), path.join(folder, 'dist'), { recursive: true });
  synthesizeNext(folder);
  const config = path.join(folder, '.kubeconfig');
  fs.writeFileSync(config, execFileSync('kubectl', ['config', 'view', '--raw', '--flatten']), { mode: 0o600 });
  const bin = path.join(folder, '.bin');
  fs.mkdirSync(bin);
  const command = `#!/bin/sh\nexec "${process.execPath}" "${root}/scripts/run.js" "${root}/cli/main.ts" "$@"\n`;
  fs.writeFileSync(path.join(bin, 'cdk8s-pods'), command, { mode: 0o755 });
  return { folder, env: { ...process.env, KUBECONFIG: config, PATH: `${bin}:${process.env.PATH}` } };
}

/** Writes `next/`: what main.ts writes for a version without native sidecars. */
function synthesizeNext(folder: string): void {
  const main = fs.readFileSync(path.join(root, 'main.ts'), 'utf8');
  const app = 'const app = new PodApp();';
  const library = path.join(root, 'index');
  const next = main
    .replace(app, "const app = new PodApp({ outdir: 'next', kubernetesVersion: '1.28' });")
    .replace("from './index'", `from '${library}'`);
  const file = path.join(folder, '.main.ts');
  fs.writeFileSync(file, next);
  execFileSync(process.execPath, ['-r', require.resolve('ts-node/register/transpile-only'), file], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_PATH: path.join(root, 'node_modules'),
      TS_NODE_PROJECT: path.join(root, 'tsconfig.json'),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Why the walk cannot be on this cluster. */
function obstacle(): string | undefined {
  try {
    kubectl('version', '--request-timeout=10s');
  } catch {
    return 'no cluster answers kubectl. Set KUBECONFIG to the one that the walk may use.';
  }
  const server = kubectl('config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}');
  if (!/^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/.test(server) && !process.argv.includes('--yes')) {
    return `${server} is not on this machine. Say --yes if the walk may write to it.`;
  }
  const namespaces = kubectl('get', 'namespaces', ...NAMESPACES, '--ignore-not-found', '-o', 'name');
  if (namespaces !== '') {
    return `${namespaces.replace(/\s+/g, ', ')} is there already, and the walk would delete it in the end.`;
  }
  const nodes = kubectl('get', 'nodes', '-l', LABEL, '-o', 'name');
  return nodes === '' ? undefined : `${nodes.replace(/\s+/g, ', ')} has the label ${LABEL} already.`;
}

/** Takes away what the walk has made. */
function cleanUp(): void {
  kubectl('delete', 'pods', '--all', '--now', '-n', NAMESPACES[0]);
  kubectl('delete', 'pods', '--all', '--now', '-n', NAMESPACES[1]);
  kubectl('delete', 'namespaces', ...NAMESPACES, '--ignore-not-found');
  if (kubectl('get', 'nodes', '-l', LABEL, '-o', 'name') !== '') {
    kubectl('label', 'nodes', '-l', LABEL, `${LABEL}-`);
  }
}

async function main(): Promise<number> {
  const reason = obstacle();
  if (reason !== undefined) {
    console.error(`e2e/walk.ts: ${reason}`);
    return 2;
  }
  const { folder, env } = workplace();
  const shell = new Shell(folder, env);
  const leave = (): void => {
    shell.end();
    cleanUp();
    fs.rmSync(folder, { recursive: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      leave();
      process.exit(2);
    });
  }
  const guide = fs.readFileSync(path.join(root, GUIDE), 'utf8');
  let walked: string;
  try {
    const node = kubectl('get', 'nodes', '-o', 'jsonpath={.items[0].metadata.name}');
    walked = await walk(guide, shell, normalizer(node, kubectl('config', 'current-context')));
  } catch (error) {
    console.error(await story());
    throw error;
  } finally {
    leave();
  }
  if (walked === guide) {
    return 0;
  }
  if (!process.argv.includes('--check')) {
    fs.writeFileSync(path.join(root, GUIDE), walked);
    return 0;
  }
  console.error(`${GUIDE} is not what its commands print:\n${unifiedDiff(guide, walked)}`);
  return 1;
}

main().then(
  (status) => (process.exitCode = status),
  (error) => {
    console.error(`e2e/walk.ts: ${error.message}`);
    process.exitCode = 2;
  },
);
