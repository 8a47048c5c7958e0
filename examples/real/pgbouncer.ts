import { Chart } from 'cdk8s';
import { AmbassadorPattern, AppDeployment, LocalAddress } from '../../index';
import { secrets, values } from './env';

const port = 5431;
const certificate = { key: 'tls.crt', path: 'cert.pem' };
const key = { key: 'tls.key', path: 'key.pem' };

export const pgbouncer = (chart: Chart) =>
  new AppDeployment(chart, 'pgbouncer', {
    metadata: { name: 'pgbouncer' },
    template: {
      spec: {
        serviceAccountName: 'pgbouncer',
        volumes: [
          { name: 'cacert', secret: { secretName: 'ca', items: [certificate] } },
          { name: 'servercert', secret: { secretName: 'server', items: [certificate, key] } },
        ],
      },
    },
    app: {
      name: 'pgbouncer',
      image: 'pgbouncer',
      ports: [{ containerPort: 5432 }],
      env: [
        ...secrets('login', { DB_USER: 'username', DB_PASSWORD: 'password', DB_NAME: 'database' }),
        ...values({
          CLIENT_TLS_SSLMODE: 'require',
          CLIENT_TLS_CA_FILE: '/etc/ca/cert.pem',
          CLIENT_TLS_KEY_FILE: '/etc/server/key.pem',
          CLIENT_TLS_CERT_FILE: '/etc/server/cert.pem',
        }),
      ],
      volumeMounts: [
        { name: 'cacert', mountPath: '/etc/ca', readOnly: true },
        { name: 'servercert', mountPath: '/etc/server', readOnly: true },
      ],
    },
    patterns: [
      new AmbassadorPattern({
        ambassador: {
          name: 'cloud-sql-proxy',
          image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.11.4',
          args: [`--port=${port}`, 'project:region:instance'],
          securityContext: { runAsNonRoot: true },
        },
        // the proxy listens on 127.0.0.1, and declares no port
        addresses: [LocalAddress.hostAndPort('DB_HOST', 'DB_PORT', port).overIPv4()],
      }),
    ],
  });
