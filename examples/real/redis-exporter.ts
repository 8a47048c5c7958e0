import { Chart } from 'cdk8s';
import { AdapterPod } from '../../index';

export const redisExporter = (chart: Chart) =>
  new AdapterPod(chart, 'redis', {
    metadata: { name: 'adapter-example', namespace: 'default' },
    app: { name: 'redis', image: 'redis' },
    adapter: { name: 'adapter', image: 'oliver006/redis_exporter' },
  });
