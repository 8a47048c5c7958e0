// The cost of the rules: `node bench/lint.js`. It measures the share of the rules in a synth of 10,000 pods; `cdk8s-pods lint` on 10,000
// documents, compared with the yaml library, which only parses them; and `lint` on one small file, compared with node, which does nothing.
// If kubeconform is in PATH, it gets the same files, with schemas made from kubernetes/openapi.
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { kubeconform, schemaOfPods } = require('./kubeconform');
const {
  compiledLibrary,
  compiledModules,
  folderInMemory,
  inTurns,
  median,
  must,
  report,
  root,
  seconds,
} = require('./common');

const ROUNDS = 5;
/** The number of runs that measure the rules. */
const CLOCKED = 11;
const PODS = 10_000;
const VERSION = '1.37';

/** The pods of workload.js. */
const pod = (i) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `pod-${i}`, labels: { app: `app-${i % 500}`, tier: 'web' } },
  spec: {
    containers: [
      {
        name: 'web',
        image: `registry.example.com/team-${i % 50}/web:1.${i % 40}`,
        ports: [{ name: 'http', containerPort: 8080 }],
        env: [
          { name: 'PORT', value: '8080' },
          { name: 'GREETING', value: `Hello, ${i}!` },
        ],
        readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
        resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
      },
    ],
  },
});

const PARSE = (
  file,
) => `const { parseAllDocuments } = require(${JSON.stringify(path.join(root, 'node_modules', 'yaml'))});
parseAllDocuments(fs.readFileSync(${JSON.stringify(file)}, 'utf8')).forEach((document) => document.toJS());`;

function measure() {
  const folder = folderInMemory();
  const library = compiledLibrary();
  const modules = compiledModules();
  const { print } = require(path.join(modules, 'manifest', 'yaml', 'print'));
  const [many, one] = ['many.yaml', 'one.yaml'].map((name) => path.join(folder, name));
  fs.writeFileSync(many, print(Array.from({ length: PODS }, (_, i) => pod(i))));
  fs.writeFileSync(one, print([pod(0)]));
  const whole =
    (...args) =>
    () =>
      must(process.execPath, args).milliseconds;
  const lint = (file) => whole(path.join(library, 'cli', 'main.js'), 'lint', file, '--target', VERSION);
  const clocked = [path.join(__dirname, 'clocked.js'), modules, 'ours', 'ours', 'chart', `${PODS}`];
  const schema = schemaOfPods(folder, VERSION);
  const hasPeer = schema !== undefined && spawnSync('kubeconform', ['-v']).status === 0;
  const peer = (file) => () => must('kubeconform', kubeconform(schema, file)).milliseconds;

  const { shares } = inTurns(CLOCKED, {
    shares: () => {
      const dist = path.join(fs.mkdtempSync(path.join(folder, 'run-')), 'dist');
      const { output } = must(process.execPath, [...clocked, dist], { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
      const [{ synth }, { rules }] = `${output[3]}`.split('\n').map((line) => JSON.parse(line));
      return rules / synth;
    },
  });
  const took = inTurns(ROUNDS, {
    lint: lint(many),
    parse: whole('-e', PARSE(many)),
    small: lint(one),
    node: whole('-e', '0'),
    ...(hasPeer ? { peer: peer(many), peerSmall: peer(one) } : {}),
  });
  const row = (work, limit, ours, other) => ({
    work,
    limit,
    ratio: median(took[ours]) / median(took[other]),
    detail: `${seconds(median(took[ours]))} to ${seconds(median(took[other]))}`,
  });
  return [
    {
      work: 'all rules on 10,000 pods, as a share of their synth',
      limit: 0.3,
      ratio: median(shares),
      detail: shares.map((share) => share.toFixed(2)).join(', '),
    },
    row('`lint` of 10,000 documents, compared with parsing them with the yaml library', 1.5, 'lint', 'parse'),
    row('`lint` of one small file, compared with starting node', 3, 'small', 'node'),
    ...(hasPeer
      ? [
          row('`lint` of 10,000 documents, compared with kubeconform on one core', undefined, 'lint', 'peer'),
          row('`lint` of one small file, compared with kubeconform', undefined, 'small', 'peerSmall'),
        ]
      : [
          {
            work: '`lint`, compared with kubeconform',
            missing: true,
            detail: 'kubeconform is not there: go install github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0',
          },
        ]),
  ];
}

module.exports = { measure };
if (require.main === module) {
  report(['lint', measure]);
}
