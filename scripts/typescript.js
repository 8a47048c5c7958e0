// TypeScript, loaded from V8's cached code of an earlier run. V8 needs longer to compile its nine megabytes than to check an app.
const fs = require('fs');
const { createRequire } = require('module');
const path = require('path');
const vm = require('vm');
const { fingerprint, readCached, writeCached } = require('./cache');

const file = require.resolve('typescript');
const { mtimeMs, size } = fs.statSync(file);
const name = `${fingerprint(process.version, process.arch, file, mtimeMs, size)}.code`;

/** The file as the function that Node wraps each module in. */
const compile = (encoding, options) => {
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  return vm.compileFunction(fs.readFileSync(file, encoding), names, { filename: file, ...options });
};

function compileAnew() {
  const made = compile('utf8', { produceCachedData: true });
  writeCached(name, made.cachedData);
  return made;
}

const cachedData = readCached(name);
// V8 accepts the data only for a source of the same length. latin1 reads faster, and gives the same length if the file is ASCII
const before = cachedData && compile('latin1', { cachedData });
const run = before === undefined || before.cachedDataRejected ? compileAnew() : before;

const typescript = { exports: {} };
run(typescript.exports, createRequire(file), typescript, file, path.dirname(file));

module.exports = typescript.exports;
