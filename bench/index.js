// `npm run bench`: all benches, and one table of ratios. `npm run bench -- --write` puts it into the README. It judges nothing: it
// always exits with 0.
const fs = require('fs');
const path = require('path');
const { report, root, table } = require('./common');

const [START, END] = ['<!-- bench -->', '<!-- /bench -->'];

const rows = report(...['synth', 'emit', 'app', 'lint', 'field'].map((name) => [name, require(`./${name}`).measure]));

if (process.argv.includes('--write')) {
  const file = path.join(root, 'README.md');
  const text = fs.readFileSync(file, 'utf8');
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (rows.some(({ ratio, missing }) => ratio === undefined && missing !== true)) {
    console.log('\nREADME.md is left as it is: there are no numbers for some of the rows.');
  } else if (start < 0 || end < start) {
    console.log(`\nREADME.md is left as it is: it has no ${START} … ${END}.`);
  } else {
    const { version } = require('cdk8s/package.json');
    const note = `Measured with Node ${process.version} and cdk8s ${version}.`;
    fs.writeFileSync(file, `${text.slice(0, start + START.length)}\n\n${note}\n\n${table(rows)}\n\n${text.slice(end)}`);
    console.log('\nREADME.md has the table.');
  }
}
