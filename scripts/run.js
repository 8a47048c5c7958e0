// Runs an app in TypeScript: `node scripts/run.js main.ts`. --quiet prints nothing, --verbose adds a summary.
//
// It checks the types of the app, and only transpiles the library, which `npm test` checks. It caches the results (cache.js), so an app
// without changes starts without the compiler. An error is printed as its message and its line in the app.
const fs = require('fs');
const path = require('path');
const { version } = require('typescript/package.json');
const { fingerprint, readCached, writeCached } = require('./cache');

const root = path.dirname(__dirname);
const entry = path.resolve(process.argv[2] ?? path.join(root, 'main.ts'));
const library = [
  'cli',
  'testing',
  'testing.ts',
  'constructs',
  'manifest',
  'rules',
  'kubernetes',
  'util',
  'index.ts',
].map((name) => path.join(root, name));
const unchecked = /^(1|true)$/i.test(process.env.TS_NODE_TRANSPILE_ONLY ?? '');

const texts = new Map();
/** The text of a file. It is read once. */
function read(file) {
  if (!texts.has(file)) {
    texts.set(file, fs.readFileSync(file, 'utf8'));
  }
  return texts.get(file);
}
const isFile = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
const inLibrary = (file) => library.some((part) => file === part || file.startsWith(part + path.sep));

const IMPORTS = /(?:\bfrom|\bimport|\brequire)\b\s*\(?\s*['"](\.[^'"]*)['"]/g;
const EXTENDS = /"(\.[^"]*)"/g;
const ENDS = ['', '.ts', '.tsx', '.json', '.js', '/index.ts', '/index.js'];

/** A file and, recursively, the files that it names by a relative path. */
function sources(file, names, found = new Set()) {
  if (!found.has(file)) {
    found.add(file);
    for (const [, name] of read(file).matchAll(names)) {
      const at = path.resolve(path.dirname(file), name);
      const next = ENDS.map((end) => at + end).find(isFile);
      if (next !== undefined) {
        sources(next, names, found);
      }
    }
  }
  return found;
}

const contents = (files) => [...files].map((file) => [file, read(file)]);

// loaded on demand
const compiler = () => require('./compiler');
/** Every cached result depends on these. */
const settings = [version, contents(sources(path.join(root, 'tsconfig.json'), EXTENDS))];
const checked = new Set();

/** A value that changes with each change of a file. */
function stamp(file) {
  const { mtimeMs, size, ino } = fs.statSync(file, { throwIfNoEntry: false }) ?? {};
  return [file, mtimeMs, size, ino].join();
}

/** Checks the types of a file of the app and of its imports, unless the same files were checked before with the same dependencies. */
function checkFile(file) {
  const all = sources(file, IMPORTS);
  const files = [...all].filter((name) => /\.tsx?$/.test(name) && !inLibrary(name));
  const name = fingerprint('checked', settings, read(path.join(root, 'package-lock.json')), contents(all));
  const before = readCached(name, 'utf8');
  if (before === undefined || JSON.parse(before).some(([other, was]) => stamp(other) !== was)) {
    const textOf = (one) => (inLibrary(one) ? declarations(one, read(one)) : read(one));
    const others = compiler()
      .checkTypes(files, (one) => (all.has(one) ? textOf(one) : undefined))
      .filter((one) => !all.has(one));
    writeCached(name, JSON.stringify(others.map((other) => [other, stamp(other)])));
  }
  files.forEach((one) => checked.add(one));
}

const cached = (name, make) => readCached(name, 'utf8') ?? writeCached(name, make());

const declarations = (file, text) =>
  cached(`${fingerprint('declared', settings, file, text)}.d.ts`, () => compiler().declarationsOf(file, text));

const transpiled = (file, text) =>
  cached(`${fingerprint('transpiled', settings, file, text)}.js`, () => compiler().transpile(file, text));

/** The first line of an error's stack in the app. A message that names places itself needs no other. */
function locationOf(error, message) {
  if (error?.isDiagnosis || /\bat \S.*:\d+:\d+$/m.test(message)) {
    return '';
  }
  const frames = String(error?.stack)
    .split('\n')
    .filter((line) => !line.includes(__filename) && !library.some((part) => line.includes(part)));
  const place = require('../util/call-site').callSite(frames.join('\n'));
  return place === undefined ? '' : `\n  at ${place}`;
}

function report(error) {
  const message = String(error?.message ?? error);
  console.error(
    require('../util/safe-text')
      .safeLines(message + locationOf(error, message))
      .trimEnd(),
  );
  process.exitCode = 1;
}

for (const output of ['quiet', 'verbose'].filter((word) => process.argv.includes(`--${word}`, 3))) {
  process.env.CDK8S_PODS_OUTPUT = output;
}
// the app gets the arguments that it would get from node
process.argv.splice(1, 2, entry);
process.setSourceMapsEnabled(true);
process.on('uncaughtException', report);
require.extensions['.ts'] = (module, file) => {
  if (!inLibrary(file) && !unchecked && !checked.has(file)) {
    checkFile(file);
  }
  module._compile(transpiled(file, read(file)), file);
};
if (!isFile(entry)) {
  throw new Error(`There is no file ${entry}.`);
}
require(entry);
