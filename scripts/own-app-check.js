// Runs the section "Use it in your own app" of README.md in an empty folder, exactly as printed: `node scripts/own-app-check.js`.
// It needs the npm registry. It does not run the kubectl commands, which need a cluster.
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const TITLE = 'Use it in your own app';

const root = path.dirname(__dirname);
const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
const section = readme.split(/^## /m).find((part) => part.startsWith(`${TITLE}\n`));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'own-app-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

function run(cwd, command) {
  console.log(`$ ${command}`);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { cwd, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`"${command}" of README.md fails.\n${stdout}${stderr}`);
  }
}

/** Packs the package in the clone, and moves the tarball into the empty folder. */
function pack([command]) {
  const [, tarball] = /Copy\s+`(.*?\.tgz)`\s+into\s+it/.exec(section);
  run(root, command);
  fs.copyFileSync(path.join(root, tarball), path.join(folder, tarball));
  fs.rmSync(path.join(root, tarball));
}

const [inClone, inFolder] = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text]) =>
  text.trim().split('\n'),
);
const files = [...section.matchAll(/^`(\S+)`\n\n```\w+\n([\s\S]*?)^```$/gm)];

pack(inClone);
files.forEach(([, name, text]) => fs.writeFileSync(path.join(folder, name), text));
inFolder.filter((command) => !command.startsWith('kubectl ')).forEach((command) => run(folder, command));

const [, expected] = /^```yaml\n([\s\S]*?)^```$/m.exec(readme);
const written = fs.readFileSync(path.join(folder, 'dist', 'web.k8s.yaml'), 'utf8');
if (written !== expected) {
  throw new Error(`The app of README.md writes another manifest than README.md shows:\n${written}`);
}
console.log(`The app of README.md works: ${files.map(([, name]) => name).join(', ')}.`);
