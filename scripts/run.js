// Runs an app that is written in TypeScript: `node scripts/run.js main.ts`.
//
// ts-node type-checks the app. The library under it has its own check (`npm run lint`), so here it is only translated, and the
// result is kept in node_modules/.cache. What goes wrong is told in a few lines: the message, and the place in the app.
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { create } = require('ts-node');
const { version } = require('typescript');

const root = path.dirname(__dirname);
const entry = path.resolve(process.argv[2] ?? path.join(root, 'main.ts'));
const cache = path.join(root, 'node_modules', '.cache', 'cdk8s-pod-patterns');
const library = ['cli', 'constructs', 'manifest', 'rules', 'spec', 'index.ts'].map((name) => path.join(root, name));

// @types/node takes longer to check than all else: what of it the library uses stands in scripts/types
const options = { types: ['node'], typeRoots: [path.join(__dirname, 'types')] };
const settings = {
  cwd: process.cwd(),
  project: path.join(root, 'tsconfig.json'),
  pretty: false,
  compilerOptions: options,
};
const lazily = (make) => {
  let made;
  return () => (made ??= make());
};
const checker = lazily(() => create(settings));
const translator = lazily(() => create({ ...settings, transpileOnly: true }));

function translated(text, file) {
  const hash = crypto
    .createHash('sha256')
    .update(JSON.stringify([version, options, file, text]))
    .digest('hex');
  const kept = path.join(cache, `${hash}.js`);
  if (fs.existsSync(kept)) {
    return fs.readFileSync(kept, 'utf8');
  }
  const code = translator().compile(text, file);
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(`${kept}.${process.pid}`, code);
  fs.renameSync(`${kept}.${process.pid}`, kept);
  return code;
}

/** The first place in the app, or else in this repository, that an error came by. */
function placeOf(error) {
  const places = [...String(error.stack).matchAll(/\(?((?:\/|[A-Z]:\\)[^():]+):(\d+):(\d+)\)?$/gm)];
  const place =
    places.find(([, file]) => file === entry) ??
    places.find(([, file]) => !file.includes('node_modules') && file !== __filename);
  return place === undefined ? '' : `\n  at ${path.relative(process.cwd(), place[1])}:${place[2]}:${place[3]}`;
}

function tell(error) {
  const text = error?.diagnosticText ?? `${error?.message ?? error}${placeOf(error ?? {})}`;
  console.error(String(text).trimEnd());
  process.exitCode = 1;
}

// the app finds its own arguments where it would find them without this script
process.argv.splice(1, 2, entry);
process.setSourceMapsEnabled(true);
process.on('uncaughtException', tell);
require.extensions['.ts'] = (module, file) => {
  const text = fs.readFileSync(file, 'utf8');
  const ours = library.some((place) => file === place || file.startsWith(place + path.sep));
  module._compile(ours ? translated(text, file) : checker().compile(text, file), file);
};
require(entry);
