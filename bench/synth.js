// The time to synthesize main.ts, compared with an app of `cdk8s init typescript-app` that writes the same manifests:
// `node bench/synth.js`.
//
// Both run in temporary folders and take turns.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const yaml = require('yaml');
const { inTurns, median, report, root, seconds, temporaryFolder } = require('./common');

const RUNS = 7;

const { devDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const folder = temporaryFolder();
const [ours, stock] = ['ours', 'stock'].map((name) => path.join(folder, name));

// the check for newer versions needs time, differs between runs, and fails offline
const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', npm_config_update_notifier: 'false' };

function run(more, cwd, command, ...args) {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...env, ...more },
    encoding: 'utf8',
  });
  const text = [stdout, stderr, error?.message].filter(Boolean).join('\n');
  return { milliseconds: performance.now() - start, ok: status === 0, text };
}

function must(...command) {
  const result = run(...command);
  if (!result.ok) {
    throw new Error(`"${command.slice(2).join(' ')}" fails:\n${result.text}`);
  }
  return result;
}

/** A copy of this repository. Its node_modules is a folder of links, so that the runner's cache in it is the copy's own. */
function copyOurs() {
  const left = new Set(['.git', 'coverage', 'dist', 'lib', 'node_modules'].map((name) => path.join(root, name)));
  fs.cpSync(root, ours, { recursive: true, filter: (file) => !left.has(file) });
  fs.mkdirSync(path.join(ours, 'node_modules'));
  for (const name of fs.readdirSync(path.join(root, 'node_modules')).filter((name) => name !== '.cache')) {
    fs.symlinkSync(path.join(root, 'node_modules', name), path.join(ours, 'node_modules', name));
  }
}

/** The template of cdk8s-cli, with the versions that this repository pins, and with our objects as plain ApiObjects. */
function makeStock(files) {
  const template = path.join(root, 'node_modules', 'cdk8s-cli', 'templates', 'typescript-app');
  const words = {
    $base: 'stock',
    cdk8s_core_version: devDependencies.cdk8s,
    cdk8s_plus_version: devDependencies['cdk8s-plus-27'],
    constructs_version: devDependencies.constructs,
    cdk8s_cli_spec: devDependencies['cdk8s-cli'],
  };
  const filled = (file) =>
    fs.readFileSync(path.join(template, file), 'utf8').replace(/\{\{ (\S+) \}\}/g, (_, word) => words[word]);
  fs.mkdirSync(stock);
  for (const file of ['cdk8s.yaml', 'tsconfig.json', 'package.json']) {
    fs.writeFileSync(path.join(stock, file), filled(file).replace(/cdk8s-plus-\d+/, 'cdk8s-plus-27'));
  }
  const pins = ['cdk8s', 'cdk8s-plus-27', 'constructs', 'jest', 'ts-jest', 'ts-node', 'typescript'];
  must(
    {},
    stock,
    'npm',
    'install',
    ...['--no-audit', '--no-fund', '--loglevel=error', '--omit=optional'],
    ...pins.map((name) => `${name}@${devDependencies[name]}`),
  );
  const charts = [...files].map(([file, objects]) =>
    [
      `chart = new Chart(app, ${JSON.stringify(file.replace(/\.k8s\.yaml$/, ''))});`,
      ...objects.map((object, i) => `new ApiObject(chart, 'object-${i}', ${JSON.stringify(object, null, 2)});`),
    ].join('\n'),
  );
  const head = `import { ApiObject, App, Chart } from 'cdk8s';\n\nconst app = new App();\nlet chart: Chart;\n`;
  fs.writeFileSync(path.join(stock, 'main.ts'), `${head}\n${charts.join('\n\n')}\n\napp.synth();\n`);
}

/** The objects of each file in `dist`. */
function objectsOf(app) {
  const dist = path.join(app, 'dist');
  const read = (file) => yaml.parseAllDocuments(fs.readFileSync(path.join(dist, file), 'utf8'));
  const files = fs.readdirSync(dist).sort();
  return new Map(files.map((file) => [file, read(file).map((document) => document.toJS())]));
}

/** Adds a line to an app's main.ts, and removes the line that was added before. */
function change(app, line) {
  const file = path.join(app, 'main.ts');
  const [text] = fs.readFileSync(file, 'utf8').split('// bench\n');
  fs.writeFileSync(file, `${text}// bench\n${line}\n`);
}

let changes = 0;
const changed = (app) => change(app, `// ${(changes += 1)}`);
const forget = () => fs.rmSync(path.join(ours, 'node_modules', '.cache'), { recursive: true, force: true });

const UNCHECKED = { TS_NODE_TRANSPILE_ONLY: 'true' };

/** The runs that take turns, each with its preparation. The run that empties the cache also fills it. */
const CASES = {
  stock: () => timed(() => changed(stock), {}, stock, 'npx', 'cdk8s', 'synth'),
  stockUnchecked: () => timed(() => changed(stock), UNCHECKED, stock, 'npx', 'cdk8s', 'synth'),
  cdk8s: () => timed(() => changed(ours), {}, ours, 'npx', 'cdk8s', 'synth'),
  cdk8sUnchecked: () => timed(() => changed(ours), UNCHECKED, ours, 'npx', 'cdk8s', 'synth'),
  removed: () => timed(forget, {}, ours, 'npm', 'run', 'synth'),
  npm: () => timed(() => changed(ours), {}, ours, 'npm', 'run', 'synth'),
  unchanged: () => timed(() => {}, {}, ours, 'npm', 'run', 'synth'),
};

function timed(before, more, ...command) {
  before();
  return must(more, ...command).milliseconds;
}

/** The comparison is fair only if both write the same objects, and both check the types of main.ts. */
function prepare() {
  copyOurs();
  must({}, ours, 'npm', 'run', 'synth');
  makeStock(objectsOf(ours));
  must({}, stock, 'npx', 'cdk8s', 'synth');
  assert.deepStrictEqual(objectsOf(stock), objectsOf(ours), 'the two do not write the same objects');
  for (const [app, ...command] of [
    [ours, 'npm', 'run', 'synth'],
    [ours, 'npx', 'cdk8s', 'synth'],
    [stock, 'npx', 'cdk8s', 'synth'],
  ]) {
    change(app, "export const wrong: number = 'a';");
    const { ok, text } = run({}, app, ...command);
    assert(!ok && text.includes('TS2322'), `"${command.join(' ')}" does not check the types of main.ts`);
    changed(app);
  }
}

function measure() {
  prepare();
  const took = inTurns(RUNS + 1, CASES);
  // the first round warms up
  const of = (name) => median(took[name].slice(1));
  const row = (work, limit, name, to = 'stock') => ({
    work,
    limit,
    ratio: of(name) / of(to),
    detail: `${seconds(of(name))} to ${seconds(of(to))}`,
  });
  return [
    row('`npx cdk8s synth` of main.ts, compared with the stock template', 0.72, 'cdk8s'),
    row('the same without type checks, compared with the stock template with type checks', 0.5, 'cdk8sUnchecked'),
    row('the same, both without type checks', undefined, 'cdk8sUnchecked', 'stockUnchecked'),
    row('`npm run synth` of main.ts, compared with `npx cdk8s synth` of the stock template', 0.6, 'npm'),
    row('the same, if the code has not changed', 0.2, 'unchanged'),
    row('the same, for the first time after an installation', undefined, 'removed'),
  ];
}

module.exports = { measure };
if (require.main === module) {
  report(['synth', measure]);
}
