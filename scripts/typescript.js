// TypeScript, started from what V8 made of its nine megabytes in an earlier run: to compile them takes longer than to check an app.
const fs = require('fs');
const { createRequire } = require('module');
const path = require('path');
const vm = require('vm');
const { keep, kept, nameOf } = require('./cache');

const file = require.resolve('typescript');
const { mtimeMs, size } = fs.statSync(file);
const name = `${nameOf(process.version, process.arch, file, mtimeMs, size)}.code`;

/** The file as the function that Node makes of each module. */
const compile = (encoding, options) => {
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  return vm.compileFunction(fs.readFileSync(file, encoding), names, { filename: file, ...options });
};

function compileAnew() {
  const made = compile('utf8', { produceCachedData: true });
  keep(name, made.cachedData);
  return made;
}

const cachedData = kept(name);
// V8 takes the data only for as many characters as it was made from, which are ASCII if they are as many in this faster encoding
const before = cachedData && compile('latin1', { cachedData });
const run = before === undefined || before.cachedDataRejected ? compileAnew() : before;

const typescript = { exports: {} };
run(typescript.exports, createRequire(file), typescript, file, path.dirname(file));

module.exports = typescript.exports;
