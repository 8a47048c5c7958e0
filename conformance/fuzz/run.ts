/** Puts grown pods to the API server and to the rules, and prints how they differ: `ts-node --transpile-only conformance/fuzz/run.ts 1.37 20000 1`. */
import { json } from '../shared';
import { survey } from './survey';

const [version = '1.37', count = '10000', seed = '1', only = ''] = process.argv.slice(2);
const { accepted, unread, sites, differences } = survey(version, Number(count), Number(seed));
const sorted = [...differences].sort(([, a], [, b]) => b.count - a.count);
console.log(
  `${version}, seed ${seed}: ${count} pods, ${accepted} accepted, ${unread} not readable, ${sites.size} sites; ${sorted.length} kinds of disagreement`,
);
for (const [key, { count: n, pod }] of sorted.filter(([key]) => key.includes(only)).slice(0, 400)) {
  console.log(`${String(n).padStart(6)} ${key}${only === '' ? '' : `\n       ${json(pod)}`}`);
}
