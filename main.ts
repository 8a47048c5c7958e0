import { ApiObject, Chart } from 'cdk8s';
import { AdapterPod, AmbassadorPod, AppPod, InitPod, LocalAddress, PodApp, SidecarPod } from './index';

const app = new PodApp();
const busybox = 'busybox:1.36';
const sh = (script: string) => ['sh', '-c', script];

// The namespace of kubia-manual. kubectl applies files in alphabetical order, so its file comes first.
new ApiObject(new Chart(app, 'custom-namespace'), 'namespace', {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'custom-namespace' },
});

// One app, on a node with a GPU.
new AppPod(new Chart(app, 'kubia-manual'), 'kubia', {
  metadata: { name: 'kubia-manual', namespace: 'custom-namespace', labels: { env: 'dev' } },
  nodeSelector: { gpu: 'true' },
  app: { name: 'kubia', image: 'eunsudev/kubia', ports: [{ containerPort: 8080, protocol: 'TCP' }] },
});

// The app writes an access log, and the sidecar prints it.
new SidecarPod(new Chart(app, 'web-with-sidecar'), 'web', {
  metadata: { name: 'web-with-sidecar' },
  automountServiceAccountToken: false,
  app: {
    name: 'web',
    image: busybox,
    command: sh('echo hello > /tmp/index.html; exec httpd -f -vv -p 8080 -h /tmp 2> /var/log/web/access.log'),
    ports: [{ containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/', port: 8080 } },
  },
  sidecars: [{ name: 'collect', image: busybox, command: ['tail', '-n', '+1', '-F', '/logs/access.log'] }],
  files: [
    {
      name: 'logs',
      writers: [{ container: 'web', mountPath: '/var/log/web' }],
      readers: [{ container: 'collect', mountPath: '/logs' }],
    },
  ],
});

// The app talks to localhost. Only the ambassador knows the address of the Service `world`.
new AmbassadorPod(new Chart(app, 'client-with-ambassador'), 'client', {
  metadata: { name: 'client-with-ambassador' },
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  app: {
    name: 'client',
    image: busybox,
    command: sh('while sleep 5; do wget -q -O - "$WORLD_URL"; done'),
    readinessProbe: { exec: { command: sh('wget -q -O - "$WORLD_URL"') } },
  },
  ambassador: {
    name: 'ambassador',
    image: busybox,
    command: sh('while true; do nc -l -p "$PORT" -e nc "$UPSTREAM" 80; done'),
    env: [{ name: 'UPSTREAM', value: 'world' }],
    ports: [{ containerPort: 9000 }],
  },
  addresses: [LocalAddress.url('WORLD_URL', 'http://{host}:{port}/')],
  portVariable: 'PORT',
});

// The app writes a count in its own format, and the adapter serves it in the format of Prometheus.
new AdapterPod(new Chart(app, 'counter-with-adapter'), 'counter', {
  metadata: { name: 'counter-with-adapter' },
  automountServiceAccountToken: false,
  app: {
    name: 'counter',
    image: busybox,
    command: sh('while sleep 1; do i=$((i + 1)); echo "visits: $i" > /count/new; mv /count/new /count/now; done'),
  },
  adapter: {
    name: 'metrics',
    image: busybox,
    command: sh(`mkdir -p /www && httpd -p 9100 -h /www
while sleep 1; do
  sed 's/visits: /visits_total /' /count/now > /www/new && mv /www/new /www/metrics
done`),
    ports: [{ name: 'metrics', containerPort: 9100 }],
    readinessProbe: { httpGet: { path: '/metrics', port: 'metrics' } },
  },
  files: [
    {
      name: 'count',
      writers: [{ container: 'counter', mountPath: '/count' }],
      readers: [{ container: 'metrics', mountPath: '/count' }],
    },
  ],
});

// The init container writes the page, and ends before the app starts.
new InitPod(new Chart(app, 'site-with-init'), 'site', {
  metadata: { name: 'site-with-init' },
  automountServiceAccountToken: false,
  app: {
    name: 'site',
    image: busybox,
    command: ['httpd', '-f', '-p', '8080', '-h', '/www'],
    ports: [{ containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/', port: 8080 } },
  },
  steps: [{ name: 'prepare', image: busybox, command: sh('echo "prepared by init" > /out/index.html') }],
  files: [
    {
      name: 'pages',
      writers: [{ container: 'prepare', mountPath: '/out' }],
      readers: [{ container: 'site', mountPath: '/www' }],
    },
  ],
});

app.synth();
