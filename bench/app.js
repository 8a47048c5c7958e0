// Many pods, in many charts and in one, under PodApp and under the `App` of cdk8s: `node bench/app.js`. The runs take turns, each is a
// process of its own (workload.js), and medians are compared. The time is that of `app.synth()`, which renders and writes.
const fs = require('fs');
const path = require('path');
const { compiledLibrary, folderInMemory, inTurns, median, must, report, seconds } = require('./common');

const ROUNDS = 5;

/** One run, by default into a new folder. */
function run(app, pods, shape, count, given) {
  const folder = given ?? folderFor();
  const script = path.join(__dirname, 'workload.js');
  const args = [script, compiledLibrary(), app, pods, shape, `${count}`, path.join(folder, 'dist')];
  const { output } = must(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  if (given === undefined) {
    fs.rmSync(folder, { recursive: true });
  }
  return JSON.parse(output[3]);
}

let place;
function folderFor() {
  place ??= folderInMemory();
  return fs.mkdtempSync(path.join(place, 'run-'));
}

/** Name, inode and time of each file in a folder. Every write changes one of them. */
function filesIn(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .map((name) => [name, fs.lstatSync(path.join(folder, name), { bigint: true })])
    .filter(([, stats]) => stats.isFile())
    .map(([name, { ino, mtimeNs }]) => `${name} ${ino} ${mtimeNs}`);
}

function writesOfSecondSynth() {
  const folder = folderFor();
  run('ours', 'ours', 'charts', 1000, folder);
  const before = new Set(filesIn(folder));
  run('ours', 'ours', 'charts', 1000, folder);
  return { files: before.size, written: filesIn(folder).filter((file) => !before.has(file)).length };
}

function measure() {
  const charts = (app, pods, count) => () => run(app, pods, 'charts', count);
  const chart = (app, pods) => () => run(app, pods, 'chart', 10_000);
  const thousand = inTurns(ROUNDS, {
    ours: charts('ours', 'ours', 1000),
    stock: charts('stock', 'plus', 1000),
    plain: charts('stock', 'plain', 1000),
  });
  const eight = inTurns(ROUNDS, {
    ours: charts('ours', 'ours', 8000),
    plus: charts('ours', 'plus', 8000),
    thousand: charts('ours', 'ours', 1000),
  });
  // this run needs minutes
  eight.stock = [charts('stock', 'plus', 8000)()];
  const ten = inTurns(ROUNDS, {
    ours: chart('ours', 'ours'),
    plus: chart('ours', 'plus'),
    stock: chart('stock', 'plus'),
  });
  const second = writesOfSecondSynth();

  const of = (runs, what = 'synth') => median(runs.map((one) => one[what]));
  const toStock = (work, limit, ours, stock) => {
    const whole = `whole processes ${seconds(of(ours, 'whole'))} to ${seconds(of(stock, 'whole'))}`;
    return {
      work,
      limit,
      ratio: of(ours) / of(stock),
      detail: `${seconds(of(ours))} to ${seconds(of(stock))}; ${whole}`,
    };
  };
  const megabytes = (runs) => Math.round(of(runs, 'memory') / 1e6);
  return [
    toStock('1,000 charts of one pod, compared with stock and cdk8s-plus pods', 0.15, thousand.ours, thousand.stock),
    toStock('1,000 charts of one pod, compared with stock and plain objects', undefined, thousand.ours, thousand.plain),
    toStock('8,000 charts of one cdk8s-plus pod, compared with stock', 0.012, eight.plus, eight.stock),
    toStock('8,000 charts of one pod, compared with stock and cdk8s-plus pods', 0.006, eight.ours, eight.stock),
    {
      work: '8,000 charts of one pod, compared with 1,000 charts',
      limit: 9,
      ratio: of(eight.ours) / of(eight.thousand),
      detail: `${seconds(of(eight.ours))} to ${seconds(of(eight.thousand))}`,
    },
    toStock('one chart of 10,000 cdk8s-plus pods, compared with stock', 0.45, ten.plus, ten.stock),
    toStock('one chart of 10,000 pods, compared with stock and cdk8s-plus pods', 0.25, ten.ours, ten.stock),
    {
      work: 'peak memory with 8,000 charts, compared with stock and cdk8s-plus pods',
      limit: 0.7,
      ratio: of(eight.ours, 'memory') / of(eight.stock, 'memory'),
      detail: `our pods ${megabytes(eight.ours)} MB, cdk8s-plus pods ${megabytes(eight.plus)} MB, to ${megabytes(eight.stock)} MB`,
    },
    {
      work: 'files that a second synth of 1,000 unchanged charts writes',
      limit: 0,
      ratio: second.written,
      detail: `of ${second.files} files, the list among them`,
    },
  ];
}

module.exports = { measure };
if (require.main === module) {
  report(['app', measure]);
}
