import { Chart } from 'cdk8s';
import { AdapterPod } from '../../index';
import { values } from './env';

const env = values({ LOG_FILE: '/tmp/logs/random.log' });

export const randomGenerator = (chart: Chart) =>
  new AdapterPod(chart, 'random-generator', {
    metadata: { name: 'random-generator', labels: { app: 'random-generator' } },
    app: { name: 'main', image: 'k8spatterns/random-generator:1.0', env, ports: [{ containerPort: 8080 }] },
    adapter: { name: 'adapter', image: 'k8spatterns/random-generator-exporter', env, ports: [{ containerPort: 9889 }] },
    files: [
      {
        name: 'log-volume',
        writers: [{ container: 'main', mountPath: '/tmp/logs' }],
        readers: [{ container: 'adapter', mountPath: '/tmp/logs' }],
      },
    ],
  });
