import { Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import { AdapterPod, LocalAddress, PodApp } from '../../index';

const app = new PodApp({ outdir: `${__dirname}/dist` });
const chart = new Chart(app, 'queue', { disableResourceNameHashes: true });
const busybox = 'busybox:1.36';
const sh = (script: string) => ['sh', '-c', script];

// The adapter runs this script for each request. It converts "waiting: 7" to "queue_jobs_waiting 7".
const metrics = `#!/bin/sh
if status=$(wget -q -O - "http://$QUEUE_HOST:$QUEUE_PORT/status"); then
  printf 'Content-Type: text/plain; version=0.0.4\\r\\n\\r\\n'
  echo "$status" | sed 's/^/queue_jobs_/; s/://'
else
  printf 'Status: 502 Bad Gateway\\r\\n\\r\\n'
fi
`;
const scripts = new ConfigMap(chart, 'scripts', { data: { metrics } });

new AdapterPod(chart, 'pod', {
  metadata: {
    name: 'queue',
    annotations: {
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': '9100',
      'prometheus.io/path': '/cgi-bin/metrics',
    },
  },
  // The app reports its status in its own format.
  app: {
    name: 'queue',
    image: busybox,
    command: sh(`while sleep 1; do
  i=$((i + 1)); printf 'waiting: %d\\ndone: %d\\n' $((i % 9)) $i > /tmp/new && mv /tmp/new /tmp/status
done &
exec httpd -f -p 8080 -h /tmp`),
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/status', port: 'http' } },
  },
  adapter: {
    name: 'metrics',
    image: busybox,
    command: ['httpd', '-f', '-p', '9100', '-h', '/www'],
    ports: [{ name: 'metrics', containerPort: 9100 }],
    readinessProbe: { httpGet: { path: '/cgi-bin/metrics', port: 'metrics' } },
  },
  addresses: [LocalAddress.hostAndPort('QUEUE_HOST', 'QUEUE_PORT')],
  files: [
    {
      name: 'scripts',
      configMap: { name: scripts.name, defaultMode: 0o755 },
      readers: [{ container: 'metrics', mountPath: '/www/cgi-bin' }],
    },
  ],
});

app.synth();
