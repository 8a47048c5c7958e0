import { Chart } from 'cdk8s';
import { SidecarPod } from '../../index';

const image = 'registry.k8s.io/busybox:1.27.2';
const sh = (script: string) => ['sh', '-c', script];

export const startupCoordination = (chart: Chart) =>
  new SidecarPod(chart, 'pod', {
    metadata: { name: 'startup-coordination-example' },
    app: { name: 'main-app', image, command: sh('cat /config/app.conf; while true; do sleep 3600; done') },
    sidecars: [
      {
        name: 'config-sidecar',
        image,
        command: sh('echo "greeting=hello" > /config/app.conf; while true; do sleep 3600; done'),
        startupProbe: { exec: { command: ['test', '-f', '/config/app.conf'] }, periodSeconds: 2 },
      },
    ],
    files: [
      {
        name: 'config',
        writers: [{ container: 'config-sidecar', mountPath: '/config' }],
        readers: [{ container: 'main-app', mountPath: '/config' }],
      },
    ],
  });
