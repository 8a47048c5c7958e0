import { Chart } from 'cdk8s';
import { AppJob, SidecarPattern } from '../../index';

const script = "while true; do echo 'Sidecar still running...'; sleep 5; done";

export const goodSidecar = (chart: Chart) =>
  new AppJob(chart, 'job', {
    metadata: { name: 'demo-good-sidecar' },
    completions: 1,
    template: { spec: { restartPolicy: 'OnFailure' } },
    app: { name: 'demo', image: 'busybox', command: ['sleep', '20'] },
    patterns: [
      new SidecarPattern({ sidecars: [{ name: 'sidecar', image: 'busybox', command: ['sh', '-c', script] }] }),
    ],
  });
