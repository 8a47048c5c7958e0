import { Chart } from 'cdk8s';
import { SidecarPod } from '../../index';

export const quote = (chart: Chart) =>
  new SidecarPod(chart, 'quote', {
    metadata: { name: 'quote' },
    app: { name: 'quote-writer', image: 'luksa/quote-writer:0.1', imagePullPolicy: 'IfNotPresent' },
    sidecars: [{ name: 'nginx', image: 'nginx:alpine', ports: [{ name: 'http', containerPort: 80 }] }],
    files: [
      {
        name: 'shared',
        writers: [{ container: 'quote-writer', mountPath: '/var/local/output' }],
        readers: [{ container: 'nginx', mountPath: '/usr/share/nginx/html' }],
      },
    ],
  });
