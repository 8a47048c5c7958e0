// Checks that two versions of this library give the same answers: the findings of `lint` and their order, the YAML of manifests, and
// the output and the errors of a synth. A refactoring must change none of them, unless parity-changes.json lists the change.
//
//   node conformance/parity.js                                  this checkout against the last revision of BASE
//   node conformance/parity.js --before main                    this checkout against another revision
//   node conformance/parity.js ../old ../new --count 5000       two checkouts, each with its node_modules
//
// Options: --count N objects, --versions 1.27,1.37 of Kubernetes, --kinds Pod,Job, --seed N.
//
// The old code grows the objects (parity/grow.js), each checkout answers in a process of its own (parity/answer.js), and
// parity/compare.js names the differences. Texts of messages are not compared.
//
// parity-changes.json is a list of { rule, change, reason }. Rule and change are what the report prints for a class of differences.
// Exit code 1: there is a difference that the file does not list.
const { execFileSync, spawn, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const readline = require('readline');
const { parseArgs } = require('util');
const { differences } = require('./parity/compare');

/** A file that changes when answers change on purpose. A commit hash would be lost when commits are rewritten. */
const BASE = 'conformance/parity/base.md';

const ROOT = path.dirname(__dirname);
const git = (...args) => spawnSync('git', args, { cwd: ROOT, maxBuffer: 1 << 30 });
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    before: { type: 'string', default: `${git('log', '-1', '--format=%h', '--', BASE).stdout}`.trim() },
    count: { type: 'string', default: '100000' },
    versions: { type: 'string', default: '1.27,1.30,1.35,1.37' },
    kinds: { type: 'string', default: 'Pod,Deployment,StatefulSet,DaemonSet,ReplicaSet,Job,CronJob' },
    seed: { type: 'string', default: '1' },
  },
});

/** Extracts a revision of this repository into a folder. It uses the packages of this checkout. */
function extract(revision, folder) {
  if (git('cat-file', '-e', `${revision}^{commit}`).status !== 0) {
    throw new Error(
      `The revision ${revision} is not in this clone. A shallow clone lacks old revisions: run git fetch --unshallow.`,
    );
  }
  fs.mkdirSync(folder);
  execFileSync('tar', ['-x', '-C', folder], { input: git('archive', revision).stdout });
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

/** The lines that a script of parity/ prints. */
async function* linesOf(script, ...args) {
  const child = spawn(process.execPath, [path.join(__dirname, 'parity', script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.on('exit', () => child.kill());
  const ended = new Promise((resolve) => child.on('close', resolve));
  yield* readline.createInterface({ input: child.stdout, crlfDelay: Infinity });
  if ((await ended) !== 0) {
    throw new Error(`${script} ${args[0]} failed.`);
  }
}

async function grow(before, file) {
  const { count, versions, kinds, seed } = options;
  const output = fs.openSync(file, 'w');
  for await (const line of linesOf('grow.js', before, count, versions, kinds, seed)) {
    fs.writeSync(output, `${line}\n`);
  }
  fs.closeSync(output);
}

/** What both checkouts answer to each line of a file. */
async function* answers(before, after, file) {
  const others = linesOf('answer.js', after, file);
  const questions = readline.createInterface({ input: fs.createReadStream(file) })[Symbol.asyncIterator]();
  for await (const answer of linesOf('answer.js', before, file)) {
    const [{ value: other }, { value: question }] = await Promise.all([others.next(), questions.next()]);
    yield { question, answer, other };
  }
  const [other, question] = await Promise.all([others.next(), questions.next()]);
  if (!other.done || !question.done) {
    throw new Error('The two checkouts gave a different number of answers.');
  }
}

async function main(temporary) {
  const before = path.resolve(positionals[0] ?? extract(options.before, path.join(temporary, 'before')));
  const after = path.resolve(positionals[1] ?? ROOT);
  const file = path.join(temporary, 'objects.jsonl');
  await grow(before, file);

  const listed = JSON.parse(fs.readFileSync(path.join(__dirname, 'parity-changes.json'), 'utf8'));
  const isListed = (one) => listed.some(({ rule, change }) => one.rule === rule && one.change === change);
  const isRule = (name) => name !== 'synth' && !name.startsWith('throws ');
  const classes = new Map();
  const rules = new Set();
  const tally = { lint: 0, batch: 0, PodApp: 0, App: 0, differ: 0, unlisted: 0 };
  for await (const { question, answer, other } of answers(before, after, file)) {
    const parsed = JSON.parse(answer);
    for (const [way, { findings }] of Object.entries(parsed)) {
      tally[way]++;
      findings.filter(([rule]) => isRule(rule)).forEach(([rule]) => rules.add(rule));
    }
    if (answer === other) {
      continue;
    }
    const found = differences(parsed, JSON.parse(other));
    tally.differ++;
    tally.unlisted += found.every(isListed) ? 0 : 1;
    for (const { rule, change, example } of found) {
      const name = `${rule} ${change}`;
      const known = classes.get(name) ?? { rule, change, count: 0, example: `${example}\n${question}` };
      classes.set(name, { ...known, count: known.count + 1 });
    }
  }
  console.log(
    `${tally.lint} objects, ${tally.batch} batches of objects and ${tally.PodApp + tally.App} synths compared, in which ` +
      `${rules.size} rules report something: ${tally.differ} differ, ${tally.unlisted} of them in a way that is not listed ` +
      `(${Math.round(process.uptime())} s)`,
  );
  for (const one of [...classes.values()].sort((a, b) => b.count - a.count)) {
    console.log(`\n${one.count} x ${one.rule}, ${one.change}${isListed(one) ? ' (listed)' : ''}\n${one.example}`);
  }
  for (const { rule, change } of listed.filter((one) => !classes.has(`${one.rule} ${one.change}`))) {
    console.log(`\nparity-changes.json lists ${rule}, ${change}: no object shows it.`);
  }
  return tally.unlisted === 0 ? 0 : 1;
}

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'parity-'));
process.on('exit', () => fs.rmSync(temporary, { recursive: true, force: true }));
main(temporary).then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(error.message);
    process.exit(2);
  },
);
