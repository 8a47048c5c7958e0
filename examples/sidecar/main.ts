import { Chart } from 'cdk8s';
import { PodApp, SidecarPod } from '../../index';

const app = new PodApp({ outdir: `${__dirname}/dist` });
const busybox = 'busybox:1.36';
const sh = (script: string) => ['sh', '-c', script];

new SidecarPod(new Chart(app, 'clock'), 'pod', {
  metadata: { name: 'clock' },
  app: {
    name: 'clock',
    image: busybox,
    command: sh('exec httpd -f -vv -p 8080 -h /www 2>> /var/log/clock/access.log'),
    ports: [{ name: 'http', containerPort: 8080 }],
    // The app has no page before the first fetch.
    readinessProbe: { httpGet: { path: '/', port: 'http' } },
  },
  sidecars: [
    // `mv` replaces the page as a whole, so the app never serves half a page.
    {
      name: 'fetch',
      image: busybox,
      command: sh('while sleep 1; do date > /pages/new; mv /pages/new /pages/index.html; done'),
    },
    { name: 'collect', image: busybox, command: ['tail', '-n', '+1', '-F', '/logs/access.log'] },
  ],
  files: [
    {
      name: 'pages',
      writers: [{ container: 'fetch', mountPath: '/pages' }],
      readers: [{ container: 'clock', mountPath: '/www' }],
    },
    {
      name: 'logs',
      writers: [{ container: 'clock', mountPath: '/var/log/clock' }],
      readers: [{ container: 'collect', mountPath: '/logs' }],
    },
  ],
});

app.synth();
