import * as fs from 'fs';
import * as path from 'path';
import { at, kindOf, withAt } from '../kubernetes/kinds';
import { readAsKubectl, realManifest, storedPods } from './shared';

const dist = path.join(__dirname, '..', 'examples', 'real', 'dist');

/** What an example says by pattern: the manifest, and what of it is not to be taken as it stands. */
interface Original {
  readonly file: string;
  /** What the manifest asks its readers to fill in, and what the example says there. */
  readonly blanks?: Record<string, string>;
  /**
   * Mounts that the original leaves writable, of containers that only read there. The pattern knows who reads, and makes them
   * read-only: this is the one thing in which the example says more.
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

describe('an example says by pattern what its original says', () => {
  test.each(Object.entries(ORIGINALS))('%s', (name, { file, blanks, onlyReads = [] }) => {
    const [original, ...others] = realManifest(file, blanks).map(({ manifest }) => manifest);
    const written = readAsKubectl(fs.readFileSync(path.join(dist, `${name}.k8s.yaml`), 'utf8'));
    expect([others.length, written.length]).toEqual([0, 1]);
    expect(meaning(written[0])).toStrictEqual(readOnly(meaning(original), onlyReads));
  });
});

/**
 * What an object means to a cluster: what the API server would store of its pods, with all that it fills in (so that saying a default,
 * or not, is the same), and all else as it is written. Where the order of a list means nothing, it is sorted:
 * - volumes, and mounts of one container (they are mounted from the root down, whatever their order);
 * - variables of one container, unless one of them refers to another by `$(NAME)`, which takes the other to come first.
 */
function meaning({ status, ...manifest }: any): any {
  const { template } = kindOf(manifest)!;
  const { metadata, spec } = at(manifest, template);
  const named = { ...metadata, name: 'name', namespace: 'default' };
  const [stored] = storedPods('1.37', [{ apiVersion: 'v1', kind: 'Pod', metadata: named, spec }]);
  const { labels, annotations } = stored.metadata;
  const pod = { labels, annotations, spec: sorted(stored.spec) };
  return { pod, object: template.length === 0 ? { ...manifest, spec: 'pod' } : withAt(manifest, template, 'pod') };
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
