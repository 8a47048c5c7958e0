// One measured run, in its own process: builds an app of many pods, synthesizes it, and writes the time to file descriptor 3.
//
//   node bench/workload.js LIBRARY APP PODS SHAPE COUNT OUTDIR
//
// APP is `stock` (App) or `ours` (PodApp), PODS is `plus`, `plain` or `ours`, SHAPE is `charts` (one pod each) or `chart` (one chart).
const fs = require('fs');
const { ApiObject, App, Chart, Size } = require('cdk8s');

const [library, appName, podsName, shape, count, outdir] = process.argv.slice(2);

/** Functions that write each kind of pod. All have the same content, except for the defaults of cdk8s-plus. */
const PODS = {
  plain: () => (chart, i) =>
    new ApiObject(chart, `pod-${i}`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: metadata(i),
      spec: { containers: [web(i)] },
    }),
  ours: () => {
    const { AppPod } = require(library);
    return (chart, i) => new AppPod(chart, `pod-${i}`, { metadata: metadata(i), app: web(i) });
  },
  plus: () => {
    const { Cpu, EnvValue, Pod, Probe } = require('cdk8s-plus-27');
    const container = (i) => ({
      name: 'web',
      image: image(i),
      ports: [{ name: 'http', number: 8080 }],
      envVariables: { PORT: EnvValue.fromValue('8080'), GREETING: EnvValue.fromValue(`Hello, ${i}!`) },
      readiness: Probe.fromHttpGet('/ready', { port: 8080 }),
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(500) },
        memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
      },
    });
    return (chart, i) => new Pod(chart, `pod-${i}`, { metadata: metadata(i), containers: [container(i)] });
  },
};

const image = (i) => `registry.example.com/team-${i % 50}/web:1.${i % 40}`;

const metadata = (i) => ({ name: `pod-${i}`, labels: { app: `app-${i % 500}`, tier: 'web' } });

const web = (i) => ({
  name: 'web',
  image: image(i),
  ports: [{ name: 'http', containerPort: 8080 }],
  env: [
    { name: 'PORT', value: '8080' },
    { name: 'GREETING', value: `Hello, ${i}!` },
  ],
  readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
  resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
});

const AnyApp = appName === 'ours' ? require(library).PodApp : App;
const app = new AnyApp({ outdir });
const add = PODS[podsName]();
const one = shape === 'chart' ? new Chart(app, 'all') : undefined;
for (let i = 0; i < Number(count); i += 1) {
  add(one ?? new Chart(app, `chart-${i}`), i);
}
const start = performance.now();
app.synth();
const end = performance.now();
// this clock starts with the process
fs.writeSync(3, JSON.stringify({ synth: end - start, whole: end, memory: process.resourceUsage().maxRSS * 1024 }));
