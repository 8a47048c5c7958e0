// Proves that the package works as a library: `node scripts/package-check.js`.
//
// It packs the package as it would be published, and installs it into fresh apps: with the lowest peers that package.json claims,
// and with the newest. Other peers can be asked for: `node scripts/package-check.js cdk8s@2.68.0 constructs@10.3.0`.
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const ts = require('typescript');
const { plusApp, PLUS_PARTS } = require('./plus-app');

const TIMES = 9;
/** Maximum size of the tarball, in bytes. */
const MAX_SIZE = 1_000_000;

const root = path.dirname(__dirname);
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const { name: library, devDependencies } = manifest;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'package-check-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(1));
}

/** The manifest that each program must write. */
const EXPECTED = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    zone: b
    app: web
spec:
  initContainers:
    - name: collect
      image: busybox:1.36
      restartPolicy: Always
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
  containers:
    - name: web
      image: busybox:1.36
      ports:
        - containerPort: 8080
          protocol: TCP
      resources:
        limits:
          memory: 64Mi
          cpu: 1
      volumeMounts:
        - name: logs
          mountPath: /var/log/web
  volumes:
    - name: logs
      emptyDir: {}
`;

const PROPS = `{
  metadata: { name: 'web', labels: { zone: 'b', app: 'web' } },
  app: {
    name: 'web',
    image: 'busybox:1.36',
    ports: [{ containerPort: 8080, protocol: 'TCP' }],
    resources: { limits: { memory: '64Mi', cpu: 1 } },
  },
  sidecars: [{ name: 'collect', image: 'busybox:1.36' }],
  files: [
    {
      name: 'logs',
      writers: [{ container: 'web', mountPath: '/var/log/web' }],
      readers: [{ container: 'collect', mountPath: '/logs' }],
    },
  ],
}`;

const IMPORT = `import { App, Chart, Testing, Yaml } from 'cdk8s';
import { AppPod, PodApp, SidecarPod } from '${library}';
`;
const REQUIRE = `const { App, Chart, Testing, Yaml } = require('cdk8s');
const { AppPod, PodApp, SidecarPod } = require('${library}');
`;
const TYPES = `import type { Container, ContainerPort, IPattern, PodSpec, SidecarPodProps } from '${library}';
`;

const podApp = (out) => `
const app = new PodApp({ outdir: 'out/${out}', quiet: true });
const pod = new SidecarPod(new Chart(app, 'web'), 'web', ${PROPS});
if (!(pod instanceof AppPod)) throw new Error('a SidecarPod is no AppPod');
app.synth();
`;
const podAppTyped = (out) => `
const app: App = new PodApp({ outdir: 'out/${out}', quiet: true });
const props: SidecarPodProps = ${PROPS};
const pod: AppPod = new SidecarPod(new Chart(app, 'web'), 'web', props);
export const port: ContainerPort | undefined = props.app.ports?.[0];
export const container: Container = props.app;
export const spec: PodSpec = { ...props, containers: [container] };
export const patterns: IPattern[] = props.patterns ?? [];
export const name: string = pod.name;
app.synth();
`;

/** One program for each way of using the library; each writes out/NAME/web.k8s.yaml. */
const PROGRAMS = {
  'typescript.ts': IMPORT + TYPES + podAppTyped('typescript'),
  'typescript-module.mts': IMPORT + TYPES + podAppTyped('typescript-module'),
  'javascript.js': REQUIRE + podApp('javascript'),
  'module.mjs': IMPORT + podApp('module'),
  'stock-app.js': `${REQUIRE}
const app = new App({ outdir: 'out/stock-app' });
new SidecarPod(new Chart(app, 'web'), 'web', ${PROPS});
app.synth();
`,
  'testing.js': `${REQUIRE}
const chart = new Chart(Testing.app(), 'web');
new SidecarPod(chart, 'web', ${PROPS});
require('fs').mkdirSync('out/testing', { recursive: true });
Yaml.save('out/testing/web.k8s.yaml', Testing.synth(chart));
`,
};

/** Code that must not compile, with the error of the compiler. */
const MISTAKES = {
  'enum.ts': ["protocol: 'TCP'", "protocol: 'TPC'", `Type '"TPC"' is not assignable to type`],
  'field.ts': ['containerPort: 8080', 'containerport: 8080', "'containerport' does not exist in type 'ContainerPort'"],
  'missing.ts': ["name: 'collect', ", '', "Property 'name' is missing in type '{ image: string; }'"],
};

const LOADED = `
const { Chart, Testing } = require('cdk8s');
const { SidecarPod } = require('${library}');
const plus = () => Object.keys(require.cache).some((file) => /[\\\\/]cdk8s-plus-27[\\\\/]/.test(file));
if (plus()) throw new Error('loading the library loads cdk8s-plus-27');
const chart = new Chart(Testing.app(), 'web');
new SidecarPod(chart, 'web', ${PROPS});
Testing.synth(chart);
if (plus()) throw new Error('synthesizing a pod loads cdk8s-plus-27');
`;

/** The validation plugin, by the path for TypeScript and by the path that cdk8s.yaml names. */
const VALIDATION = `
import { PodValidation } from '${library}/validation';
import { PodValidation as Plugin } from '${library}/lib/validation.js';
export const validations: PodValidation[] = [new PodValidation({ target: '1.37' }), new Plugin()];
`;

/** Loads each entry of `exports`. */
const ENTRIES = Object.keys(manifest.exports)
  .map((entry) => `require('${path.posix.join(library, entry)}');`)
  .join('\n');

let problems = 0;
function problem(what, detail = '') {
  problems += 1;
  console.error(`PROBLEM  ${what}${detail ? `\n${detail.trim().replace(/^/gm, '    ')}` : ''}`);
}

function run(cwd, command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { ok: status === 0, out: stdout, text: [stdout, stderr, error?.message].filter(Boolean).join('\n') };
}

const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/** The committed files of a folder. */
const committed = (name) => run(root, 'git', ['ls-files', name]).out.split('\n').filter(Boolean);

function pack() {
  const { ok, out, text } = run(root, 'npm', ['pack', '--json', '--pack-destination', folder, ...quiet]);
  if (!ok) {
    console.error(`npm pack failed.\n${text}`);
    process.exit(1);
  }
  const [tarball] = JSON.parse(out.slice(out.search(/^\[/m)));
  const config = ts.getParsedCommandLineOfConfigFile(path.join(root, 'tsconfig.build.json'), {}, ts.sys);
  const compiled = ts
    .createProgram(config.fileNames, config.options)
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile)
    .map((file) => path.relative(root, file.fileName).replace(/\.ts$/, '').split(path.sep).join('/'));
  const entries = config.fileNames.map((file) => path.relative(root, file).replace(/\.ts$/, ''));
  const wanted = ['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'package.json'].concat(
    compiled.map((file) => `lib/${file}.d.ts`),
    entries.map((file) => `lib/${file}.js`),
    committed('docs').filter((file) => file.endsWith('.md')),
  );
  // without the files of bundled packages
  const there = tarball.files.map((file) => file.path).filter((file) => !file.startsWith('node_modules/'));
  // with the packages that the bundled packages need
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const inBundle = Object.keys(lock.packages).filter(
    (name) => lock.packages[name].inBundle && name.lastIndexOf('node_modules/') === 0,
  );
  const bundled = inBundle.map((name) => name.replace('node_modules/', '')).sort();
  if ([...tarball.bundled].sort().join() !== bundled.join()) {
    problem(`the tarball bundles ${tarball.bundled.join(', ')}, not ${bundled.join(', ')}.`);
  }
  const unused = there.filter(
    // `code/` holds the code that the entry files share
    (file) =>
      (!/^lib\/code\/[\w-]+\.js$/.test(file) && !wanted.includes(file)) ||
      /spec\/(generate|enums|openapi)|__tests__/.test(file),
  );
  const missing = wanted.filter((file) => !there.includes(file));
  if (unused.length > 0) {
    problem('the tarball holds files that no user needs (remains of an earlier build?):', unused.join('\n'));
  }
  if (missing.length > 0) {
    problem('the tarball lacks files:', missing.join('\n'));
  }
  const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
  if (tarball.size > MAX_SIZE) {
    problem(`the tarball has ${kB(tarball.size)}. The limit is ${kB(MAX_SIZE)}.`);
  }
  console.log(`tarball: ${there.length} files, ${kB(tarball.size)} packed, ${kB(tarball.unpackedSize)} unpacked`);
  return path.join(folder, tarball.filename);
}

/** Checks one set of peers in its own app. */
function check(title, tarball, peers, flags) {
  const before = problems;
  const app = fs.mkdtempSync(path.join(folder, 'app-'));
  fs.writeFileSync(path.join(app, 'package.json'), '{ "private": true }\n');
  const install = (...what) =>
    run(app, 'npm', ['install', '--no-package-lock', '--omit=optional', ...flags, ...quiet, ...what]);
  const installed = install(tarball, ...peers, `typescript@${devDependencies.typescript}`);
  if (!installed.ok) {
    problem(`${title}: npm cannot install ${peers.join(' ')}.`, installed.text);
    return;
  }
  const read = (file) => JSON.parse(fs.readFileSync(path.join(app, 'node_modules', file, 'package.json'), 'utf8'));
  console.log(
    `\n${title}: ${Object.keys(manifest.peerDependencies)
      .map((peer) => `${peer} ${read(peer).version}`)
      .join(', ')}`,
  );

  const programs = { ...PROGRAMS, 'plus.ts': plusApp('cdk8s-plus-27'), 'validation.ts': VALIDATION };
  for (const [mistake, [right, wrong]] of Object.entries(MISTAKES)) {
    programs[mistake] = PROGRAMS['typescript.ts'].replace(right, wrong);
  }
  for (const [file, text] of Object.entries(programs)) {
    fs.writeFileSync(path.join(app, file), text);
  }
  const compile = (options, ...files) =>
    run(app, process.execPath, [
      path.join('node_modules', 'typescript', 'bin', 'tsc'),
      ...['--strict', '--target', 'es2020', ...options, ...files],
    ]);

  // no skipLibCheck anywhere: the types of the library are checked as well
  const right = ['typescript.ts', 'plus.ts'];
  const ways = [
    ['--module node16', ['--module', 'node16'], [...right, 'typescript-module.mts', 'validation.ts']],
    ['--module commonjs', ['--module', 'commonjs', '--moduleResolution', 'node10', '--noEmit'], right],
    [
      '--module esnext',
      ['--module', 'esnext', '--moduleResolution', 'bundler', '--noEmit'],
      [...right, 'validation.ts'],
    ],
  ];
  const typed = (how, ways) => {
    for (const [way, options, files] of ways) {
      const { ok, text } = compile(options, ...files);
      if (!ok) {
        problem(`${title}: TypeScript refuses a right app (${way}, ${how}).`, text);
      }
    }
  };
  typed('without @types/node', ways);
  const mistakes = compile(['--noEmit', '--module', 'node16'], ...Object.keys(MISTAKES)).text;
  for (const [file, [, , said]] of Object.entries(MISTAKES)) {
    if (!mistakes.split('\n').some((line) => line.startsWith(`${file}(`) && line.includes(said))) {
      problem(`${title}: TypeScript does not report for ${file}: ${said}`, mistakes);
    }
  }

  const write = (program) => {
    const name = path.parse(program).name;
    const { ok, text } = run(app, process.execPath, [program]);
    const file = path.join(app, 'out', name, 'web.k8s.yaml');
    return ok && fs.existsSync(file) ? { yaml: fs.readFileSync(file, 'utf8') } : { text };
  };
  const runnable = (file) => file.replace(/\.(m?)ts$/, '.$1js');
  for (const program of Object.keys(PROGRAMS).map(runnable)) {
    const { yaml, text } = write(program);
    if (yaml !== EXPECTED) {
      problem(`${title}: ${program} does not write what it should.`, yaml ?? text);
    }
  }
  const plus = write('plus.js');
  for (const part of PLUS_PARTS.filter((part) => !plus.yaml?.includes(part))) {
    problem(`${title}: beside cdk8s-plus-27, this is not written:\n${part}`, plus.yaml ?? plus.text);
  }
  const loaded = run(app, process.execPath, ['-e', LOADED]);
  if (!loaded.ok) {
    problem(`${title}: more is loaded than is needed.`, loaded.text);
  }
  for (const program of [['-e', ENTRIES], ['validation.js']]) {
    const { ok, text } = run(app, process.execPath, program);
    if (!ok) {
      problem(`${title}: an entry of the package cannot be loaded.`, text);
    }
  }
  loadTimes(app);

  const node = install(`@types/node@${devDependencies['@types/node']}`);
  if (!node.ok) {
    problem(`${title}: npm cannot install @types/node.`, node.text);
    return;
  }
  typed('with @types/node', ways.slice(0, 1));
  if (problems === before) {
    console.log(`  ${Object.keys(PROGRAMS).length + 1} programs write what they should; the types need no @types/node`);
    console.log(`  ${Object.keys(MISTAKES).length} programs with a mistake do not compile`);
  }
}

/** The time to load the library, compared with cdk8s alone. */
function loadTimes(app) {
  const times = { cdk8s: [], [library]: [] };
  const measure = (name) => {
    const code = `const start = performance.now(); require('${name}'); performance.now() - start`;
    return Number(execFileSync(process.execPath, ['-p', code], { cwd: app }));
  };
  for (let i = 0; i <= TIMES; i += 1) {
    for (const name of Object.keys(times)) {
      const time = measure(name);
      // the first run warms the disk
      if (i > 0) {
        times[name].push(time);
      }
    }
  }
  const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const [alone, ours] = Object.values(times).map(median);
  console.log(
    `  require: cdk8s ${alone.toFixed(0)} ms, ${library} with cdk8s ${ours.toFixed(0)} ms (medians of ${TIMES})`,
  );
}

const tarball = pack();
const claimed = Object.entries(manifest.peerDependencies);
const asked = process.argv.slice(2);
if (asked.length > 0) {
  const others = claimed.filter(([peer]) => !asked.some((one) => one.startsWith(`${peer}@`)));
  const peers = [...asked, ...others.map(([peer, range]) => `${peer}@${range}`)];
  check('as asked', tarball, peers, ['--legacy-peer-deps']);
} else {
  const lowest = claimed.map(([peer, range]) => `${peer}@${range.replace(/^[^\d]*/, '')}`);
  const newest = claimed.map(([peer, range]) => `${peer}@${range}`);
  check('lowest peers', tarball, lowest, ['--strict-peer-deps']);
  check('newest peers', tarball, newest, ['--strict-peer-deps']);
}
console.log(problems === 0 ? '\nThe package works.' : `\n${problems} problem${problems === 1 ? '' : 's'}.`);
process.exitCode = problems === 0 ? 0 : 1;
