import { Chart } from 'cdk8s';
import { SidecarPod } from '../../index';
import { fields, secrets, values } from './env';

export const tailscale = (chart: Chart) =>
  new SidecarPod(chart, 'nginx', {
    metadata: { name: 'nginx' },
    serviceAccountName: 'tailscale',
    app: { name: 'nginx', image: 'nginx' },
    sidecars: [
      {
        name: 'ts-sidecar',
        image: 'ghcr.io/tailscale/tailscale:latest',
        imagePullPolicy: 'Always',
        env: [
          ...values({ TS_KUBE_SECRET: 'tailscale', TS_USERSPACE: 'true' }),
          ...secrets('tailscale-auth', { TS_AUTHKEY: 'TS_AUTHKEY' }, true),
          ...fields({ POD_NAME: 'metadata.name', POD_UID: 'metadata.uid' }),
        ],
        securityContext: { runAsUser: 1000, runAsGroup: 1000 },
      },
    ],
  });
