import { Chart } from 'cdk8s';
import { AmbassadorPod, LocalAddress } from '../../index';

export const socat = (chart: Chart) =>
  new AmbassadorPod(chart, 'pod', {
    metadata: { name: 'ambassador-sidecar-example' },
    app: {
      name: 'main-app',
      image: 'registry.k8s.io/busybox:1.27.2',
      command: ['sh', '-c', 'while true; do sleep 3600; done'],
    },
    ambassador: {
      name: 'ambassador-sidecar',
      image: 'docker.io/alpine/socat:1.8.0.3',
      args: ['tcp-listen:5432,fork', 'tcp-connect:external-db.example.com:5432'],
      ports: [{ containerPort: 5432 }],
    },
    addresses: [LocalAddress.url('DATABASE_URL', '{host}:{port}')],
  });
