import { Chart } from 'cdk8s';
import { InitPod, PodApp } from '../../index';

const app = new PodApp({ outdir: `${__dirname}/dist` });
const busybox = 'busybox:1.36';
const sh = (script: string) => ['sh', '-c', script];

new InitPod(new Chart(app, 'menu'), 'pod', {
  metadata: { name: 'menu' },
  app: {
    name: 'menu',
    image: busybox,
    command: ['httpd', '-f', '-p', '8080', '-h', '/www'],
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/', port: 'http' } },
  },
  // They run one after the other. Each replaces its file, so it can run again.
  steps: [
    { name: 'fetch', image: busybox, command: sh("printf 'soup\\nbread\\n' > /dishes/list") },
    { name: 'build', image: busybox, command: sh("sed 's|.*|<li>&</li>|' /dishes/list > /pages/index.html") },
  ],
  files: [
    {
      name: 'dishes',
      writers: [{ container: 'fetch', mountPath: '/dishes' }],
      readers: [{ container: 'build', mountPath: '/dishes' }],
    },
    {
      name: 'pages',
      writers: [{ container: 'build', mountPath: '/pages' }],
      readers: [{ container: 'menu', mountPath: '/www' }],
    },
  ],
});

app.synth();
