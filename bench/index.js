// `npm run bench` runs all benches and prints one table of ratios. `npm run bench -- --write` also writes the table to bench/README.md
// and its most important rows to README.md. It always exits with 0: the limits are goals, not checks.
const fs = require('fs');
const path = require('path');
const { report, root, table } = require('./common');

const [START, END] = ['<!-- bench -->', '<!-- /bench -->'];

/** The rows that README.md shows. */
const IMPORTANT = [
  '`npm run synth` of main.ts, compared with `npx cdk8s synth` of the stock template',
  'one chart of 10,000 pods, compared with stock and cdk8s-plus pods',
  '10,000 small pods, whole process, compared with helm template with values',
];

/** Replaces the text between the markers of a file. */
function write(file, text) {
  const before = fs.readFileSync(path.join(root, file), 'utf8');
  const [start, end] = [before.indexOf(START), before.indexOf(END)];
  if (start < 0 || end < start) {
    throw new Error(`${file} has no ${START} … ${END}. Add these two lines.`);
  }
  fs.writeFileSync(
    path.join(root, file),
    `${before.slice(0, start + START.length)}\n\n${text}\n\n${before.slice(end)}`,
  );
}

const rows = report(
  ...['synth', 'emit', 'app', 'lint', 'import', 'field'].map((name) => [name, require(`./${name}`).measure]),
);

if (process.argv.includes('--write')) {
  const important = rows.filter(({ work, ratio }) => IMPORTANT.includes(work) && ratio !== undefined);
  const isIncomplete = rows.some(({ ratio, missing }) => ratio === undefined && missing !== true);
  if (isIncomplete || important.length < IMPORTANT.length) {
    console.log('\nNothing is written: some rows have no numbers.');
  } else {
    const { version } = require('cdk8s/package.json');
    write('bench/README.md', `Measured with Node ${process.version} and cdk8s ${version}.\n\n${table(rows)}`);
    write('README.md', table(important));
    console.log('\nThe tables are in bench/README.md and README.md.');
  }
}
