/** Puts grown pods to the API server and to the rules, and prints how they differ: `ts-node --transpile-only conformance/fuzz/run.ts 1.37 20000 1`. */
import { podcheck, realManifests } from '../shared';
import { differences, pattern } from './compare';
import { Dice } from './dice';
import { Gardener } from './pods';

const [version = '1.37', count = '10000', seed = '1', only = ''] = process.argv.slice(2);
const gardener = new Gardener(realManifests(), version, new Dice(Number(seed)));
const classes = new Map<string, { count: number; example: string }>();
let wrong = 0;
let accepted = 0;
let undecoded = 0;
const sites = new Set<string>();
for (let done = 0; done < Number(count); done += 10000) {
  const pods = Array.from({ length: Math.min(10000, Number(count) - done) }, () => gardener.object());
  podcheck(version, pods).forEach((verdict, i) => {
    accepted += verdict.decode === undefined && verdict.errors === undefined ? 1 : 0;
    undecoded += verdict.decode === undefined ? 0 : 1;
    verdict.errors?.forEach(({ field, detail }) => sites.add(pattern(`${field}: ${detail}`)));
    const found = differences(pods[i], verdict, version);
    wrong += found.length > 0 ? 1 : 0;
    for (const one of found) {
      const key = pattern(one);
      const known = classes.get(key);
      if (known === undefined) {
        classes.set(key, { count: 1, example: JSON.stringify(pods[i]) });
      } else {
        known.count++;
      }
    }
  });
}
const sorted = [...classes].sort(([, a], [, b]) => b.count - a.count);
console.log(
  `${version}, seed ${seed}: ${count} pods, ${accepted} accepted, ${undecoded} undecoded, ${sites.size} sites; ${wrong} differ, in ${sorted.length} ways`,
);
for (const [key, { count: n, example }] of sorted.filter(([key]) => key.includes(only)).slice(0, 400)) {
  console.log(`${String(n).padStart(6)} ${key}${only === '' ? '' : `\n       ${example}`}`);
}
