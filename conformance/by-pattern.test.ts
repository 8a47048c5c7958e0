import * as fs from 'fs';
import * as path from 'path';
import { kindOf } from '../kubernetes/kinds';
import { valueAt, withValueAt } from '../util/plain-object';
import { readAsKubectl, realManifest, storedPods } from './shared';

const dist = path.join(__dirname, '..', 'examples', 'real', 'dist');

/** The manifest that an example writes with patterns, and the intended differences. */
interface Original {
  readonly file: string;
  /** Placeholders of the manifest, and the values of the example. */
  readonly blanks?: Record<string, string>;
  /**
   * Mounts that are writable in the original, although the container only reads. The pattern makes the mounts of readers read-only.
   * This is the only addition of an example.
   */
  readonly onlyReads?: string[];
}

const ORIGINALS: Record<string, Original> = {
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

test('each example has its original', () => {
  const charts = fs.readdirSync(dist).map((file) => file.replace('.k8s.yaml', ''));
  expect(charts.sort()).toEqual(Object.keys(ORIGINALS).sort());
});

describe('an example writes the manifest of its original', () => {
  test.each(Object.entries(ORIGINALS))('%s', (name, { file, blanks, onlyReads = [] }) => {
    const [original, ...others] = realManifest(file, blanks).map(({ manifest }) => manifest);
    const written = readAsKubectl(fs.readFileSync(path.join(dist, `${name}.k8s.yaml`), 'utf8'));
    expect([others.length, written.length]).toEqual([0, 1]);
    expect(meaning(written[0])).toStrictEqual(readOnly(meaning(original), onlyReads));
  });
});

/**
 * The meaning of an object to a cluster: its pods as the API server stores them, with all defaults, and the rest as it is written. Lists
 * are sorted if their order has no meaning:
 * - volumes, and mounts of one container (they are mounted from the root down, in any order);
 * - variables of one container, unless one of them refers to another by `$(NAME)`, because the other must then come first.
 */
function meaning({ status, ...manifest }: any): any {
  const { template } = kindOf(manifest)!;
  const { metadata, spec } = valueAt<any>(manifest, template);
  const named = { ...metadata, name: 'name', namespace: 'default' };
  const [stored] = storedPods('1.37', [{ apiVersion: 'v1', kind: 'Pod', metadata: named, spec }]);
  const { labels, annotations } = stored.metadata;
  const pod = { labels, annotations, spec: sorted(stored.spec) };
  return { pod, object: template.length === 0 ? { ...manifest, spec: 'pod' } : withValueAt(manifest, template, 'pod') };
}

function sorted(spec: any): any {
  const by = (key: string) => (a: any, b: any) => a[key].localeCompare(b[key]);
  const containers = (list: any[] = []) =>
    list.map((container) => ({
      ...container,
      env: JSON.stringify(container.env ?? []).includes('$(') ? container.env : container.env?.toSorted(by('name')),
      volumeMounts: container.volumeMounts?.toSorted(by('mountPath')),
    }));
  return {
    ...spec,
    initContainers: containers(spec.initContainers),
    containers: containers(spec.containers),
    volumes: spec.volumes?.toSorted(by('name')),
  };
}

function readOnly({ pod, object }: any, mounts: string[]): any {
  const unused = new Set(mounts);
  const containers = (list: any[]) =>
    list.map(({ volumeMounts, ...container }) => ({
      ...container,
      volumeMounts: volumeMounts?.map((mount: any) =>
        unused.delete(`${container.name} ${mount.mountPath}`) ? { ...mount, readOnly: true } : mount,
      ),
    }));
  const { initContainers, containers: beside, ...spec } = pod.spec;
  const result = {
    ...pod,
    spec: { ...spec, initContainers: containers(initContainers), containers: containers(beside) },
  };
  expect([...unused]).toEqual([]);
  return { pod: result, object };
}
