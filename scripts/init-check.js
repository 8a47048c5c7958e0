// Proves that the app of `cdk8s-pods init` works: `node scripts/init-check.js`.
//
// It packs the package, creates an app with its command, and runs the commands that `init` prints. It needs the npm registry.
const fs = require('fs');
const path = require('path');
const { mustRun, pack, run, scratchFolder } = require('./pack');

const folder = scratchFolder('init-check');
const tarball = path.relative(folder, pack(folder));
const app = path.join(folder, 'new app');
const problems = [];

const create = [
  '--yes',
  `--package=./${tarball}`,
  'cdk8s-pods',
  'init',
  'new app',
  '--package',
  tarball,
  '--ci',
  'github',
];
const printed = mustRun(folder, 'npx', ...create);
console.log(printed.trim());
const commands = printed.split('\n').flatMap((line) => /^ {2}(npm .*)$/.exec(line)?.[1] ?? []);
for (const command of [
  ...commands,
  'npm run --silent lint',
  'npm run --silent check',
  'npx cdk8s synth --no-check-upgrade',
]) {
  console.log(`$ ${command}`);
  const output = mustRun(app, ...command.split(' '));
  // npm warns of the script `prepare` of each tarball, which it does not run
  if (/^npm warn (?!install-scripts)|deprecated/m.test(output)) {
    problems.push(`"${command}" warns:\n${output}`);
  }
}
const kinds = fs.readFileSync(path.join(app, 'dist', 'web.k8s.yaml'), 'utf8').match(/^kind: .*/gm);
if (kinds?.join() !== 'kind: Deployment,kind: Service') {
  problems.push(`dist/web.k8s.yaml has other objects: ${kinds}`);
}

fs.appendFileSync(path.join(app, 'web.ts'), '// mine\n');
const again = run(folder, 'npx', ...create);
if (again.status !== 2 || !again.text.includes('new app/web.ts')) {
  problems.push(`A second init does not refuse to overwrite files:\n${again.text}`);
}
if (!fs.readFileSync(path.join(app, 'web.ts'), 'utf8').endsWith('// mine\n')) {
  problems.push('A second init changes a file.');
}
const broken = fs.readFileSync(path.join(app, 'web.ts'), 'utf8').replace("port: 'http'", "port: 'htp'");
fs.writeFileSync(path.join(app, 'web.ts'), broken);
const failed = run(app, 'npm', 'test');
if (failed.status === 0 || !failed.text.includes('(runtime/probe-port)')) {
  problems.push(`The test of the app does not find a mistake:\n${failed.text}`);
}

// the manifests of the new app become another app
fs.rmSync(path.join(folder, 'other app'), { recursive: true, force: true });
const manifests = path.join('new app', 'dist');
mustRun(folder, 'npx', ...create.map((word) => (word === 'new app' ? 'other app' : word)), '--from', manifests);
const other = path.join(folder, 'other app');
for (const command of commands) {
  console.log(`$ ${command}`);
  mustRun(other, ...command.split(' '));
}
const written = [app, other].map((one) => {
  const dist = path.join(one, 'dist');
  return fs
    .readdirSync(dist)
    .map((name) => fs.readFileSync(path.join(dist, name), 'utf8'))
    .join('');
});
if (written[0] !== written[1]) {
  problems.push(`The app of the manifests writes other manifests:\n${written[1]}`);
}

problems.forEach((text) => console.error(`PROBLEM  ${text}`));
console.log(problems.length === 0 ? 'The new app works.' : `${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;
