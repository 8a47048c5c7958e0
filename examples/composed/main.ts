import { Chart, Duration } from 'cdk8s';
import { AmbassadorPattern, AppPod, InitPattern, KubernetesVersion, LocalAddress } from '../../index';
import { Container, PodApp, SidecarPattern } from '../../index';
import { HeartbeatPattern } from './heartbeat-pattern';
import { server } from './server';

const app = new PodApp({ outdir: `${__dirname}/dist` });
const chart = new Chart(app, 'board', { disableResourceNameHashes: true });
const weather = server(chart, 'weather', 'sunny');
const monitor = server(chart, 'monitor', 'noted');

const busybox = 'busybox:1.36';
const sh = (script: string) => ['sh', '-c', script];
const at = (container: string, mountPath: string) => [{ container, mountPath }];

// The ambassador keeps the last answer, in case the server does not answer. A request without an answer ends after 5 seconds: before the
// node knows a new Service, it can lose the request.
const ambassador: Container = {
  name: 'ambassador',
  image: busybox,
  command: sh(`while sleep 1; do timeout 5 wget -q -O /tmp/new "$UPSTREAM" && mv /tmp/new /tmp/weather; done &
exec httpd -f -p "127.0.0.1:$PORT" -h /tmp`),
  env: [{ name: 'UPSTREAM', value: `http://${weather.name}/` }],
  ports: [{ containerPort: 9000 }],
  startupProbe: { exec: { command: ['test', '-e', '/tmp/weather'] }, periodSeconds: 1, failureThreshold: 60 },
};
const address = LocalAddress.url('WEATHER_URL', 'http://{host}:{port}/weather');

// The init container uses the ambassador, so the ambassador must start first. This requires native sidecars.
KubernetesVersion.set(app, '1.29');
const opening: Container = {
  name: 'opening',
  image: busybox,
  command: sh('echo "It was $(wget -q -O - "$WEATHER_URL") when we opened." > /lines/line'),
  env: address.toEnv(ambassador),
};

new AppPod(chart, 'pod', {
  metadata: { name: 'board' },
  app: {
    name: 'board',
    image: busybox,
    command: sh(`while sleep 1; do
  { cat /opening/line /news/line; wget -q -O - "$WEATHER_URL"; } > /tmp/new && mv /tmp/new /tmp/index.html
done &
exec httpd -f -vv -p 8080 -h /tmp 2>> /var/log/board/access.log`),
    ports: [{ containerPort: 8080 }],
    readinessProbe: { httpGet: { path: '/', port: 8080 } },
  },
  patterns: [
    new AmbassadorPattern({ ambassador, addresses: [address], portVariable: 'PORT', startsBefore: ['opening'] }),
    new InitPattern({
      steps: [opening],
      files: [{ name: 'opening', writers: at('opening', '/lines'), readers: at('board', '/opening') }],
    }),
    new SidecarPattern({
      sidecars: [
        {
          name: 'news',
          image: busybox,
          command: sh('while sleep 1; do date > /lines/new; mv /lines/new /lines/line; done'),
        },
        { name: 'collect', image: busybox, command: ['tail', '-n', '+1', '-F', '/logs/access.log'] },
      ],
      files: [
        { name: 'news', writers: at('news', '/lines'), readers: at('board', '/news') },
        { name: 'logs', writers: at('board', '/var/log/board'), readers: at('collect', '/logs') },
      ],
    }),
    new HeartbeatPattern({ url: `http://${monitor.name}/`, every: Duration.seconds(5) }),
  ],
});

app.synth();
