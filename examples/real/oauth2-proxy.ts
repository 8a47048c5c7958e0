import { Chart } from 'cdk8s';
import { AppDeployment, Container, LocalAddress, SidecarPattern } from '../../index';
import { secrets, values } from './env';

const app: Container = {
  name: 'app',
  image: 'ghcr.io/ianlintner/simple-app:latest',
  ports: [{ containerPort: 8080 }],
};

export const oauth2Proxy = (chart: Chart) =>
  new AppDeployment(chart, 'simple-app', {
    metadata: { name: 'simple-app', labels: { app: 'simple-app' } },
    replicas: 1,
    app,
    patterns: [
      new SidecarPattern({
        sidecars: [
          {
            name: 'oauth2-proxy',
            image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.6.0',
            args: ['--config=/etc/oauth2-proxy/oauth2_proxy.cfg', '--http-address=0.0.0.0:4180'],
            env: [
              ...secrets('oauth2-proxy-secret', {
                OAUTH2_PROXY_CLIENT_ID: 'client-id',
                OAUTH2_PROXY_CLIENT_SECRET: 'client-secret',
                OAUTH2_PROXY_COOKIE_SECRET: 'cookie-secret',
              }),
              ...LocalAddress.url('OAUTH2_PROXY_UPSTREAMS', 'http://{host}:{port}').overIPv4().toEnv(app),
              ...values({ OAUTH2_PROXY_REDIRECT_URL: 'https://simple-app.example.com/oauth2/callback' }),
            ],
            ports: [{ containerPort: 4180 }],
          },
        ],
        files: [
          {
            name: 'oauth2-config',
            configMap: { name: 'oauth2-proxy-sidecar-config' },
            readers: [{ container: 'oauth2-proxy', mountPath: '/etc/oauth2-proxy' }],
          },
        ],
      }),
    ],
  });
