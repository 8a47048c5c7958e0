import { Chart } from 'cdk8s';
import { InitPod } from '../../index';
import { values } from './env';

const config = 'vault-agent-config.hcl';

export const vaultAgent = (chart: Chart) =>
  new InitPod(chart, 'pod', {
    metadata: { name: 'vault-agent-example', namespace: 'default' },
    serviceAccountName: 'vault-auth',
    app: { name: 'nginx-container', image: 'nginx', ports: [{ containerPort: 80 }] },
    steps: [
      {
        name: 'vault-agent',
        image: 'vault',
        args: ['agent', `-config=/etc/vault/${config}`, '-log-level=debug'],
        env: values({ VAULT_ADDR: 'http://EXTERNAL_VAULT_ADDR:8200' }),
      },
    ],
    files: [
      {
        name: 'config',
        configMap: { name: 'example-vault-agent-config', items: [{ key: config, path: config }] },
        readers: [{ container: 'vault-agent', mountPath: '/etc/vault' }],
      },
      {
        name: 'shared-data',
        writers: [{ container: 'vault-agent', mountPath: '/etc/secrets' }],
        readers: [{ container: 'nginx-container', mountPath: '/usr/share/nginx/html' }],
      },
    ],
  });
