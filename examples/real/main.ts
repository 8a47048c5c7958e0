import { Chart } from 'cdk8s';
import { KubernetesVersion, PodApp } from '../../index';
import { cloudSqlJob } from './cloud-sql-job';
import { gitClone } from './git-clone';
import { goodSidecar } from './good-sidecar';
import { istio } from './istio';
import { kiada } from './kiada';
import { linkerd } from './linkerd';
import { logShipper } from './log-shipper';
import { nodeExporter } from './node-exporter';
import { oauth2Proxy } from './oauth2-proxy';
import { pgbouncer } from './pgbouncer';
import { quote } from './quote';
import { randomGenerator } from './random-generator';
import { redisExporter } from './redis-exporter';
import { socat } from './socat';
import { startupCoordination } from './startup-coordination';
import { tailscale } from './tailscale';
import { vaultAgent } from './vault-agent';

const app = new PodApp({ outdir: `${__dirname}/dist` });

/** Adds charts for a version of Kubernetes, which decides the form of their sidecars. */
function charts(version: string, all: Record<string, (chart: Chart) => void>): void {
  for (const [name, write] of Object.entries(all)) {
    const chart = new Chart(app, name);
    KubernetesVersion.set(chart, version);
    write(chart);
  }
}

charts('1.28', {
  'git-clone': gitClone,
  'node-exporter': nodeExporter,
  'oauth2-proxy': oauth2Proxy,
  quote,
  'random-generator': randomGenerator,
  'redis-exporter': redisExporter,
  tailscale,
  'vault-agent': vaultAgent,
});

charts('1.29', {
  'cloud-sql-job': cloudSqlJob,
  'good-sidecar': goodSidecar,
  istio,
  kiada,
  linkerd,
  'log-shipper': logShipper,
  pgbouncer,
  socat,
  'startup-coordination': startupCoordination,
});

app.synth();
