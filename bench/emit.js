// The time to print 10,000 pods as YAML, compared with the `yaml` library as cdk8s uses it, and with JSON.stringify as a lower limit. The
// runs take turns, so that other load of the machine affects all of them. Medians are compared.
const fs = require('fs');
const path = require('path');

require('ts-node').register({ transpileOnly: true, dir: path.dirname(__dirname) });
const { Yaml } = require('cdk8s');
const { parse } = require('yaml');
const { print } = require('../manifest/yaml/print');
const { inTurns, median, report, root, seconds } = require('./common');

const PODS = 10_000;
const ROUNDS = 9;

/** Pods of this library, each a little different, like the pods of one team. */
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

function measure() {
  const manifests = pods();
  const ways = {
    print: () => print(manifests),
    'the yaml library': () => Yaml.stringify(...manifests),
    'JSON.stringify': () => JSON.stringify(manifests),
  };
  const timed = (run) => () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  const took = inTurns(ROUNDS + 1, Object.fromEntries(Object.entries(ways).map(([name, run]) => [name, timed(run)])));
  // the first round warms up
  const of = (name) => median(took[name].slice(1));
  const same = ways.print() === ways['the yaml library']() ? 'the same text' : 'not the same text';
  const to = (name, limit, more) => ({
    work: `printing 10,000 pods as YAML, compared with ${name}`,
    limit,
    ratio: of('print') / of(name),
    detail: `${seconds(of('print'))} to ${seconds(of(name))}${more}`,
  });
  return [to('the yaml library', 0.11, `, ${same}`), to('JSON.stringify', 3.7, '')];
}

module.exports = { measure };
if (require.main === module) {
  report(['emit', measure]);
}
