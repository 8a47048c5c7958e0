/** The manifest that an example writes with patterns, and the intended differences. */
export interface Original {
  readonly file: string;
  /** Placeholders of the manifest, and the values of the example. */
  readonly blanks?: Record<string, string>;
  /**
   * Mounts that are writable in the original, although the container only reads. The pattern makes the mounts of readers read-only.
   * This is the only addition of an example.
   */
  readonly onlyReads?: string[];
}

/** The originals of the examples in `examples/real`, by the name of the example. */
export const ORIGINALS: Record<string, Original> = {
  'cloud-sql-job': {
    file: 'csql-job-native-sidecar.yaml',
    blanks: {
      '<DB_PORT>': '5432',
      '<DB_USER>': 'batch',
      '<DB_NAME>': 'shop',
      '<INSTANCE_CONNECTION_NAME>': 'project:region:instance',
    },
  },
  'git-clone': { file: 'kubelabs-init-git-clone.yaml' },
  'good-sidecar': { file: 'kia2-job-good-sidecar.yaml' },
  istio: { file: 'istio-classic-opt-out-injected.yaml' },
  kiada: { file: 'kia2-kiada-native-sidecar.yaml' },
  linkerd: { file: 'linkerd-deployment-injected.yaml' },
  'log-shipper': { file: 'k8s-job-sidecar.yaml', onlyReads: ['logshipper /opt'] },
  'node-exporter': { file: 'kube-prometheus-node-exporter.yaml' },
  'oauth2-proxy': { file: 'oauth2-proxy-simple-app.yaml' },
  pgbouncer: {
    file: 'csql-pgbouncer.yaml',
    blanks: {
      '<YOUR-PGBOUNCER-DEPLOYMENT-NAME>': 'pgbouncer',
      '<YOUR-PGBOUNCER-NAME>': 'pgbouncer',
      '<YOUR-KSA-NAME>': 'pgbouncer',
      '<YOUR-CA-SECRET>': 'ca',
      '<YOUR-SERVER-CERT-SECRET>': 'server',
      '<PG-BOUNCER-CONTAINER>': 'pgbouncer',
      '<YOUR-DB-SECRET>': 'login',
      '<INSTANCE_CONNECTION_NAME>': 'project:region:instance',
    },
  },
  quote: { file: 'kia2-quote.yaml' },
  'random-generator': { file: 'kp-adapter.yaml', onlyReads: ['adapter /tmp/logs'] },
  'redis-exporter': { file: 'dds-adapter-prometheus-redis.yaml' },
  socat: { file: 'k8s-multi-ambassador.yaml' },
  'startup-coordination': { file: 'k8s-multi-startup-coordination.yaml', onlyReads: ['main-app /config'] },
  tailscale: {
    file: 'tailscale-userspace-sidecar.yaml',
    blanks: { '{{SA_NAME}}': 'tailscale', '{{TS_KUBE_SECRET}}': 'tailscale' },
  },
  'vault-agent': {
    file: 'vault-agent-init.yaml',
    onlyReads: ['vault-agent /etc/vault', 'nginx-container /usr/share/nginx/html'],
  },
};
