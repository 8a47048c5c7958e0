// Compiles the library as it is published: `node scripts/build.js [FOLDER]`. There is a file of types for each module. The code is bundled
// into a few files, which load in half the time of a file for each module.
const fs = require('fs');
const path = require('path');
const { rollup } = require('@rollup/wasm-node');
const { refuse } = require('./compiler');
const ts = require('./typescript');

const root = path.dirname(__dirname);
const lib = path.join(root, 'lib');
const folder = path.resolve(process.argv[2] ?? lib);

/** The types and the code of each module, by file, and the entries of the package. */
function compile() {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => refuse([diagnostic]) };
  const overrides = { module: ts.ModuleKind.ES2020, outDir: folder };
  const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(
    path.join(root, 'tsconfig.build.json'),
    overrides,
    host,
  );
  const program = ts.createProgram(fileNames, options);
  refuse(ts.getPreEmitDiagnostics(program));
  const [types, modules] = [new Map(), new Map()];
  program.emit(undefined, (file, text) => (file.endsWith('.d.ts') ? types : modules).set(path.resolve(file), text));
  return { types, modules, entries: fileNames.map((file) => path.relative(root, file).replace(/\.ts$/, '')) };
}

/** Bundles the code of the modules. */
function bundle(modules, entries) {
  return rollup({
    input: Object.fromEntries(entries.map((entry) => [entry, path.join(folder, entry)])),
    external: (name) => !/^[./]/.test(name),
    plugins: [
      {
        name: 'in memory',
        resolveId(name, from) {
          const base = path.resolve(from === undefined ? root : path.dirname(from), name);
          return [`${base}.js`, path.join(base, 'index.js')].find((file) => modules.has(file));
        },
        load: (file) => modules.get(file),
        // a module that another one requires on demand, or starts as a process, is a file of its own
        transform(code, file) {
          return code.replace(/(require|require\.resolve)\('(\..*?)'\)/g, (_, load, name) => {
            const id = path.resolve(path.dirname(file), name);
            return `${load}(import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'chunk', id })})`;
          });
        },
        resolveFileUrl: ({ relativePath }) => `'./${relativePath}'`,
      },
    ],
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
}

async function build() {
  const { types, modules, entries } = compile();
  const code = await bundle(modules, entries);
  if (folder === lib) {
    fs.rmSync(lib, { recursive: true, force: true });
  }
  types.forEach((text, file) => ts.sys.writeFile(file, text));
  await code.write({
    dir: folder,
    format: 'cjs',
    entryFileNames: '[name].js',
    chunkFileNames: 'code/[name].js',
    exports: 'named',
    esModule: true,
    generatedCode: 'es2015',
    // modules of node are used directly
    interop: 'esModule',
    // a file imports only the files that it uses itself
    hoistTransitiveImports: false,
  });
}

build().catch((error) => {
  console.error(error.isDiagnosis ? error.message : error);
  process.exit(1);
});
