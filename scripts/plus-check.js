// Checks that one app works with each cdk8s-plus, from version 27 to the newest, under npm, pnpm and Yarn, and without cdk8s-plus:
// `node scripts/plus-check.js [npm|pnpm|yarn]... [VERSION]...`. It needs the npm registry.
const { spawn, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { plusApp, PLUS_DEPLOYMENT, PLUS_DEPLOYMENT_PARTS, PLUS_MISTAKES, PLUS_PARTS } = require('./plus-app');

const TESTED = ['27', '28', '29', '30', '31', '32', '33', '34'];
const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error', '--prefer-offline'];
/** How each package manager adds packages to a new app. */
const MANAGERS = {
  npm: ['npm', 'install', '--omit=optional', ...QUIET],
  pnpm: ['npx', '--yes', 'pnpm@12.21.0', 'add', '--silent', '--no-optional', '--prefer-offline'],
  yarn: [
    'npx',
    '--yes',
    'yarn@1.22.22',
    'add',
    '--silent',
    '--non-interactive',
    '--ignore-optional',
    '--prefer-offline',
  ],
};

const root = path.dirname(__dirname);
const { name: library, devDependencies } = require('../package.json');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plus-check-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(1));
}

/** Runs a command, and returns its output. Throws if it fails. */
function run(cwd, [command, ...args], mayFail = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (data) => (text += data));
    child.stderr.on('data', (data) => (text += data));
    child.on('error', reject);
    child.on('close', (status) =>
      status === 0 || mayFail ? resolve(text) : reject(new Error(`"${[command, ...args].join(' ')}" fails.\n${text}`)),
    );
  });
}

/** Packs the package. The name of the file is new each time, because Yarn caches by name. */
async function pack() {
  const tarball = path.join(folder, `${path.basename(folder)}.tgz`);
  await run(root, ['npm', 'pack', '--pack-destination', folder, ...QUIET]);
  const [packed] = fs.readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  fs.renameSync(path.join(folder, packed), tarball);
  return tarball;
}

/** The released versions of cdk8s-plus. */
function versions() {
  const all = [...TESTED];
  const isReleased = (version) =>
    spawnSync('npm', ['view', `cdk8s-plus-${version}`, 'version', ...QUIET], { cwd: root }).status === 0;
  for (let next = Number(all.at(-1)) + 1; isReleased(next); next += 1) {
    all.push(String(next));
  }
  return all;
}

const compile = (app, mayFail, ...files) => {
  // the types of the library are checked as well: no skipLibCheck
  const options = ['--strict', '--target', 'es2020', '--module', 'node16'];
  return run(app, [process.execPath, require.resolve('typescript/bin/tsc'), ...options, ...files], mayFail);
};

async function install(manager, tarball, ...more) {
  const app = fs.mkdtempSync(path.join(folder, 'app-'));
  fs.writeFileSync(path.join(app, 'package.json'), '{ "name": "app", "version": "1.0.0", "private": true }\n');
  const peers = ['cdk8s', 'constructs'].map((peer) => `${peer}@${devDependencies[peer]}`);
  await run(app, [...MANAGERS[manager], `file:${tarball}`, ...peers, ...more]);
  return app;
}

/** An app with one cdk8s-plus. */
async function checkPlus(manager, tarball, version) {
  const plus = `cdk8s-plus-${version}`;
  const app = await install(manager, tarball, plus);
  fs.writeFileSync(path.join(app, 'app.ts'), plusApp(plus, PLUS_DEPLOYMENT));
  await compile(app, false, 'app.ts');
  await run(app, [process.execPath, 'app.js']);
  const written = fs.readFileSync(path.join(app, 'out', 'plus', 'web.k8s.yaml'), 'utf8');
  const missing = [...PLUS_PARTS, ...PLUS_DEPLOYMENT_PARTS].filter((part) => !written.includes(part));
  if (missing.length > 0) {
    throw new Error(`The app does not write this:\n${missing.join('\n')}\nIt writes:\n${written}`);
  }
  // the types do not depend on the package manager
  if (manager === 'npm') {
    await checkMistakes(app, plus);
  }
  return require(path.join(app, 'node_modules', plus, 'package.json')).version;
}

/** Mistakes do not compile. */
async function checkMistakes(app, plus) {
  const mistakes = Object.values(PLUS_MISTAKES).map((statement) => `void ${statement};\n`);
  fs.writeFileSync(path.join(app, 'mistakes.ts'), plusApp(plus).replace('app.synth();\n', mistakes.join('')));
  const errors = await compile(app, true, '--noEmit', 'mistakes.ts');
  const accepted = Object.keys(PLUS_MISTAKES).filter((type) => !errors.includes(`'${type}'`));
  if (accepted.length > 0) {
    throw new Error(`TypeScript does not report the mistakes about ${accepted.join(', ')}.\n${errors}`);
  }
}

/** An app without cdk8s-plus, which lints what it writes. */
async function checkWithout(manager, tarball) {
  const app = await install(manager, tarball);
  const text = `import { Chart } from 'cdk8s';
import { AppDeployment, PodApp } from '${library}';
const app = new PodApp({ outdir: 'dist', quiet: true });
new AppDeployment(new Chart(app, 'web'), 'web', { metadata: { name: 'web' }, app: { name: 'web', image: 'shop/web:1.0' } })
  .exposeViaService({ ports: [{ port: 80 }] });
app.synth();
`;
  fs.writeFileSync(path.join(app, 'app.ts'), text);
  await compile(app, false, 'app.ts');
  await run(app, [process.execPath, 'app.js']);
  const output = await run(app, [path.join(app, 'node_modules', '.bin', 'cdk8s-pods'), 'lint', 'dist']);
  const extra = fs.readdirSync(path.join(app, 'node_modules')).filter((name) => name.startsWith('cdk8s-plus'));
  if (output !== '2 objects in 1 file: no findings\n' || extra.length > 0) {
    throw new Error(`The app without cdk8s-plus has ${extra.join(', ') || 'no cdk8s-plus'}. Lint prints: ${output}`);
  }
  return 'none';
}

async function main() {
  const asked = process.argv.slice(2);
  const managers = Object.keys(MANAGERS).filter(
    (name) => !asked.some((one) => one in MANAGERS) || asked.includes(name),
  );
  const numbers = asked.filter((one) => !(one in MANAGERS));
  const tarball = await pack();
  const apps = [...(numbers.length > 0 ? numbers : versions()), 'none'];
  const total = managers.length * apps.length;
  const failures = [];
  // two Yarns at once write to one cache, and fail
  const checkAll = async (manager) => {
    for (const version of apps) {
      try {
        const found = await (version === 'none'
          ? checkWithout(manager, tarball)
          : checkPlus(manager, tarball, version));
        console.log(`${manager.padEnd(5)} cdk8s-plus ${found} (${version})`);
      } catch (error) {
        failures.push(`${manager}, cdk8s-plus ${version}: ${error.message}`);
      }
    }
  };
  await Promise.all(managers.map(checkAll));
  failures.forEach((failure) => console.error(`PROBLEM  ${failure}`));
  console.log(`${total - failures.length} of ${total} apps work.`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

main();
