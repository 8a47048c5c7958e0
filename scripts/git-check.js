// Checks that another project can install the last commit from git, as npm and pre-commit do: `node scripts/git-check.js`. It needs the npm
// registry.
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error', '--prefer-offline'];

const root = path.dirname(__dirname);
const { version } = require('../package.json');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'git-check-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

/** Runs a command in a folder, and returns its output. */
function run(cwd, command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`"${[command, ...args].join(' ')}" fails.\n${stdout}${stderr}`);
  }
  return stdout.trim();
}

function check(how, bin) {
  const printed = run(folder, path.join(bin, 'cdk8s-pods'), '--version');
  if (printed !== version) {
    throw new Error(`${how}: cdk8s-pods --version prints ${printed}, not ${version}.`);
  }
  console.log(how);
}

const app = path.join(folder, 'app');
fs.mkdirSync(app);
fs.writeFileSync(path.join(app, 'package.json'), '{ "private": true }\n');
run(app, 'npm', 'install', ...QUIET, `git+file://${root}`);
check('npm install git+…', path.join(app, 'node_modules', '.bin'));

// as pre-commit does
const prefix = path.join(folder, 'prefix');
run(app, 'npm', 'install', '--global', '--prefix', prefix, '--install-links', ...QUIET, `git+file://${root}`);
check('npm install --global git+…', path.join(prefix, 'bin'));
