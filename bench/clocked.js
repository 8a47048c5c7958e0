// Runs workload.js and measures the time in the rules: `node bench/clocked.js LIBRARY APP PODS SHAPE COUNT OUTDIR`. It writes one more line
// to file descriptor 3. LIBRARY has a file for each module, so that this script can wrap single modules.
const fs = require('fs');
const path = require('path');

/** The functions that synth calls, by module. */
const MEASURED = {
  'rules/check/check.js': ['check', 'checkTemplate'],
  'rules/check/check-output.js': ['checkOutput'],
};

let nanoseconds = 0n;
for (const [file, names] of Object.entries(MEASURED)) {
  const module = require(path.join(process.argv[2], file));
  for (const name of names) {
    const check = module[name];
    if (check === undefined) {
      throw new Error(`${file} does not export ${name}.`);
    }
    // this clock adds the least time to the result
    module[name] = (first, second, third) => {
      const start = process.hrtime.bigint();
      const found = check(first, second, third);
      nanoseconds += process.hrtime.bigint() - start;
      return found;
    };
  }
}
require('./workload');
fs.writeSync(3, `\n${JSON.stringify({ rules: Number(nanoseconds) / 1e6 })}`);
