import { Chart } from 'cdk8s';
import { AppJob, SidecarPattern } from '../../index';

const container = (name: string, script: string) => ({ name, image: 'alpine:latest', command: ['sh', '-c', script] });

export const logShipper = (chart: Chart) =>
  new AppJob(chart, 'job', {
    metadata: { name: 'myjob' },
    app: container('myjob', 'echo "logging" > /opt/logs.txt'),
    patterns: [
      new SidecarPattern({
        sidecars: [container('logshipper', 'tail -F /opt/logs.txt')],
        files: [
          {
            name: 'data',
            writers: [{ container: 'myjob', mountPath: '/opt' }],
            readers: [{ container: 'logshipper', mountPath: '/opt' }],
          },
        ],
      }),
    ],
  });
