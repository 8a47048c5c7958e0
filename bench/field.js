// The same 10,000 small pods from our compiled app and from other tools, as whole processes: `node bench/field.js`. It uses the tools in
// PATH, and skips missing tools. `kubectl kustomize` needs minutes for 10,000 pods, so it is compared with our app on 1,000 pods.
const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const yaml = require('yaml');
const { compiledLibrary, folderInMemory, inTurns, median, must, report, root, seconds } = require('./common');

const ROUNDS = 9;

const MANY = 10_000;
const SOME = 1000;

const APP = (library, count) => `const { Chart } = require(${JSON.stringify(path.join(root, 'node_modules', 'cdk8s'))});
const { AppPod, PodApp } = require(${JSON.stringify(library)});
const app = new PodApp();
const chart = new Chart(app, 'pods');
for (let i = 0; i < ${count}; i += 1) {
  new AppPod(chart, \`pod-\${i}\`, {
    metadata: { name: \`pod-\${i}\`, labels: { app: 'web' } },
    app: { name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 8080 }] },
  });
}
app.synth();
`;

/** The smallest work for helm: one template in a loop that counts. Unlike our app, it gets no values for each pod. */
const HELM_LOOP = `{{- range $i := until ${MANY} }}
---
apiVersion: v1
kind: Pod
metadata:
  name: pod-{{ $i }}
  labels:
    app: web
spec:
  containers:
    - name: web
      image: nginx:1.27
      ports:
        - containerPort: 8080
{{- end }}
`;

/** The props of our app, as helm values. */
const HELM_VALUES = `{{- range .Values.pods }}
---
apiVersion: v1
kind: Pod
metadata:
  name: {{ .name }}
  labels:
    {{- toYaml .labels | nindent 4 }}
spec:
  containers:
    - name: web
      image: {{ .image | quote }}
      ports:
        {{- toYaml .ports | nindent 8 }}
{{- end }}
`;

const VALUE = (i) => ({
  name: `pod-${i}`,
  labels: { app: 'web' },
  image: 'nginx:1.27',
  ports: [{ containerPort: 8080 }],
});

const JSONNET = `[
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod-%d' % i, labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 8080 }] }] },
  }
  for i in std.range(0, ${MANY - 1})
]
`;

/** The pods as files, without a label that the kustomization adds. */
const RESOURCE = (i) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `pod-${i}` },
  spec: { containers: [{ name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 8080 }] }] },
});

const helm = {
  count: MANY,
  version: ['helm', 'version', '--short'],
  get: 'go install helm.sh/helm/v3/cmd/helm@v3.19.0',
};

const TOOLS = {
  'helm template with values': { ...helm, limit: 0.5, command: ['helm', 'template', 'pods', 'values'] },
  'helm template of a bare loop': { ...helm, command: ['helm', 'template', 'pods', 'loop'] },
  jsonnet: {
    count: MANY,
    command: ['jsonnet', '--yaml-stream', 'pods.jsonnet'],
    version: ['jsonnet', '--version'],
    get: 'go install github.com/google/go-jsonnet/cmd/jsonnet@v0.21.0',
  },
  'kubectl kustomize': {
    count: SOME,
    command: ['kubectl', 'kustomize', 'kustomize'],
    version: ['kubectl', 'version', '--client'],
    get: 'https://kubernetes.io/docs/tasks/tools/',
  },
};

function writeSources(folder) {
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const numbers = (count) => Array.from({ length: count }, (_, i) => i);
  for (const count of [MANY, SOME]) {
    write(`${count}/app.js`, APP(compiledLibrary(), count));
  }
  for (const [chart, template] of Object.entries({ loop: HELM_LOOP, values: HELM_VALUES })) {
    write(`${chart}/Chart.yaml`, 'apiVersion: v2\nname: pods\nversion: 1.0.0\n');
    write(`${chart}/templates/pods.yaml`, template);
  }
  write('values/values.yaml', yaml.stringify({ pods: numbers(MANY).map(VALUE) }, { aliasDuplicateObjects: false }));
  write('pods.jsonnet', JSONNET);
  write('kustomize/kustomization.yaml', 'resources: [pods.yaml]\nlabels:\n  - pairs: { app: web }\n');
  const resources = numbers(SOME).map((i) => yaml.stringify(RESOURCE(i)));
  write('kustomize/pods.yaml', resources.join('---\n'));
}

/** Runs a program whose standard output goes to a file. */
function runInto(file, folder, [command, ...args]) {
  const output = fs.openSync(path.join(folder, file), 'w');
  try {
    return must(command, args, { cwd: folder, stdio: ['ignore', output, 'pipe'] }).milliseconds;
  } finally {
    fs.closeSync(output);
  }
}

/** The pods in a file, sorted by name, because the tools write different orders. */
function podsIn(file) {
  const pods = yaml.parseAllDocuments(fs.readFileSync(file, 'utf8')).map((document) => document.toJS());
  return new Map(pods.map((pod) => [pod.metadata.name, pod]));
}

function versionOf({ version: [command, ...args] }) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? stdout.match(/v\d[\w.+-]*/)?.[0] : undefined;
}

function measure() {
  const folder = folderInMemory();
  writeSources(folder);
  const versions = Object.fromEntries(Object.entries(TOOLS).map(([name, tool]) => [name, versionOf(tool)]));
  const here = Object.keys(TOOLS).filter((name) => versions[name] !== undefined);
  const runTool = (name) => runInto(`${name}.yaml`, folder, TOOLS[name].command);
  const runOurs = (count) => {
    const app = path.join(folder, `${count}`);
    fs.rmSync(path.join(app, 'dist'), { recursive: true, force: true });
    fs.rmSync(path.join(app, '.dist.files'), { force: true });
    return runInto('app.log', app, [process.execPath, 'app.js']);
  };
  const counts = [...new Set(here.map((name) => TOOLS[name].count))];
  const took = inTurns(ROUNDS, {
    ...Object.fromEntries(counts.map((count) => [count, () => runOurs(count)])),
    ...Object.fromEntries(here.map((name) => [name, () => runTool(name)])),
  });

  for (const name of here) {
    const { count } = TOOLS[name];
    const ours = podsIn(path.join(folder, `${count}`, 'dist', 'pods.k8s.yaml'));
    assert.strictEqual(ours.size, count);
    assert.deepStrictEqual(podsIn(path.join(folder, `${name}.yaml`)), ours, `${name}: other pods`);
  }

  return Object.entries(TOOLS).map(([name, { limit, get, count }]) => {
    const work = `${count.toLocaleString('en')} small pods, whole process, compared with ${name}`;
    if (took[name] === undefined) {
      return { work, limit, missing: true, detail: `left out: it is not in PATH (${get})` };
    }
    const [us, them] = [median(took[count]), median(took[name])];
    return { work, limit, ratio: us / them, detail: `${seconds(us)} to ${seconds(them)}, ${versions[name]}` };
  });
}

module.exports = { measure };
if (require.main === module) {
  report(['field', measure]);
}
