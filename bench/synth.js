// How long it takes to synthesize main.ts, beside the set-up that `cdk8s init typescript-app` makes for the same manifests:
// `npm run bench`.
//
// Both run in temporary folders and take turns. It prints medians and ratios, and judges nothing: it always exits with 0.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const yaml = require('yaml');

const RUNS = 7;

const root = path.dirname(__dirname);
const { devDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
const [ours, stock] = ['ours', 'stock'].map((name) => path.join(folder, name));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(1));
}

// a look for newer versions takes time, differs from run to run, and fails offline
const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false', npm_config_update_notifier: 'false' };

function run(cwd, command, ...args) {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  const text = [stdout, stderr, error?.message].filter(Boolean).join('\n');
  return { seconds: (performance.now() - start) / 1000, ok: status === 0, text };
}

function must(...command) {
  const result = run(...command);
  if (!result.ok) {
    throw new Error(`"${command.slice(1).join(' ')}" fails:\n${result.text}`);
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

/** Adds a line to an app's main.ts in the place of the one that was added before. */
function change(app, line) {
  const file = path.join(app, 'main.ts');
  const [text] = fs.readFileSync(file, 'utf8').split('// bench\n');
  fs.writeFileSync(file, `${text}// bench\n${line}\n`);
}

let changes = 0;
const changed = (app) => change(app, `// ${(changes += 1)}`);
const forget = () => fs.rmSync(path.join(ours, 'node_modules', '.cache'), { recursive: true, force: true });

const STOCK = 'stock: npx cdk8s synth';
/** What takes turns: what is done before a run, and the run. The cache is full again after the one that empties it. */
const CASES = {
  [STOCK]: [() => changed(stock), stock, 'npx', 'cdk8s', 'synth'],
  'npm run synth, cache removed': [forget, ours, 'npm', 'run', 'synth'],
  'npm run synth, main.ts changed': [() => changed(ours), ours, 'npm', 'run', 'synth'],
  'npm run synth, nothing changed': [() => {}, ours, 'npm', 'run', 'synth'],
  'npx cdk8s synth, main.ts changed': [() => changed(ours), ours, 'npx', 'cdk8s', 'synth'],
  'npx cdk8s synth, nothing changed': [() => {}, ours, 'npx', 'cdk8s', 'synth'],
};

/** The comparison is fair only where both write the same objects, and both check the types of main.ts. */
function prepare() {
  copyOurs();
  must(ours, 'npm', 'run', 'synth');
  makeStock(objectsOf(ours));
  must(stock, 'npx', 'cdk8s', 'synth');
  assert.deepStrictEqual(objectsOf(stock), objectsOf(ours), 'the two do not write the same objects');
  for (const [app, ...command] of [
    [ours, 'npm', 'run', 'synth'],
    [ours, 'npx', 'cdk8s', 'synth'],
    [stock, 'npx', 'cdk8s', 'synth'],
  ]) {
    change(app, "export const wrong: number = 'a';");
    const { ok, text } = run(app, ...command);
    assert(!ok && text.includes('TS2322'), `"${command.join(' ')}" does not check the types of main.ts`);
    changed(app);
  }
}

function measure() {
  const times = new Map(Object.keys(CASES).map((name) => [name, []]));
  for (let i = 0; i <= RUNS; i += 1) {
    for (const [name, [before, ...command]] of Object.entries(CASES)) {
      before();
      const { seconds } = must(...command);
      // the first run warms up
      if (i > 0) {
        times.get(name).push(seconds);
      }
    }
  }
  return times;
}

function print(times) {
  const sorted = new Map([...times].map(([name, values]) => [name, values.sort((a, b) => a - b)]));
  const median = (name) => sorted.get(name)[(RUNS - 1) / 2];
  const { cdk8s, 'cdk8s-cli': cli } = devDependencies;
  console.log(`Node ${process.version}, cdk8s ${cdk8s}, cdk8s-cli ${cli}, ${os.cpus().length} processors.`);
  console.log(`Seconds, medians of ${RUNS} runs that took turns, after one to warm up:\n`);
  console.log(`${''.padEnd(34)}median   fastest  slowest  of stock`);
  for (const [name, values] of sorted) {
    const numbers = [median(name), values[0], values[RUNS - 1], median(name) / median(STOCK)];
    console.log(`${name.padEnd(34)}${numbers.map((number) => number.toFixed(2).padEnd(9)).join('')}`.trimEnd());
  }
  console.log(`
The types of main.ts are checked wherever it changed, and always by stock. What was checked or translated is kept in
node_modules/.cache/cdk8s-pod-patterns; "cache removed" is the first run after an installation. The aim for "npm run synth,
main.ts changed" is at most 0.60 of stock.`);
}

try {
  prepare();
  print(measure());
} catch (error) {
  console.log(`There are no numbers: ${error.message}`);
}
