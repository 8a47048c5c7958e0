import { Chart } from 'cdk8s';
import { Service } from 'cdk8s-plus-27';
import { AdapterPattern, InitPattern, KubernetesVersion, PodApp, SharedFiles, SidecarPattern } from '../../index';
import { AppCronJob, AppDaemonSet, AppDeployment, AppJob, AppStatefulSet, Container } from '../../index';

const app = new PodApp({ outdir: `${__dirname}/dist` });
KubernetesVersion.set(app, '1.29'); // sidecars are native, so a Job with a sidecar completes

const container = (name: string, script: string): Container => ({
  name,
  image: 'busybox:1.36',
  command: ['sh', '-c', script],
});
const server = (name: string, script: string): Container => ({
  ...container(name, script),
  ports: [{ name: 'http', containerPort: 8080 }],
  readinessProbe: { httpGet: { path: '/', port: 'http' } },
});
const files = (name: string, writer: string, reader: string): SharedFiles => ({
  name,
  writers: [{ container: writer, mountPath: `/${name}` }],
  readers: [{ container: reader, mountPath: `/${name}` }],
});
// as process 1, the shells and httpd ignore SIGTERM
const spec = { terminationGracePeriodSeconds: 1 };

const labelsOf = (app: string) => ({ matchLabels: { app } });
const topologyKey = 'kubernetes.io/hostname';

// Identical pods, spread over the nodes. In each, a sidecar prints the access log.
const deployment = new Chart(app, 'deployment', { disableResourceNameHashes: true });
const web = new AppDeployment(deployment, 'web', {
  metadata: { name: 'web' },
  replicas: 2,
  template: {
    spec: {
      ...spec,
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway', labelSelector: labelsOf('web') },
      ],
    },
  },
  app: server('web', 'echo welcome > /tmp/index.html; exec httpd -f -vv -p 8080 -h /tmp 2> /log/access'),
  patterns: [
    new SidecarPattern({
      sidecars: [container('collect', 'exec tail -n +1 -F /log/access')],
      files: [files('log', 'web', 'collect')],
    }),
  ],
});
new Service(deployment, 'service', {
  metadata: { name: 'web' },
  selector: web,
  ports: [{ port: 80, targetPort: web.portNumber('http') }],
});

// Pods with stable names, on different nodes if possible. Each serves its name, and the Service gives each an address.
const statefulSet = new Chart(app, 'stateful-set');
const member = new AppStatefulSet(statefulSet, 'member', {
  metadata: { name: 'member' },
  serviceName: 'member',
  replicas: 2,
  podManagementPolicy: 'Parallel',
  template: {
    spec: {
      ...spec,
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 100, podAffinityTerm: { topologyKey, labelSelector: labelsOf('member') } },
          ],
        },
      },
    },
  },
  app: server('member', 'exec httpd -f -p 8080 -h /page'),
  patterns: [
    new InitPattern({
      steps: [container('sign', 'echo "I am $(hostname)" > /page/index.html')],
      files: [files('page', 'sign', 'member')],
    }),
  ],
});

new Service(statefulSet, 'service', {
  metadata: { name: 'member' },
  clusterIP: 'None',
  selector: member,
  ports: [{ port: 8080 }],
});

// A pod on each node. It reads the load of the node, and an adapter serves it in the format of Prometheus.
new AppDaemonSet(new Chart(app, 'daemon-set'), 'agent', {
  metadata: { name: 'agent' },
  template: { spec: { ...spec, tolerations: [{ operator: 'Exists' }] } },
  app: container('agent', 'while sleep 1; do cut -d " " -f 1 /proc/loadavg > /load/new; mv /load/new /load/now; done'),
  patterns: [
    new AdapterPattern({
      adapter: server(
        'metrics',
        `while sleep 1; do echo "node_load1 $(cat /load/now)" > /tmp/new; mv /tmp/new /tmp/index.html; done &
exec httpd -f -p 8080 -h /tmp`,
      ),
      files: [files('load', 'agent', 'metrics')],
    }),
  ],
});

// Work that ends. The native sidecar ends with it.
new AppJob(new Chart(app, 'job'), 'report', {
  metadata: { name: 'report' },
  backoffLimit: 2,
  template: { spec },
  app: container('report', 'for i in 1 2 3; do echo "part $i of 3" >> /progress/log; sleep 1; done'),
  patterns: [
    new SidecarPattern({
      sidecars: [container('follow', 'exec tail -n +1 -F /progress/log')],
      files: [files('progress', 'report', 'follow')],
    }),
  ],
});

// Work on a schedule. Two runs never overlap.
new AppCronJob(new Chart(app, 'cron-job'), 'greeting', {
  metadata: { name: 'greeting' },
  schedule: '*/10 * * * *',
  concurrencyPolicy: 'Forbid',
  jobTemplate: { spec: { ttlSecondsAfterFinished: 600 } },
  app: container('greeting', 'echo "good $(cat /words/now)"'),
  patterns: [
    new InitPattern({
      steps: [container('look', '[ $(date +%H) -lt 12 ] && echo morning > /words/now || echo evening > /words/now')],
      files: [files('words', 'look', 'greeting')],
    }),
  ],
});

app.synth();
