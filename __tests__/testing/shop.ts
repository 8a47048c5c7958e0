import { ApiObject, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { AppDeployment, AppJob, InitPattern, SidecarPattern } from '../../index';

/** A chart with a Deployment that has a sidecar and a step, a Job, a Service, and a Secret. */
export function shop(scope: Construct = Testing.app()): Chart {
  const chart = new Chart(scope, 'shop');
  new AppDeployment(chart, 'web', {
    metadata: { name: 'web', labels: { app: 'web' } },
    replicas: 2,
    app: {
      name: 'web',
      image: 'nginx:1.29',
      ports: [{ name: 'http', containerPort: 80 }],
      env: [{ name: 'MODE', value: 'fast' }],
    },
    patterns: [
      new SidecarPattern({
        sidecars: [{ name: 'logs', image: 'busybox:1.37', command: ['tail', '-F', '/logs/access.log'] }],
        files: [
          {
            name: 'logs',
            writers: [{ container: 'web', mountPath: '/var/log/nginx' }],
            readers: [{ container: 'logs', mountPath: '/logs' }],
          },
        ],
      }),
      new InitPattern({ steps: [{ name: 'prepare', image: 'busybox:1.37', command: ['true'] }] }),
    ],
  });
  new AppJob(chart, 'report', {
    metadata: { name: 'report' },
    app: { name: 'report', image: 'busybox:1.37', command: ['sh', '-c', 'echo report'] },
  });
  new ApiObject(chart, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  });
  new ApiObject(chart, 'login', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'login' },
    stringData: { user: 'shop', password: 'cheese' },
  });
  return chart;
}
