// What the checks in new apps have in common: packing the package, and running commands in a folder.
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const root = path.dirname(__dirname);
const QUIET = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/** A new folder outside of the clone. It is removed when the process ends. */
function scratchFolder(name) {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), `${name}-`));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => process.exit(1));
  }
  return folder;
}

/** Runs a command. It returns the status and the whole output. */
function run(cwd, command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { ok: status === 0, status, text: [stdout, stderr, error?.message].filter(Boolean).join('\n') };
}

/** The same. It ends the process if the command fails. */
function mustRun(cwd, command, ...args) {
  const { ok, text } = run(cwd, command, ...args);
  if (!ok) {
    console.error(`"${[command, ...args].join(' ')}" fails.\n${text}`);
    process.exit(1);
  }
  return text;
}

/** Packs the package into a folder, as npm publishes it. It returns the path of the tarball. */
function pack(folder) {
  mustRun(root, 'npm', 'pack', '--pack-destination', folder, ...QUIET);
  return path.join(
    folder,
    fs.readdirSync(folder).find((name) => name.endsWith('.tgz')),
  );
}

module.exports = { mustRun, pack, QUIET, run, scratchFolder };
