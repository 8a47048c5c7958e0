import { Chart } from 'cdk8s';
import { Service } from 'cdk8s-plus-27';
import { AppPod } from '../../index';

/** A pod that serves a text and logs the requests, and a Service for it. */
export function server(chart: Chart, name: string, text: string): Service {
  const selector = new AppPod(chart, name, {
    metadata: { name, labels: { app: name } },
    app: {
      name,
      image: 'busybox:1.36',
      command: ['sh', '-c', `echo "${text}" > /tmp/index.html && exec httpd -f -vv -p 8080 -h /tmp`],
      ports: [{ containerPort: 8080 }],
      readinessProbe: { httpGet: { path: '/', port: 8080 } },
    },
  });
  const ports = [{ port: 80, targetPort: 8080 }];
  return new Service(chart, `${name}-service`, { metadata: { name }, selector, ports });
}
