// Runs an app that is written in TypeScript: `node scripts/run.js main.ts`. With --quiet it says nothing, with --verbose it sums up.
//
// The app is type-checked; the library under it has its own check (`npm test`), and is only translated. What was checked or
// translated is kept (cache.js), so that an app in which nothing changed starts without the compiler. What goes wrong is told in a
// few lines: the message, and the place in the app.
const fs = require('fs');
const path = require('path');
const { version } = require('typescript/package.json');
const { keep, kept, nameOf } = require('./cache');

const root = path.dirname(__dirname);
const entry = path.resolve(process.argv[2] ?? path.join(root, 'main.ts'));
const library = ['cli', 'constructs', 'manifest', 'rules', 'kubernetes', 'util', 'index.ts'].map((name) =>
  path.join(root, name),
);
const unchecked = /^(1|true)$/i.test(process.env.TS_NODE_TRANSPILE_ONLY ?? '');

const texts = new Map();
/** A file's text, the same at each call. */
function read(file) {
  if (!texts.has(file)) {
    texts.set(file, fs.readFileSync(file, 'utf8'));
  }
  return texts.get(file);
}
const isFile = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
const inLibrary = (file) => library.some((place) => file === place || file.startsWith(place + path.sep));

const IMPORTS = /(?:\bfrom|\bimport|\brequire)\b\s*\(?\s*['"](\.[^'"]*)['"]/g;
const EXTENDS = /"(\.[^"]*)"/g;
const ENDS = ['', '.ts', '.tsx', '.json', '.js', '/index.ts', '/index.js'];

/** A file, all files that it names by a relative path, and those that they name. */
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

if (!isFile(entry)) {
  console.error(`there is no file ${entry}`);
  process.exit(1);
}
// loaded only if there is something to do for it
const compiler = () => require('./compiler');
/** What all that is kept depends on. */
const settings = [version, contents(sources(path.join(root, 'tsconfig.json'), EXTENDS))];
const checked = new Set();

/** Changes with each change of a file. */
function stamp(file) {
  const { mtimeMs, size, ino } = fs.statSync(file, { throwIfNoEntry: false }) ?? {};
  return [file, mtimeMs, size, ino].join();
}

/** Checks a file of the app, and all that it imports, unless these very files have been checked before, under these dependencies. */
function check(file) {
  const all = sources(file, IMPORTS);
  const files = [...all].filter((name) => /\.tsx?$/.test(name) && !inLibrary(name));
  const name = nameOf('checked', settings, read(path.join(root, 'package-lock.json')), contents(all));
  const before = kept(name, 'utf8');
  if (before === undefined || JSON.parse(before).some(([other, was]) => stamp(other) !== was)) {
    const known = (one) => (inLibrary(one) ? declarations(one, read(one)) : read(one));
    const others = compiler()
      .check(files, (one) => (all.has(one) ? known(one) : undefined))
      .filter((one) => !all.has(one));
    keep(name, JSON.stringify(others.map((other) => [other, stamp(other)])));
  }
  files.forEach((one) => checked.add(one));
}

const made = (name, make) => kept(name, 'utf8') ?? keep(name, make());

const declarations = (file, text) =>
  made(`${nameOf('declared', settings, file, text)}.d.ts`, () => compiler().declarationsOf(file, text));

const translation = (file, text) =>
  made(`${nameOf('translated', settings, file, text)}.js`, () => compiler().translate(file, text));

/** The first place in the app, or else in this repository, that an error came by. */
function placeOf(error) {
  const places = [...String(error.stack).matchAll(/\(?((?:\/|[A-Z]:\\)[^():]+):(\d+):(\d+)\)?$/gm)];
  const place =
    places.find(([, file]) => file === fs.realpathSync(entry)) ??
    places.find(([, file]) => !file.includes('node_modules') && file !== __filename);
  return place === undefined ? '' : `\n  at ${path.relative(process.cwd(), place[1])}:${place[2]}:${place[3]}`;
}

function tell(error) {
  const place = error?.isDiagnosis ? '' : placeOf(error ?? {});
  console.error(`${error?.message ?? error}${place}`.trimEnd());
  process.exitCode = 1;
}

for (const output of ['quiet', 'verbose'].filter((word) => process.argv.includes(`--${word}`, 3))) {
  process.env.CDK8S_PODS_OUTPUT = output;
}
// the app is told as if node ran it itself
process.argv.splice(1, 2, entry);
process.setSourceMapsEnabled(true);
process.on('uncaughtException', tell);
require.extensions['.ts'] = (module, file) => {
  if (!inLibrary(file) && !unchecked && !checked.has(file)) {
    check(file);
  }
  module._compile(translation(file, read(file)), file);
};
require(entry);
