import { Chart } from 'cdk8s';
import { ConfigMap, Secret, Service } from 'cdk8s-plus-27';
import { AmbassadorPod, AppPod, FromPlus, LocalAddress, PodApp } from '../../index';

const app = new PodApp({ outdir: `${__dirname}/dist` });
const chart = new Chart(app, 'shop', { disableResourceNameHashes: true });
const busybox = 'busybox:1.36';
const sh = (script: string) => ['sh', '-c', script];

// The external service. It answers requests with the password.
const login = new Secret(chart, 'login', { stringData: { password: 'for-the-example' } });
const password = FromPlus.env('PASSWORD', login.envValue('password'));
const stock = new AppPod(chart, 'stock', {
  metadata: { name: 'stock', labels: { app: 'stock' } },
  app: {
    name: 'stock',
    image: busybox,
    command: sh(`mkdir -p /www && echo '12 apples' > /www/index.html && echo "/:shop:$PASSWORD" > /tmp/httpd.conf
exec httpd -f -p 8080 -h /www -c /tmp/httpd.conf`),
    env: [password],
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { tcpSocket: { port: 'http' } },
  },
});
const ports = [{ port: 80, targetPort: 8080 }];
const upstream = new Service(chart, 'upstream', { metadata: { name: 'stock' }, selector: stock, ports });

// The ambassador runs this script for each request. It adds the password, and calls the external service.
const forward = `#!/bin/sh
if answer=$(timeout 5 wget -q -O - "http://shop:$PASSWORD@$UPSTREAM/"); then
  printf 'Content-Type: text/plain\\r\\n\\r\\n%s\\n' "$answer"
else
  printf 'Status: 502 Bad Gateway\\r\\n\\r\\n'
fi
`;
const scripts = new ConfigMap(chart, 'scripts', { data: { stock: forward } });

new AmbassadorPod(chart, 'shop', {
  metadata: { name: 'shop' },
  app: {
    name: 'shop',
    image: busybox,
    command: sh('while sleep 1; do wget -q -O - "$STOCK_URL"; done'),
    readinessProbe: { exec: { command: sh('wget -q -O - "$STOCK_URL"') } },
  },
  ambassador: {
    name: 'ambassador',
    image: busybox,
    // It listens only on localhost, so other pods cannot use its password.
    command: ['httpd', '-f', '-p', '127.0.0.1:$(PORT)', '-h', '/www'],
    env: [password, { name: 'UPSTREAM', value: upstream.name }],
    ports: [{ containerPort: 9000 }],
  },
  addresses: [LocalAddress.url('STOCK_URL', 'http://{host}:{port}/cgi-bin/stock')],
  portVariable: 'PORT',
  files: [
    {
      name: 'scripts',
      configMap: { name: scripts.name, defaultMode: 0o755 },
      readers: [{ container: 'ambassador', mountPath: '/www/cgi-bin' }],
    },
  ],
});

app.synth();
