import { Chart } from 'cdk8s';
import { AmbassadorPattern, AppJob } from '../../index';

const port = 5432;
const labels = { app: 'busybox' };

export const cloudSqlJob = (chart: Chart) =>
  new AppJob(chart, 'job', {
    metadata: { name: 'job', labels },
    template: { metadata: { labels } },
    app: {
      name: 'my-application',
      image: 'my-application-image',
      imagePullPolicy: 'IfNotPresent',
      command: ['my_batch_job', '--host=127.0.0.1', `--port=${port}`, '--username=batch', '--dbname=shop'],
    },
    patterns: [
      new AmbassadorPattern({
        ambassador: {
          name: 'cloud-sql-proxy',
          image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.3',
          args: ['--admin-port=9091', '--exit-zero-on-sigterm', `--port=${port}`, 'project:region:instance'],
          securityContext: { runAsNonRoot: true },
          resources: { requests: { memory: '2Gi', cpu: '1' } },
        },
      }),
    ],
  });
