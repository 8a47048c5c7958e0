// What it takes to print 10,000 pods as YAML, beside the `yaml` library as cdk8s uses it, and JSON.stringify, which does the least that
// has to be done. The runs are interleaved, and medians are compared: what else the machine does hits all of them.
const fs = require('fs');
const path = require('path');

const root = path.dirname(__dirname);
require('ts-node').register({ transpileOnly: true, dir: root });
const { Yaml } = require('cdk8s');
const { parse } = require('yaml');
const { print } = require('../manifest/print');

const PODS = 10_000;
const ROUNDS = 7;

/** The library's own kinds of pods, each a little different, as those of one team are. */
function pods() {
  const kinds = fs
    .readdirSync(path.join(root, 'dist'))
    .sort()
    .map((name) => parse(fs.readFileSync(path.join(root, 'dist', name), 'utf8')))
    .filter(({ kind }) => kind === 'Pod');
  return Array.from({ length: PODS }, (_, i) => {
    const pod = structuredClone(kinds[i % kinds.length]);
    pod.metadata.name += `-${i}`;
    pod.metadata.labels = { ...pod.metadata.labels, app: `app-${i % 500}`, 'app.kubernetes.io/version': `1.${i % 40}` };
    for (const container of pod.spec.containers) {
      container.image = `registry.example.com/team-${i % 50}/${container.name}:1.${i % 40}.${i % 7}`;
      container.env = [
        ...(container.env ?? []),
        { name: 'PORT', value: `${8000 + i}` },
        { name: 'GREETING', value: `Hello, ${i}!` },
      ];
      container.resources = { requests: { cpu: `${100 + (i % 10) * 50}m`, memory: '64Mi' } };
    }
    return pod;
  });
}

const manifests = pods();
const ways = {
  print: { run: () => print(manifests), times: 5 },
  'the yaml library': { run: () => Yaml.stringify(...manifests), times: 1, atMost: 0.11 },
  'JSON.stringify': { run: () => JSON.stringify(manifests), times: 5, atMost: 3.7 },
};

const milliseconds = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
for (let round = 0; round <= ROUNDS; round++) {
  for (let time = 0; time < 5; time++) {
    for (const name of Object.keys(ways).filter((way) => time < ways[way].times)) {
      const start = process.hrtime.bigint();
      ways[name].run();
      const took = Number(process.hrtime.bigint() - start) / 1e6;
      // the first round warms up
      if (round > 0) {
        milliseconds[name].push(took);
      }
    }
  }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ours = median(milliseconds.print);

console.log(`${PODS.toLocaleString('en')} pods${' '.repeat(16)}ms   print is   at most`);
for (const [name, { atMost }] of Object.entries(ways)) {
  const took = median(milliseconds[name]);
  const ratio = atMost === undefined ? '' : `${(ours / took).toFixed(3).padStart(8)}x  ${String(atMost).padStart(7)}x`;
  console.log(`${name.padEnd(20)} ${took.toFixed(1).padStart(8)}   ${ratio}`.trimEnd());
}
console.log(`the same text as the yaml library's: ${print(manifests) === Yaml.stringify(...manifests) ? 'yes' : 'no'}`);
