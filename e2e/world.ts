import { Chart } from 'cdk8s';
import { Service } from 'cdk8s-plus-27';
import { AppPod, PodApp } from '../index';

/** The response of the world to each request. */
export const ANSWER = 'Hello from the world';

/** The world that the ambassador leads to: a pod that answers, and the Service `world` before it. */
export function world(): string {
  const app = new PodApp();
  const chart = new Chart(app, 'world');
  const pod = new AppPod(chart, 'pod', {
    metadata: { name: 'world', labels: { app: 'world' } },
    app: {
      name: 'world',
      image: 'busybox:1.36',
      command: ['sh', '-c', `echo "${ANSWER}" > /tmp/index.html && exec httpd -f -p 80 -h /tmp`],
      ports: [{ containerPort: 80 }],
      readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 1 },
    },
  });
  new Service(chart, 'service', { metadata: { name: 'world' }, selector: pod, ports: [{ port: 80 }] });
  return app.synthYaml() as string;
}
