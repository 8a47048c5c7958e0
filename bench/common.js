// What the benches share: temporary folders, the compiled library, runs that take turns, and the table.
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const root = path.dirname(__dirname);

process.on('SIGINT', () => process.exit(1));
process.on('SIGTERM', () => process.exit(1));

/** A folder that is deleted when this process ends. */
function temporaryFolder(parent = os.tmpdir()) {
  const folder = fs.mkdtempSync(path.join(parent, 'bench-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A temporary folder, in memory if possible, because the benches compare programs and not disks. */
function folderInMemory() {
  try {
    fs.accessSync('/dev/shm', fs.constants.W_OK);
    return temporaryFolder('/dev/shm');
  } catch {
    return temporaryFolder();
  }
}

let library;

/** The folder with the library as JavaScript, as it is published. */
function compiledLibrary() {
  if (library === undefined) {
    const folder = temporaryFolder();
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    library = path.join(folder, 'lib');
    must(process.execPath, [path.join(root, 'scripts', 'build.js'), library]);
  }
  return library;
}

/** The same, with a file for each module. */
function compiledModules() {
  const folder = path.join(path.dirname(compiledLibrary()), 'modules');
  const tsc = require.resolve('typescript/bin/tsc');
  must(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json'), '--outDir', folder]);
  return folder;
}

/** Runs a program that must succeed, and measures its time. By default, its output is discarded. */
function must(command, args, options = {}) {
  const start = performance.now();
  const result = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  const milliseconds = performance.now() - start;
  if (result.status !== 0) {
    throw new Error(`"${[command, ...args].join(' ')}" fails: ${result.error?.message ?? result.stderr}`);
  }
  return { ...result, milliseconds };
}

/** Runs several functions a number of times, in turns, so that other load of the machine affects all of them. */
function inTurns(rounds, ways) {
  const results = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(ways)) {
      results[name].push(run());
    }
  }
  return results;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;

/** Three digits for ratios below ten. */
const ratioText = (ratio) =>
  Number.isInteger(ratio) ? `${ratio}` : ratio < 10 ? `${+ratio.toPrecision(2)}` : ratio.toFixed(0);

/** The rows that have a number, as a Markdown table. */
function table(rows) {
  const cells = [
    ['measurement', 'limit', 'result'],
    ...rows
      .filter(({ ratio }) => ratio !== undefined)
      .map(({ work, limit, ratio }) => [work, limit === undefined ? '' : `${limit}`, ratioText(ratio)]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [head, ...body] = cells;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}

/** Measures, and prints the table and its details. It reports errors, and continues. */
function report(...benches) {
  const rows = benches.flatMap(([name, measure]) => {
    try {
      return measure();
    } catch (error) {
      return [{ work: name, detail: `there are no numbers: ${error.message}` }];
    }
  });
  console.log(`${table(rows)}\n`);
  rows.forEach(({ work, detail }) => console.log(`${work}: ${detail}`));
  return rows;
}

module.exports = {
  compiledLibrary,
  compiledModules,
  folderInMemory,
  inTurns,
  median,
  must,
  report,
  root,
  seconds,
  table,
  temporaryFolder,
};
