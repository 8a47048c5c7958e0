import { ApiObject, Chart } from 'cdk8s';
import { AdapterPod, AmbassadorPod, AppPod, InitPod, LocalAddress, PodApp, SidecarPod } from './index';

const app = new PodApp();

// the namespace of kubia-manual; its file comes first, by name
new ApiObject(new Chart(app, 'custom-namespace'), 'namespace', {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'custom-namespace' },
});

// one app, on a node with a GPU
new AppPod(new Chart(app, 'kubia-manual'), 'kubia', {
  metadata: { name: 'kubia-manual', namespace: 'custom-namespace', labels: { env: 'dev' } },
  nodeSelector: { gpu: 'true' },
  app: { name: 'kubia', image: 'eunsudev/kubia', ports: [{ containerPort: 8080, protocol: 'TCP' }] },
});

// serve and collect: the app writes a log, the sidecar ships it
new SidecarPod(new Chart(app, 'web-with-sidecar'), 'web', {
  metadata: { name: 'web-with-sidecar', labels: { pattern: 'sidecar' } },
  app: {
    name: 'web',
    image: 'busybox:1.36',
    command: [
      'sh',
      '-c',
      'echo hello > /tmp/index.html && exec httpd -f -vv -p 8080 -h /tmp 2>> /var/log/web/access.log',
    ],
    ports: [{ containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/', port: 8080 } },
  },
  sidecars: [{ name: 'collect', image: 'busybox:1.36', command: ['tail', '-n', '+1', '-F', '/logs/access.log'] }],
  files: [
    {
      name: 'logs',
      writers: [{ container: 'web', mountPath: '/var/log/web' }],
      readers: [{ container: 'collect', mountPath: '/logs' }],
    },
  ],
});

// talk to localhost, be taken elsewhere: only the ambassador knows where `world` is
new AmbassadorPod(new Chart(app, 'client-with-ambassador'), 'client', {
  metadata: { name: 'client-with-ambassador', labels: { pattern: 'ambassador' } },
  app: {
    name: 'client',
    image: 'busybox:1.36',
    command: ['sh', '-c', 'while true; do wget -q -O - "$WORLD_URL"; sleep 5; done'],
    readinessProbe: { exec: { command: ['sh', '-c', 'wget -q -O /dev/null "$WORLD_URL"'] } },
  },
  ambassador: {
    name: 'ambassador',
    image: 'busybox:1.36',
    command: ['sh', '-c', 'while true; do nc -l -p $(PORT) -e nc "$UPSTREAM" 80; done'],
    env: [{ name: 'UPSTREAM', value: 'world' }],
    ports: [{ containerPort: 9000 }],
  },
  addresses: [LocalAddress.url('WORLD_URL', 'http://{host}:{port}/')],
  portVariable: 'PORT',
});

// translate: the app counts in its own words, the adapter tells Prometheus
new AdapterPod(new Chart(app, 'counter-with-adapter'), 'counter', {
  metadata: { name: 'counter-with-adapter', labels: { pattern: 'adapter' } },
  app: {
    name: 'counter',
    image: 'busybox:1.36',
    command: ['sh', '-c', 'i=0; while true; do i=$((i+1)); echo "visits: $i" > /var/count/now; sleep 1; done'],
  },
  adapter: {
    name: 'metrics',
    image: 'busybox:1.36',
    command: [
      'sh',
      '-c',
      'httpd -p 9100 -h /tmp; while true; do sed "s/visits: /visits_total /" /var/count/now > /tmp/metrics; sleep 1; done',
    ],
    ports: [{ name: 'metrics', containerPort: 9100 }],
    readinessProbe: { httpGet: { path: '/metrics', port: 'metrics' } },
  },
  files: [
    {
      name: 'count',
      writers: [{ container: 'counter', mountPath: '/var/count' }],
      readers: [{ container: 'metrics', mountPath: '/var/count' }],
    },
  ],
});

// prepare and serve: the step is gone when the app starts
new InitPod(new Chart(app, 'site-with-init'), 'site', {
  metadata: { name: 'site-with-init', labels: { pattern: 'init' } },
  app: {
    name: 'site',
    image: 'busybox:1.36',
    command: ['httpd', '-f', '-p', '8080', '-h', '/www'],
    ports: [{ containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/', port: 8080 } },
  },
  steps: [
    { name: 'prepare', image: 'busybox:1.36', command: ['sh', '-c', 'echo "prepared by init" > /out/index.html'] },
  ],
  files: [
    {
      name: 'pages',
      writers: [{ container: 'prepare', mountPath: '/out' }],
      readers: [{ container: 'site', mountPath: '/www' }],
    },
  ],
});

app.synth();
