// Proves that the public API can be published for Python, Java, Go and C#: `node scripts/jsii-check.js`.
//
// jsii compiles the library, and jsii-pacmak writes its sources in each language. Then the API of jsii is compared with the TypeScript,
// because jsii silently omits exported functions, and treats some structs as interfaces.
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const ts = require('typescript');

const TOOLS = { jsii: '5.9.54', 'jsii-pacmak': '1.140.0', 'jsii-rosetta': '5.9.68' };
const PEERS = ['@types/node', 'cdk8s', 'cdk8s-plus-27', 'constructs'];
const TARGETS = {
  python: { distName: 'cdk8s-pod-patterns', module: 'cdk8s_pod_patterns' },
  java: { package: 'org.example.podpatterns', maven: { groupId: 'org.example', artifactId: 'cdk8s-pod-patterns' } },
  go: { moduleName: 'example.org/cdk8s-pod-patterns-go' },
  dotnet: { namespace: 'PodPatterns', packageId: 'PodPatterns' },
};

/** jsii refuses null in types. In its languages, null is the value of every optional prop that is absent. */
const TYPES = path.join('kubernetes', 'types.ts');

/** Functions for TypeScript, and the equivalent static methods for other languages. */
const TWINS = { lint: ['Lint', 'manifests'] };

const root = path.dirname(__dirname);
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jsii-check-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(1));
}

function run(command, args) {
  // jsii prints a warning about this version of Node
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] };
  const result = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
  return { missing: result.error?.code === 'ENOENT', failed: result.status !== 0, text: said(result) };
}

const said = ({ stdout, stderr, error }) => [stdout, stderr, error?.message].filter(Boolean).join('\n').trim();

const runTool = (name, ...args) => run(process.execPath, [path.join('node_modules', name, 'bin', name), ...args]);

function fail(what, detail) {
  console.error(detail ? `${what}\n\n${detail}` : what);
  process.exit(1);
}

/** A copy of the library, without the command. jsii writes its output and its own tsconfig.json there. */
function prepare() {
  const config = ts.getParsedCommandLineOfConfigFile(path.join(root, 'tsconfig.build.json'), {}, ts.sys);
  const files = ts
    .createProgram([path.join(root, 'index.ts')], config.options)
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile)
    .map((file) => path.relative(root, file.fileName));
  for (const file of [...files, 'README.md', 'LICENSE', 'NOTICE']) {
    if (fs.existsSync(path.join(root, file))) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.copyFileSync(path.join(root, file), path.join(folder, file));
    }
  }
  const typesFile = path.join(folder, TYPES);
  fs.writeFileSync(typesFile, fs.readFileSync(typesFile, 'utf8').replace(/\s+\| null\b/g, ''));
  // jsii compiles beside the sources, and requires targets; the tools of the tests are not needed
  const fields = {
    ...manifest,
    main: 'index.js',
    types: 'index.d.ts',
    scripts: {},
    typesVersions: undefined,
    devDependencies: { ...Object.fromEntries(PEERS.map((peer) => [peer, manifest.devDependencies[peer]])), ...TOOLS },
    jsii: { outdir: 'packages', versionFormat: 'short', targets: TARGETS },
  };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(fields));
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error', '--omit=optional'];
  const { failed, text } = run('npm', ['install', ...quiet]);
  if (failed) {
    fail('npm could not install jsii.', text);
  }
  return files;
}

/** The messages in the output of jsii. */
const pieces = (text) => text.split(/\n(?=(?:\S+:\d+:\d+ - )?(?:error|warning|message)\b|\S+ (?:Failed|Successful))/);

function compile() {
  const { failed, text } = runTool('jsii');
  if (failed) {
    const errors = pieces(text).filter((piece) => /^(\S+:\d+:\d+ - )?error\b/.test(piece));
    const count = `${errors.length} error${errors.length === 1 ? '' : 's'}`;
    fail(
      `jsii refuses the public API${errors.length ? `: ${count}` : ''}.`,
      errors.map((error) => error.trim()).join('\n\n') || text,
    );
  }
  const warnings = new Map();
  // other messages are about the package.json of the copy
  for (const [, name] of text.matchAll(/warning JSII\d+: .*\[language-compatibility\/([\w-]+)\]/g)) {
    warnings.set(name, (warnings.get(name) ?? 0) + 1);
  }
  return [...warnings].map(([name, count]) => `${count} ${name}`).join(', ');
}

/** The differences between the API of jsii and the TypeScript. */
function differences(assembly, files) {
  const byName = new Map(Object.values(assembly.types).map((type) => [type.name, type]));
  const problems = [];
  for (const name of Object.keys(require(path.join(folder, 'index.js')))) {
    const [type, method] = TWINS[name] ?? [];
    if (byName.get(type)?.methods?.some((one) => one.static && one.name === method)) {
      continue;
    }
    if (!byName.has(name)) {
      problems.push(`${name} is exported, and jsii leaves it out. Functions and constants belong into a class.`);
    }
  }
  const structs = files
    .filter((file) => file === TYPES)
    .flatMap((file) => [...fs.readFileSync(path.join(folder, file), 'utf8').matchAll(/^export interface (\w+)/gm)])
    .map(([, name]) => name);
  for (const name of structs) {
    if (byName.get(name)?.datatype !== true) {
      problems.push(`${name} of kubernetes/types.ts is not a struct for jsii. Does its name look like "I" and a word?`);
    }
  }
  if (structs.length === 0) {
    problems.push('kubernetes/types.ts has no struct.');
  }
  for (const { name, kind, datatype } of byName.values()) {
    if (kind === 'interface' && !datatype && !structs.includes(name) && !/^I[A-Z][a-z]/.test(name)) {
      problems.push(
        `${name} is an interface with behaviour for jsii; it should be a struct, or have an "I" before it.`,
      );
    }
  }
  return { problems, structs: structs.length, types: byName.size };
}

/** Writes the sources of one language. If Python is installed, its sources are also compiled. */
function generate(language) {
  const out = path.join('packages', language);
  const { failed, text } = runTool('jsii-pacmak', '--code-only', '--target', language, '--outdir', 'packages', '.');
  if (failed) {
    fail(`jsii-pacmak could not write the sources for ${language}.`, text);
  }
  const endings = /\.(py|java|go|cs)$/;
  const sources = fs.readdirSync(path.join(folder, out), { recursive: true }).filter((file) => endings.test(file));
  if (sources.length === 0) {
    fail(`jsii-pacmak wrote nothing for ${language}.`, text);
  }
  let compiled = '';
  if (language === 'python') {
    const python = run('python3', ['-m', 'compileall', '-q', out]);
    if (python.failed && !python.missing) {
      fail('Python does not compile what jsii-pacmak wrote.', python.text);
    }
    compiled = python.missing ? ', not compiled: there is no python3' : ', compiled';
  }
  console.log(`${language.padEnd(6)}  ${sources.length} file${sources.length === 1 ? '' : 's'}${compiled}`);
}

const files = prepare();
const warnings = compile();
const assembly = JSON.parse(fs.readFileSync(path.join(folder, '.jsii'), 'utf8'));
const { problems, structs, types } = differences(assembly, files);
if (problems.length > 0) {
  fail('The API of jsii differs from the TypeScript.', problems.join('\n'));
}
console.log(`jsii ${TOOLS.jsii}: ${types} types, ${structs} of them the structs of kubernetes/types.ts`);
if (warnings) {
  console.log(`warnings: ${warnings}`);
}
Object.keys(TARGETS).forEach(generate);
