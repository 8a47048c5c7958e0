// Runs an app that is written in TypeScript: `node scripts/run.js main.ts`. With --quiet it says nothing, with --verbose it sums up.
//
// ts-node type-checks the app; the library under it has its own check (`npm test`), and is only translated. What was checked or
// translated is kept in node_modules/.cache, so that an app in which nothing changed starts without the compiler. What goes wrong is
// told in a few lines: the message, and the place in the app.
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { version } = require('typescript/package.json');

const root = path.dirname(__dirname);
const entry = path.resolve(process.argv[2] ?? path.join(root, 'main.ts'));
const cache = path.join(root, 'node_modules', '.cache', 'cdk8s-pod-patterns');
const library = ['cli', 'constructs', 'manifest', 'rules', 'spec', 'index.ts'].map((name) => path.join(root, name));
const unchecked = /^(1|true)$/i.test(process.env.TS_NODE_TRANSPILE_ONLY ?? '');

const read = (file) => fs.readFileSync(file, 'utf8');
const isFile = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
const inLibrary = (file) => library.some((place) => file === place || file.startsWith(place + path.sep));
const hashOf = (...parts) =>
  crypto
    .createHash('sha256')
    .update(JSON.stringify([version, ...parts]))
    .digest('hex');
const lazily = (make) => {
  let made;
  return () => (made ??= make());
};

/** All files of the app, and of the library, that a file imports by a relative path; their texts by path. */
function sources(file, found = new Map()) {
  if (found.has(file)) {
    return found;
  }
  const text = read(file);
  found.set(file, text);
  for (const [, specifier] of text.matchAll(/(?:\bfrom|\bimport|\brequire)\b\s*\(?\s*['"](\.[^'"]*)['"]/g)) {
    const at = path.resolve(path.dirname(file), specifier);
    const next = ['', '.ts', '.tsx', '.json', '.js', '/index.ts', '/index.js'].map((end) => at + end).find(isFile);
    if (next !== undefined) {
      sources(next, found);
    }
  }
  return found;
}

/** Settings for ts-node, as small as the app allows: types that nothing in it speaks of take longer to read than all the rest. */
function settings(texts) {
  const speaksOf = (name) => [...texts].some(([file, text]) => !inLibrary(file) && text.includes(name));
  return {
    cwd: process.cwd(),
    project: path.join(root, 'tsconfig.json'),
    pretty: false,
    compilerOptions: {
      types: ['node'],
      // the little of Node that the library calls, in the place of @types/node
      typeRoots: [path.join(__dirname, 'types')],
      ...(speaksOf('cdk8s-plus-27') ? {} : { baseUrl: root, paths: { 'cdk8s-plus-27': ['scripts/types/none'] } }),
    },
  };
}

if (!isFile(entry)) {
  console.error(`there is no file ${entry}`);
  process.exit(1);
}
const texts = sources(fs.realpathSync(entry));
const checker = lazily(() => require('ts-node').create(settings(texts)));
const translator = lazily(() => require('ts-node').create({ ...settings(texts), transpileOnly: true }));

function kept(file) {
  const at = path.join(cache, file);
  return isFile(at) ? read(at) : undefined;
}

function keep(file, text) {
  fs.mkdirSync(cache, { recursive: true });
  const temporary = path.join(cache, `${file}.${process.pid}`);
  fs.writeFileSync(temporary, text);
  fs.renameSync(temporary, path.join(cache, file));
  return text;
}

/** Whether these very files, under these very dependencies, have been checked before. */
const checked = `${hashOf('checked', read(path.join(root, 'tsconfig.json')), read(path.join(root, 'package-lock.json')), [...texts])}.ok`;
const trusted = unchecked || kept(checked) !== undefined;

function compile(text, file) {
  const code = `${hashOf(file, text)}.js`;
  return inLibrary(file) || trusted
    ? (kept(code) ?? keep(code, translator().compile(text, file)))
    : keep(code, checker().compile(text, file));
}

/** The first place in the app, or else in this repository, that an error came by. */
function placeOf(error) {
  const places = [...String(error.stack).matchAll(/\(?((?:\/|[A-Z]:\\)[^():]+):(\d+):(\d+)\)?$/gm)];
  const place =
    places.find(([, file]) => file === fs.realpathSync(entry)) ??
    places.find(([, file]) => !file.includes('node_modules') && file !== __filename);
  return place === undefined ? '' : `\n  at ${path.relative(process.cwd(), place[1])}:${place[2]}:${place[3]}`;
}

function tell(error) {
  const text = error?.diagnosticText ?? `${error?.message ?? error}${placeOf(error ?? {})}`;
  console.error(String(text).trimEnd());
  process.exitCode = 1;
}

for (const output of ['quiet', 'verbose'].filter((word) => process.argv.includes(`--${word}`, 3))) {
  process.env.CDK8S_PODS_OUTPUT = output;
}
// the app is told as if node ran it itself
process.argv.splice(1, 2, entry);
process.setSourceMapsEnabled(true);
process.on('uncaughtException', tell);
require.extensions['.ts'] = (module, file) => module._compile(compile(texts.get(file) ?? read(file), file), file);
require(entry);
if (!trusted && process.exitCode === undefined) {
  keep(checked, '');
}
