import { Chart } from 'cdk8s';
import { ConfigMap, EnvValue, Service, ServiceAccount } from 'cdk8s-plus-27';
import { AppPod, FromPlus, PodApp } from '../../index';

const app = new PodApp({ outdir: `${__dirname}/dist` });
const chart = new Chart(app, 'greeter', { disableResourceNameHashes: true });

const settings = new ConfigMap(chart, 'settings', { data: { greeting: 'hello' } });
const account = new ServiceAccount(chart, 'account');

const greeter = new AppPod(chart, 'pod', {
  metadata: { name: 'greeter', labels: { app: 'greeter' } },
  serviceAccountName: FromPlus.serviceAccountName(account),
  app: {
    name: 'greeter',
    image: 'busybox:1.36',
    command: ['sh', '-c', 'echo "$GREETING" > /tmp/index.html && exec httpd -f -p 8080 -h /tmp'],
    env: [FromPlus.env('GREETING', EnvValue.fromConfigMap(settings, 'greeting'))],
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/', port: 'http' } },
  },
});

// The selector has all labels of the pod.
new Service(chart, 'service', {
  metadata: { name: 'greeter' },
  selector: greeter,
  ports: [{ port: 80, targetPort: 8080 }],
});

app.synth();
